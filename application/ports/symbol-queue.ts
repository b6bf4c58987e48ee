import type { IsoInstant } from '../../domain/dates.ts';
import type { SymbolOnboardingFailed } from '../../domain/symbol/events.ts';
import type { PageOf, Paging } from './queries.ts';

/** High for people who wait, low for what nobody waits for. */
export const JOB_PRIORITIES = ['high', 'normal', 'low'] as const;
export type JobPriority = (typeof JOB_PRIORITIES)[number];

/** "pending" and "processing" are open; the other two are where a job ends. */
export const JOB_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export type JobFailure = {
  readonly kind: SymbolOnboardingFailed['data']['kind'] | 'given-up';
  readonly reason: string;
};

/** The work of bringing one symbol in. */
export type SymbolJob = {
  readonly jobId: string;
  readonly symbol: string;
  readonly status: JobStatus;
  readonly priority: JobPriority;
  /** Who asked first: a user's id, `cli:name`, or the process. */
  readonly requestedBy: string;
  /** Begun ones, also those that a killed worker did not end. */
  readonly attempts: number;
  /** Of the last attempt. */
  readonly failure: JobFailure | null;
  readonly createdAt: IsoInstant;
  readonly startedAt: IsoInstant | null;
  readonly endedAt: IsoInstant | null;
  /** Null unless it waits for its next attempt. */
  readonly nextAttemptAt: IsoInstant | null;
  /** Portfolios that finish when it ends. */
  readonly waitingPortfolios: number;
};

/** The right to work on a job, for a while. Whoever has lost it changes nothing any more. */
export type JobLease = {
  readonly jobId: string;
  readonly leaseId: string;
  readonly symbol: string;
  /** This one included. */
  readonly attempts: number;
  /** A job of this symbol failed before: portfolios may have been calculated without it that wait for nothing. */
  readonly failedBefore: boolean;
};

/** A portfolio that was left incomplete by this run. */
export type WaitingRun = { readonly runId: string; readonly portfolioId: string };

export type Enqueued = {
  /** Now open, whoever asked first. */
  readonly queued: readonly string[];
  /** There was no room for them. */
  readonly refused: readonly string[];
};

/**
 * The symbols that somebody needs and nobody knows yet. It survives restarts. At most one open job per symbol, whoever
 * asks; at most `MAX_PENDING_JOBS` wait; the most urgent first, then the oldest. A job whose worker was killed can be
 * claimed again when its lease has run out.
 */
export type SymbolQueue = {
  /**
   * A symbol whose job is open keeps it, and takes the higher of the two priorities. When a person asks (high), what
   * waits for another attempt is tried at once, and as often as anything new.
   */
  readonly enqueue: (
    symbols: readonly string[],
    asked: { readonly priority: JobPriority; readonly requestedBy: string },
  ) => Promise<Enqueued>;
  /** Leases jobs that are due, while fewer than `atOnce` are leased in all processes together. */
  readonly claim: (request: {
    readonly atOnce: number;
    readonly leaseMs: number;
  }) => Promise<readonly JobLease[]>;
  /** False when the lease was lost. */
  readonly renew: (lease: JobLease, leaseMs: number) => Promise<boolean>;
  readonly complete: (lease: JobLease) => Promise<boolean>;
  /** Another attempt, not before `delayMs` from now. */
  readonly postpone: (lease: JobLease, failure: JobFailure, delayMs: number) => Promise<boolean>;
  readonly fail: (lease: JobLease, failure: JobFailure) => Promise<boolean>;
  /** Puts a leased job back as it was, untried: its worker stops in good order. */
  readonly release: (lease: JobLease) => Promise<boolean>;
  /** Ends an open job for good, also one that is being worked on; null when the symbol has none. */
  readonly giveUp: (symbol: string, reason: string) => Promise<SymbolJob | null>;
  /** The newest job of each. */
  readonly latest: (symbols: readonly string[]) => Promise<ReadonlyMap<string, SymbolJob>>;
  /** Open jobs first, in the order in which they are taken; then the newest. */
  readonly list: (
    filter: { readonly status?: JobStatus | undefined },
    paging: Paging,
  ) => Promise<PageOf<SymbolJob>>;
  /** Jobs that wait; those being worked on are not among them. */
  readonly pending: () => Promise<number>;
  /**
   * Records what the portfolio still lacks at the end of `runId`, in place of what it lacked before; nothing when
   * `symbols` is empty. Symbols for which there was no room get their jobs as room is made.
   */
  readonly waitFor: (run: WaitingRun, symbols: readonly string[], priority: JobPriority) => Promise<void>;
  /** From now on those of these portfolios that wait for nothing wait for `symbol`, each since its run. */
  readonly waitAlso: (runs: readonly WaitingRun[], symbol: string) => Promise<void>;
  /** Runs whose last symbol has come in, or was given up. They stay until they are `finished`. */
  readonly ready: () => Promise<readonly WaitingRun[]>;
  readonly finished: (runId: string) => Promise<void>;
};

/** Beyond this the caller is told to come back. */
export const MAX_PENDING_JOBS = 50;
