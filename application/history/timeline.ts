import type {
  CalculationCompleted,
  CalculationFailed,
  CalculationRequested,
} from '../../domain/calculation/events.ts';
import type { IsoInstant } from '../../domain/dates.ts';
import type { SnapshotRestated } from '../../domain/valuation/events.ts';
import type { Valuation } from '../../domain/valuation/valuation.ts';
import type { Actor, Position, RecordedEvent } from '../ports/event-store.ts';
import { reasonOf } from './reason.ts';
import { type Figure, type PortfolioStory, type Told, tell } from './sentences.ts';

/** What happened, as one line for a person. A calculation is one entry, however many events it wrote. */
export type TimelineEntry = Told & {
  /** Of its last event: `as_of` this shows the portfolio as it was right after. */
  readonly position: Position;
  readonly at: IsoInstant;
  readonly recordedAt: IsoInstant;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly runId: string | null;
  readonly eventId: string;
  readonly eventTypes: Readonly<Record<string, number>>;
  readonly correlationId: string;
  readonly causationId: string;
};

/** The run that an event is a part of; null for what people do. */
export const runOf = ({ type, stream, data }: RecordedEvent): string | null => {
  const { runId, importId } = data as { readonly runId?: unknown; readonly importId?: unknown };
  if (type === 'SnapshotImported' && typeof importId === 'string') return importId;
  return /^(calculation|valuation|risk)-/.test(stream) && typeof runId === 'string' ? runId : null;
};

const entryOf = (
  last: RecordedEvent,
  told: Told,
  events: readonly RecordedEvent[],
  runId: string | null,
): TimelineEntry => {
  const eventTypes: Record<string, number> = {};
  for (const { type } of events) eventTypes[type] = (eventTypes[type] ?? 0) + 1;
  return {
    ...told,
    position: last.position,
    at: last.metadata.occurredAt,
    recordedAt: last.recordedAt,
    actor: last.metadata.actor,
    reason: reasonOf(last),
    runId,
    eventId: last.eventId,
    eventTypes,
    correlationId: last.metadata.correlationId,
    causationId: last.metadata.causationId,
  };
};

const TRIGGERS: Readonly<Record<CalculationRequested['data']['trigger'], string>> = {
  user: '',
  restatement: ' to restate the history',
  import: ' after an import',
  positions: ' after a change of positions',
  capital_flow: ' after a contribution or withdrawal',
  symbols: ' with symbols that have come in',
};

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const REASONS_TOLD = 3;

/** A run in one sentence, from its events, newest first. */
const tellRun = (events: readonly RecordedEvent[]): Told => {
  const find = <Event extends { readonly type: string; readonly data: object }>(type: Event['type']) =>
    events.find((event) => event.type === type)?.data as Event['data'] | undefined;
  const count = (type: string): number => events.filter((event) => event.type === type).length;
  const requested = find<CalculationRequested>('CalculationRequested');
  const completed = find<CalculationCompleted>('CalculationCompleted');
  const failed = find<CalculationFailed>('CalculationFailed');
  const latest = events.find(({ type }) => type === 'PortfolioValued' || type === 'SnapshotRestated');
  const valuation = (latest?.data as { readonly valuation: Valuation } | undefined)?.valuation;

  const valued = count('PortfolioValued');
  const restated = count('SnapshotRestated');
  const withdrawn = count('SnapshotWithdrawn');
  const imported = count('SnapshotImported');
  const reasons = [
    ...new Set(
      events
        .toReversed()
        .flatMap(({ type, data }) =>
          type === 'SnapshotRestated' ? (data as SnapshotRestated['data']).reason : [],
        ),
    ),
  ].slice(0, REASONS_TOLD);
  const figures: readonly Figure[] = [
    ...(valuation === undefined ? [] : [{ name: 'equity', value: valuation.equity }]),
    ...[
      { name: 'days_valued', value: valued },
      { name: 'days_restated', value: restated },
      { name: 'days_withdrawn', value: withdrawn },
      { name: 'days_imported', value: imported },
    ].filter(({ value }) => value > 0),
  ];
  if (imported > 0)
    return {
      about: 'calculation',
      predicate: `imported the snapshots of ${days(imported)} from an earlier system`,
      figures,
    };

  const date = requested?.calculationDate ?? completed?.date ?? valuation?.date;
  const what = `the calculation${date === undefined ? '' : ` of ${date}`}${requested === undefined ? '' : TRIGGERS[requested.trigger]}`;
  if (failed !== undefined)
    return { about: 'calculation', predicate: `gave up ${what}: ${failed.message}`, figures };
  const changed = [
    ...(valued > 0 ? [`${days(valued)} valued`] : []),
    ...(restated > 0
      ? [`${days(restated)} restated${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`]
      : []),
    ...(withdrawn > 0 ? [`${days(withdrawn)} withdrawn`] : []),
  ];
  const outcome = changed.length > 0 ? list(changed) : 'no day came out otherwise than before';
  if (completed === undefined)
    return {
      about: 'calculation',
      predicate: `is at ${what}${changed.length > 0 ? `: ${outcome} so far` : ''}`,
      figures,
    };
  const partial =
    completed.outcome === 'complete'
      ? ''
      : `; incomplete${completed.warnings[0] === undefined ? '' : `: ${completed.warnings[0]}`}`;
  return { about: 'calculation', predicate: `finished ${what}: ${outcome}${partial}`, figures };
};

/** Entries of `events`, both newest first. An entry stands where its last event is. */
export const timelineOf = (events: readonly RecordedEvent[]): readonly TimelineEntry[] => {
  const runs = new Map<string, RecordedEvent[]>();
  const entries: (() => TimelineEntry)[] = [];
  for (const event of events) {
    const run = runOf(event);
    if (run === null) {
      entries.push(() => entryOf(event, tell(event as unknown as PortfolioStory), [event], null));
      continue;
    }
    const known = runs.get(run);
    if (known !== undefined) {
      known.push(event);
      continue;
    }
    const ofRun = [event];
    runs.set(run, ofRun);
    entries.push(() => entryOf(event, tellRun(ofRun), ofRun, run));
  }
  return entries.map((entry) => entry());
};
