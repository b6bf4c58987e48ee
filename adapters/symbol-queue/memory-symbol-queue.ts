import { randomUUID } from 'node:crypto';
import {
  JOB_PRIORITIES,
  type JobFailure,
  type JobLease,
  type JobPriority,
  MAX_PENDING_JOBS,
  type SymbolJob,
  type SymbolQueue,
  type WaitingRun,
} from '../../application/ports/symbol-queue.ts';

type Job = Omit<SymbolJob, 'createdAt' | 'startedAt' | 'endedAt' | 'nextAttemptAt' | 'waitingPortfolios'> & {
  readonly order: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly dueAt: number;
  readonly lease: { readonly leaseId: string; readonly until: number } | null;
};

type Wait = WaitingRun & { readonly symbol: string; readonly priority: JobPriority; readonly ended: boolean };

const rank = (priority: JobPriority): number => JOB_PRIORITIES.indexOf(priority);
const isOpen = ({ status }: Job): boolean => status === 'pending' || status === 'processing';
const higher = (a: JobPriority, b: JobPriority): JobPriority => (rank(a) <= rank(b) ? a : b);
const byUrgency = (a: Job, b: Job): number => rank(a.priority) - rank(b.priority) || a.order - b.order;
const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** For tests and for looking at: it does not outlive the process. */
export const createMemorySymbolQueue = (now: () => number = Date.now): SymbolQueue => {
  const jobs = new Map<string, Job>();
  const waits = new Map<string, Wait>();

  const all = (): Job[] => [...jobs.values()];
  const openJob = (symbol: string): Job | undefined =>
    all().find((job) => job.symbol === symbol && isOpen(job));
  const pending = (): number => all().filter(({ status }) => status === 'pending').length;

  const add = (symbol: string, priority: JobPriority, requestedBy: string): void => {
    const jobId = randomUUID();
    jobs.set(jobId, {
      jobId,
      symbol,
      status: 'pending',
      priority,
      requestedBy,
      attempts: 0,
      failure: null,
      order: jobs.size,
      createdAt: now(),
      startedAt: null,
      endedAt: null,
      dueAt: now(),
      lease: null,
    });
  };

  const press = (job: Job, priority: JobPriority): void => {
    const again = priority === 'high' && job.status === 'pending' ? { attempts: 0, dueAt: now() } : {};
    jobs.set(job.jobId, { ...job, priority: higher(job.priority, priority), ...again });
  };

  /** Symbols that are waited for and had no room get it, the most urgent first. */
  const admit = (): void => {
    const wanted = [...waits.values()]
      .filter(({ symbol, ended }) => !ended && openJob(symbol) === undefined)
      .sort((a, b) => rank(a.priority) - rank(b.priority));
    for (const { symbol, priority, portfolioId } of wanted) {
      if (pending() >= MAX_PENDING_JOBS) return;
      if (openJob(symbol) === undefined) add(symbol, priority, portfolioId);
    }
  };

  const end = (job: Job, status: 'completed' | 'failed', failure: JobFailure | null): void => {
    jobs.set(job.jobId, { ...job, status, failure, endedAt: now(), lease: null });
    for (const [key, wait] of waits) if (wait.symbol === job.symbol) waits.set(key, { ...wait, ended: true });
  };

  /** Does `change` if the lease still holds. */
  const holding = (lease: JobLease, change: (job: Job) => void): boolean => {
    const job = jobs.get(lease.jobId);
    if (job?.lease?.leaseId !== lease.leaseId) return false;
    change(job);
    return true;
  };

  const shown = (job: Job): SymbolJob => {
    const { order: _, lease: __, dueAt, createdAt, startedAt, endedAt, ...rest } = job;
    return {
      ...rest,
      createdAt: new Date(createdAt).toISOString(),
      startedAt: instant(startedAt),
      endedAt: instant(endedAt),
      nextAttemptAt: job.status === 'pending' && job.attempts > 0 ? instant(dueAt) : null,
      waitingPortfolios: [...waits.values()].filter((wait) => wait.symbol === job.symbol && !wait.ended)
        .length,
    };
  };

  return {
    enqueue: async (symbols, { priority, requestedBy }) => {
      const refused = new Set<string>();
      const asked = [...new Set(symbols)];
      for (const symbol of asked) {
        const open = openJob(symbol);
        if (open !== undefined) press(open, priority);
        else if (pending() >= MAX_PENDING_JOBS) refused.add(symbol);
        else add(symbol, priority, requestedBy);
      }
      return { queued: asked.filter((symbol) => !refused.has(symbol)), refused: [...refused] };
    },
    claim: async ({ atOnce, leaseMs }) => {
      admit();
      const held = all().filter(({ lease }) => lease !== null && lease.until > now()).length;
      const due = all()
        .filter(
          (job) =>
            (job.status === 'pending' && job.dueAt <= now()) ||
            (job.status === 'processing' && (job.lease?.until ?? 0) <= now()),
        )
        .sort(byUrgency)
        .slice(0, Math.max(0, atOnce - held));
      return due.map((job) => {
        const leaseId = randomUUID();
        const attempts = job.attempts + 1;
        const lease = { leaseId, until: now() + leaseMs };
        jobs.set(job.jobId, { ...job, status: 'processing', attempts, startedAt: now(), lease });
        const failedBefore = all().some(({ symbol, status }) => symbol === job.symbol && status === 'failed');
        return { jobId: job.jobId, leaseId, symbol: job.symbol, attempts, failedBefore };
      });
    },
    renew: async (lease, leaseMs) =>
      holding(lease, (job) => {
        jobs.set(job.jobId, { ...job, lease: { leaseId: lease.leaseId, until: now() + leaseMs } });
      }),
    complete: async (lease) => holding(lease, (job) => end(job, 'completed', null)),
    postpone: async (lease, failure, delayMs) =>
      holding(lease, (job) => {
        jobs.set(job.jobId, { ...job, status: 'pending', failure, dueAt: now() + delayMs, lease: null });
      }),
    fail: async (lease, failure) => holding(lease, (job) => end(job, 'failed', failure)),
    release: async (lease) =>
      holding(lease, (job) => {
        jobs.set(job.jobId, { ...job, status: 'pending', attempts: job.attempts - 1, lease: null });
      }),
    giveUp: async (symbol, reason) => {
      const job = openJob(symbol);
      if (job === undefined) return null;
      end(job, 'failed', { kind: 'given-up', reason });
      const ended = jobs.get(job.jobId);
      return ended === undefined ? null : shown(ended);
    },
    latest: async (symbols) => {
      const wanted = new Set(symbols);
      const found = all()
        .filter(({ symbol }) => wanted.has(symbol))
        .sort((a, b) => a.order - b.order);
      return new Map(found.map((job) => [job.symbol, shown(job)]));
    },
    list: async ({ status }, { limit, offset }) => {
      const chosen = all().filter((job) => status === undefined || job.status === status);
      const open = chosen.filter(isOpen).sort(byUrgency);
      const ended = chosen
        .filter((job) => !isOpen(job))
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.order - a.order);
      return { items: [...open, ...ended].slice(offset, offset + limit).map(shown), total: chosen.length };
    },
    pending: async () => pending(),
    waitFor: async ({ runId, portfolioId }, symbols, priority) => {
      for (const [key, wait] of waits) if (wait.portfolioId === portfolioId) waits.delete(key);
      for (const symbol of symbols)
        waits.set(`${portfolioId} ${symbol}`, { runId, portfolioId, symbol, priority, ended: false });
    },
    waitAlso: async (runs, symbol) => {
      const waiting = new Set([...waits.values()].map(({ portfolioId }) => portfolioId));
      for (const run of runs)
        if (!waiting.has(run.portfolioId))
          waits.set(`${run.portfolioId} ${symbol}`, { ...run, symbol, priority: 'normal', ended: false });
    },
    ready: async () => {
      const open = new Set([...waits.values()].filter(({ ended }) => !ended).map(({ runId }) => runId));
      const runs = new Map([...waits.values()].map(({ runId, portfolioId }) => [runId, portfolioId]));
      return [...runs].flatMap(([runId, portfolioId]) => (open.has(runId) ? [] : [{ runId, portfolioId }]));
    },
    finished: async (runId) => {
      for (const [key, wait] of waits) if (wait.runId === runId) waits.delete(key);
    },
  };
};
