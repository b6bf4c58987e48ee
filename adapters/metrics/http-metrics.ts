import { Gauge, Histogram, type Registry } from 'prom-client';
import type { ObserveCall } from '../http/observe-call.ts';
import { CALL_BUCKETS, PREFIX } from './names.ts';

/** Calls by the route's pattern and never by the path itself: ids would make a series each. */
export const createHttpMetrics = (registry: Registry): ObserveCall => {
  const durations = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Calls answered, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: CALL_BUCKETS,
    registers: [registry],
  });
  const inHand = new Gauge({
    name: `${PREFIX}http_requests_in_hand`,
    help: 'Calls that are being answered, open streams of events among them.',
    registers: [registry],
  });
  return {
    began: () => inHand.inc(),
    ended: ({ method, route, status, seconds }) => {
      inHand.dec();
      durations.observe({ method, route, status }, seconds);
    },
  };
};
