import type { Pool } from 'pg';
import { pause } from '../../application/pause.ts';
import type { EventStore, Position, RecordedEvent } from '../../application/ports/event-store.ts';
import type { Projection } from '../projection.ts';
import { applyPage, type Page, type PageOutcome } from './apply-page.ts';
import { recordFailure } from './checkpoints.ts';
import { followAhead } from './follow-ahead.ts';
import type { Progress } from './progress.ts';
import { queryable } from './transaction.ts';

const PAGE_SIZE = 500;
const RETRY = { firstMs: 50, maxMs: 10_000 };
/** A hiccup is not news; what fails so often in a row is shown in the status. */
const FAILURES_BEFORE_STATUS = 3;

export type ProjectionError = {
  readonly projections: readonly string[];
  /** Of the first event that could not be applied; null where it is not about an event. */
  readonly position: Position | null;
};

/** A page whose rows are there. Milliseconds since 1970. */
export type AppliedPage = {
  readonly projections: readonly string[];
  readonly events: readonly RecordedEvent[];
  readonly startedAt: number;
  readonly endedAt: number;
};

export type LaneOptions = {
  readonly store: Pick<EventStore, 'follow'>;
  readonly pool: Pool;
  /** All at one checkpoint: they share each page and its transaction. */
  readonly projections: readonly Projection[];
  readonly from: Position;
  readonly progress: Progress;
  readonly onError: (error: unknown, about: ProjectionError) => void;
  readonly onApplied?: ((page: AppliedPage) => void) | undefined;
  readonly signal: AbortSignal;
};

export type LaneEnd =
  | { readonly reason: 'stopped' }
  /** A checkpoint is not where this lane left it: load it again. */
  | { readonly reason: 'moved' }
  /** One cannot apply a page that the others can: it goes on alone and holds up nobody. */
  | { readonly reason: 'split'; readonly culprit: Projection };

const retryDelay = (failures: number): number =>
  Math.min(RETRY.maxMs, RETRY.firstMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);

/** The same stretch of the log in two pages, so that a poisonous event is found in few steps. */
const halvesOf = ({ events, from, to }: Page): readonly Page[] => {
  const middle = events.length >> 1;
  const between = events[middle - 1]?.position ?? from;
  return [
    { events: events.slice(0, middle), from, to: between },
    { events: events.slice(middle), from: between, to },
  ];
};

/** Shows a failure to every process. Where not even that can be written, the caller's `onError` has told it. */
const showFailure = async (
  { pool, projections }: LaneOptions,
  position: Position,
  error: unknown,
): Promise<void> => {
  const message = error instanceof Error ? error.message : String(error);
  for (const projection of projections)
    await recordFailure(queryable(pool), projection, position, message).catch(() => {});
};

/**
 * Follows the log for projections at one checkpoint, page by page, until `signal` aborts: the page in hand is finished
 * first. A page that fails is tried again, with back-off, for ever; it is never skipped. Where an event is at fault, it
 * is found, and the projection that cannot apply it parks the event's key: the other keys and projections go on.
 */
export const runLane = async (options: LaneOptions): Promise<LaneEnd> => {
  const { store, pool, projections, from, progress, onError, signal } = options;
  const names = projections.map(({ name }) => name);
  let position = from;
  let failures = 0;

  const afterFailure = async (page: Page, outcome: PageOutcome & { status: 'failed' }): Promise<void> => {
    failures += 1;
    const at = page.events[0]?.position ?? null;
    onError(outcome.error, { projections: names, position: at });
    if (failures >= FAILURES_BEFORE_STATUS) await showFailure(options, at ?? page.to, outcome.error);
    await pause(retryDelay(failures), signal);
  };

  const withoutPoison = (page: Page, { culprit, error }: PageOutcome & { status: 'poisoned' }) => {
    const [event, another] = page.events;
    if (event === undefined || another !== undefined) return halvesOf(page);
    onError(error, { projections: [culprit.name], position: event.position });
    return [{ ...page, poison: new Map([...(page.poison ?? []), [culprit.name, error]]) }];
  };

  const pages = followAhead(store, {
    after: from,
    pageSize: PAGE_SIZE,
    filter: { types: [...new Set(projections.flatMap(({ eventTypes }) => eventTypes))] },
    signal,
  });
  progress.moved(names, from);
  for await (const { events, checkpoint } of pages) {
    const pending: Page[] = [{ events, from: position, to: checkpoint }];
    for (let page = pending.shift(); page !== undefined; page = pending.shift()) {
      if (signal.aborted) return { reason: 'stopped' };
      if (page.events.length === 0 && page.to === page.from) continue;
      const startedAt = Date.now();
      const outcome = await applyPage(pool, projections, page);
      if (outcome.status === 'moved') return { reason: 'moved' };
      if (outcome.status === 'applied') {
        failures = 0;
        position = page.to;
        progress.moved(names, position);
        options.onApplied?.({ projections: names, events: page.events, startedAt, endedAt: Date.now() });
        continue;
      }
      if (outcome.status === 'poisoned') {
        pending.unshift(...withoutPoison(page, outcome));
        continue;
      }
      if (outcome.culprit !== null && projections.length > 1)
        return { reason: 'split', culprit: outcome.culprit };
      pending.unshift(page);
      await afterFailure(page, outcome);
    }
  }
  return { reason: 'stopped' };
};
