import { z } from 'zod';
import type { EventStore, Position, RecordedEvent } from '../../../application/ports/event-store.ts';
import { START } from '../../../application/ports/event-store.ts';
import { streams } from '../../../application/streams.ts';
import type { CalculationEvent } from '../../../domain/calculation/events.ts';
import { PHASES } from '../../../domain/calculation/events.ts';
import { day, eventPosition, instant, uuid } from '../views/scalars.ts';
import type { ServerSentEvent } from './server-sent-event.ts';
import type { StreamWatcher } from './stream-watcher.ts';

const PAGE = 200;

/** One step of a run. What does not belong to its kind is null. */
export const runEventSchema = z
  .strictObject({
    position: eventPosition,
    at: instant,
    portfolio_id: uuid,
    batch_run_id: uuid,
    calculation_date: day.nullable(),
    phase_id: z.string().nullable(),
    phase_name: z.string().nullable(),
    current: z.int().nullable(),
    total: z.int().nullable(),
    duration_seconds: z.number().nullable(),
    log: z.array(z.strictObject({ level: z.string(), message: z.string() })),
    status: z.enum(['running', 'completed', 'partial', 'failed']),
    pending_symbols: z.array(z.string()),
    warnings: z.array(z.string()),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'CalculationEvent' });

type RunEvent = z.infer<typeof runEventSchema>;

const NAMES: Readonly<Record<CalculationEvent['type'], string>> = {
  CalculationRequested: 'requested',
  CalculationPhaseStarted: 'phase_started',
  CalculationPhaseAdvanced: 'phase_advanced',
  CalculationPhaseCompleted: 'phase_completed',
  CalculationCompleted: 'completed',
  CalculationFailed: 'failed',
};

const detailsOf = (event: CalculationEvent): Partial<RunEvent> => {
  switch (event.type) {
    case 'CalculationRequested':
      return { calculation_date: event.data.calculationDate };
    case 'CalculationPhaseStarted':
    case 'CalculationPhaseAdvanced':
    case 'CalculationPhaseCompleted': {
      const { phase, total } = event.data;
      const completed = event.type === 'CalculationPhaseCompleted' ? event.data : null;
      return {
        phase_id: phase,
        phase_name: PHASES.find(({ id }) => id === phase)?.name ?? phase,
        current: event.type === 'CalculationPhaseStarted' ? 0 : event.data.current,
        total,
        duration_seconds: completed?.seconds ?? null,
        log: completed?.log.map(({ level, message }) => ({ level, message })) ?? [],
      };
    }
    case 'CalculationCompleted':
      return {
        calculation_date: event.data.date,
        status: event.data.outcome === 'complete' ? 'completed' : 'partial',
        pending_symbols: [...event.data.pendingSymbols],
        warnings: [...event.data.warnings],
      };
    case 'CalculationFailed':
      return { status: 'failed', error: { code: event.data.code, message: event.data.message } };
    default:
      return event satisfies never;
  }
};

const toServerSentEvent = (recorded: RecordedEvent): ServerSentEvent => {
  // Only the calculation's decider writes to its stream.
  const event = recorded as RecordedEvent<CalculationEvent>;
  const data: RunEvent = {
    position: event.position.toString(),
    at: event.metadata.occurredAt,
    portfolio_id: event.data.portfolioId,
    batch_run_id: event.data.runId,
    calculation_date: null,
    phase_id: null,
    phase_name: null,
    current: null,
    total: null,
    duration_seconds: null,
    log: [],
    status: 'running',
    pending_symbols: [],
    warnings: [],
    error: null,
    ...detailsOf(event),
  };
  return { id: data.position, event: NAMES[event.type] ?? event.type, data };
};

/** Resolves at the next wake-up or when nobody listens any more; a wake-up between two waits is not lost. */
const createBell = (signal: AbortSignal) => {
  let rung = false;
  let resolveWait: (() => void) | null = null;
  const ring = (): void => {
    rung = true;
    resolveWait?.();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    wait: async (): Promise<void> => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          resolveWait = resolve;
        });
      }
      rung = false;
      resolveWait = null;
    },
  };
};

/**
 * The steps of a portfolio's calculations: after `lastSeen`, or from the beginning of the latest run, and then as they
 * happen. Nothing is buffered here: after each wake-up the stream is read on from where this listener stands.
 */
export async function* runEvents(
  { store, streamWatcher }: { readonly store: EventStore; readonly streamWatcher: StreamWatcher },
  portfolioId: string,
  lastSeen: Position | null,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const stream = streams.calculation(portfolioId);
  const bell = createBell(signal);
  // Before the first read, so that what is appended during it rings.
  const leave = streamWatcher.watch(stream, bell.ring);
  try {
    let after: bigint | undefined;
    let latestRun: RecordedEvent[] = [];
    let caughtUp = false;
    while (!signal.aborted) {
      const page = await store.readStream(stream, {
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      after = page.at(-1)?.revision ?? after;
      if (lastSeen === null && !caughtUp) {
        for (const event of page) {
          if (event.type === 'CalculationRequested') latestRun = [];
          latestRun.push(event);
        }
      } else {
        for (const event of page) if (event.position > (lastSeen ?? START)) yield toServerSentEvent(event);
      }
      if (page.length === PAGE) continue;
      if (!caughtUp) {
        caughtUp = true;
        for (const event of latestRun) yield toServerSentEvent(event);
        latestRun = [];
      }
      await bell.wait();
    }
  } finally {
    leave();
  }
}
