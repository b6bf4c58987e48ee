import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { MetricsSnapshot } from '../../adapters/metrics/merge-metrics.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import { createProgress, type Progress } from '../../projections/runner/progress.ts';
import type { Config } from '../config/config.ts';
import { OperatorError } from '../operator-error.ts';
import { createAsking } from './ask.ts';
import { fromBackgroundSchema, type ToBackground } from './messages.ts';
import { threadEntry } from './thread-entry.ts';

/**
 * Several times what a batch needs. A heap that may not grow for ever is collected sooner: in a batch of 2,000 symbols the
 * process peaks at 570 MB, and at 690 MB without a limit.
 */
const MOST_HEAP_MB = 1536;

/** The background work of this process, in a thread of its own, as it is seen from the main thread. */
export type BackgroundThread = {
  /** How far its projections are: told after each commit, before anything that follows from it. */
  readonly progress: Progress;
  readonly leadership: Pick<Leadership, 'leading'>;
  /** One of its appends has failed a moment ago. */
  readonly appendsInDoubt: () => boolean;
  readonly bus: Pick<MessageBus, 'backlog' | 'check'>;
  /** What it counts. Rejects when the thread is too busy to tell. */
  readonly metrics: () => Promise<MetricsSnapshot>;
  /** Resolves when its work has begun, on a migrated database. Rejects when it cannot, or with the signal's reason. */
  readonly begin: (config: Config, databaseUrl: string, signal?: AbortSignal) => Promise<void>;
  /** Resolves with the reason when it has ended without being asked to. */
  readonly lost: Promise<Error>;
  /** It puts its work down where it can be picked up, and ends. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the thread, which loads its program while the caller goes on. `write` takes the lines of its log: the main
 * thread writes those of both, so that none is torn.
 */
export const startBackgroundThread = (write: (line: string) => void): BackgroundThread => {
  const worker = new Worker(threadEntry(), {
    name: 'background',
    resourceLimits: {
      // A lower limit of the process as a whole holds for the thread as well.
      maxOldGenerationSizeMb: Math.min(MOST_HEAP_MB, getHeapStatistics().heap_size_limit / 2 ** 20),
    },
  });
  const say = (message: ToBackground): void => worker.postMessage(message);
  const asking = createAsking((id, question) => say({ type: 'ask', id, question }));
  const progress = createProgress();
  let leads: readonly string[] = [];
  let appendsInDoubt = false;
  let failure: unknown;
  let phase: 'loading' | 'working' | 'stopping' | 'ended' = 'loading';
  let stopped: Promise<void> | null = null;

  const exited = new Promise<number>((resolve) => worker.once('exit', resolve));
  worker.once('error', (error) => {
    failure = error;
  });
  const lost = new Promise<Error>((resolve) => {
    worker.once('exit', (code) => {
      const error = new Error(`the background thread has ended with ${code}`, { cause: failure });
      asking.end(error);
      if (phase !== 'stopping') resolve(error);
      phase = 'ended';
    });
  });
  const begun = new Promise<OperatorError | null>((resolve) => {
    worker.on('message', (received) => {
      const message = fromBackgroundSchema.parse(received);
      switch (message.type) {
        case 'begun':
          return resolve(null);
        case 'refused':
          return resolve(new OperatorError(message.message));
        case 'moved':
          return progress.moved(message.projections, message.position);
        case 'lost':
          return progress.lost(message.projections);
        case 'state':
          ({ leads, appendsInDoubt } = message);
          return;
        case 'answer':
          return asking.answered(message.id, message.answer);
        case 'unanswered':
          return asking.unanswered(message.id, new Error(message.message));
        case 'line':
          return write(message.line);
        default:
          return message satisfies never;
      }
    });
  });

  const end = async (): Promise<void> => {
    const before = phase;
    if (before === 'ended') return;
    phase = 'stopping';
    if (before === 'loading') {
      await worker.terminate();
      return;
    }
    say({ type: 'stop' });
    const code = await exited;
    if (code !== 0) throw new Error(`the background thread has ended with ${code}`, { cause: failure });
  };

  return {
    progress,
    leadership: { leading: () => leads },
    appendsInDoubt: () => appendsInDoubt,
    bus: {
      backlog: (topic) => asking.ask({ about: 'backlog', topic }),
      check: () => asking.ask({ about: 'bus' }),
    },
    metrics: () => asking.ask({ about: 'metrics' }),
    begin: async (config, databaseUrl, signal) => {
      signal?.throwIfAborted();
      if (phase === 'loading') phase = 'working';
      say({ type: 'begin', config, databaseUrl });
      const ended = await Promise.race([begun, lost, ...(signal ? [aborted(signal)] : [])]);
      if (ended !== null) throw ended;
    },
    lost,
    stop: () => {
      stopped ??= end();
      return stopped;
    },
  };
};

/** Resolves with the signal's reason. */
const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));
