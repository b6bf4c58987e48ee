/** Before every metric of ours. Units are in the names, as Prometheus asks: seconds, totals. */
export const PREFIX = 'sigmafold_';

/** Seconds: what a person notices lies in the middle, what an operator is woken for at the end. */
export const CALL_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds of work in the background. */
export const WORK_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];
