import { canonicalJson } from '../canonical-json.ts';
import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { ImportId, PortfolioId, RunId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { ValuationEvent } from './events.ts';
import type { Figures, ImportedSnapshot, Mark, Valuation } from './valuation.ts';

export type ValuationCommand =
  | {
      readonly type: 'RecordValuations';
      readonly runId: RunId;
      readonly portfolioId: PortfolioId;
      /** The whole history from its first date up to the calculation date, oldest first. */
      readonly valuations: readonly Valuation[];
      /** Somebody asked for it: from that date on everything is restated, also what was imported; before it nothing. */
      readonly restatement?: Restatement | undefined;
    }
  | {
      readonly type: 'ImportSnapshots';
      readonly importId: ImportId;
      readonly portfolioId: PortfolioId;
      readonly snapshots: readonly ImportedSnapshot[];
    };

export type Restatement = {
  readonly from: IsoDate;
  readonly reason: string;
  /** Equity is rolled from another close: every date that was valued here follows, also those before `from`. */
  readonly anchored: boolean;
};

/** What a date was last valued at: every figure as text, and the marks without the ids of their price events. */
type Recorded = {
  readonly figures: Readonly<Record<string, string | null>>;
  readonly marks: ReadonlyMap<string, string>;
  readonly imported: boolean;
};

export type ValuationState = ReadonlyMap<IsoDate, Recorded>;

const text = (value: unknown): string | null =>
  value === null
    ? null
    : typeof value === 'object'
      ? canonicalJson(value)
      : String(value as string | number | boolean);

/** The same price learned from another event is the same mark. */
const markText = (mark: Mark): string =>
  `${mark.quantity} @ ${mark.price} (${mark.basis} ${mark.priceDate ?? '-'})`;

const recordedOf = (figures: Figures, marks: readonly Mark[]): Recorded => ({
  figures: Object.fromEntries(Object.entries(figures).map(([field, value]) => [field, text(value)])),
  marks: new Map(marks.map((mark) => [`${mark.symbol} ${mark.positionId}`, markText(mark)])),
  imported: figures.basis === 'imported',
});

const valued = ({ marks, ...figures }: Valuation): Recorded => recordedOf(figures, marks);

type Change = { readonly field: string; readonly before: string | null; readonly after: string | null };

const changesBetween = (before: Recorded, after: Recorded): readonly Change[] => {
  const changes: Change[] = [];
  for (const [field, value] of Object.entries(after.figures)) {
    const was = before.figures[field] ?? null;
    if (was !== value) changes.push({ field, before: was, after: value });
  }
  for (const key of new Set([...before.marks.keys(), ...after.marks.keys()])) {
    const [was, is] = [before.marks.get(key) ?? null, after.marks.get(key) ?? null];
    if (was !== is) changes.push({ field: `mark ${key}`, before: was, after: is });
  }
  return changes;
};

/** A date whose net flow is another one than before. */
const flowReason = ({ before, after }: Change): string => {
  if (Number(before) === 0) return 'a capital flow was recorded';
  return Number(after) === 0 ? 'a capital flow was removed' : 'the capital flows changed';
};

/** What a reader wants to know first: were the flows, the holdings, the prices, or another date's figures different? */
const reasonFor = (changes: readonly Change[], flowsChanged: boolean): string => {
  const flow = changes.find(({ field }) => field === 'netFlow');
  // With another session before it the same flows fall on another date.
  const sameSessions = changes.every(({ field }) => field !== 'previousDate');
  if (flow !== undefined && sameSessions) return flowReason(flow);
  const marks = changes.filter(({ field }) => field.startsWith('mark '));
  if (marks.some(({ before, after }) => before === null || after === null)) return 'the positions changed';
  if (marks.length > 0) return 'prices changed';
  return flowsChanged
    ? 'a capital flow of another date changed'
    : 'an earlier date or the stated equity changed';
};

type Decided = ReturnType<Decider<ValuationCommand, ValuationEvent, ValuationState>['decide']>;
type Command<Type> = Extract<ValuationCommand, { type: Type }>;

const record = (
  { runId, portfolioId, valuations, restatement }: Command<'RecordValuations'>,
  state: ValuationState,
): Decided => {
  const events: ValuationEvent[] = [];
  const because = (reason: string): string =>
    restatement === undefined ? reason : `${reason} (${restatement.reason})`;

  const covered = (date: IsoDate): boolean => {
    const imported = state.get(date)?.imported === true;
    if (restatement === undefined) return !imported;
    return date >= restatement.from || (restatement.anchored && !imported);
  };
  const dates = new Set(valuations.map(({ date }) => date));
  const [first = '', last = ''] = [valuations[0]?.date, valuations.at(-1)?.date];
  for (const [date, { imported }] of state) {
    if (!covered(date) || dates.has(date)) continue;
    // An imported date amid the history that is no session has to go; one that we valued, when the history starts after it.
    if (imported ? date < first || date > last : date >= first) continue;
    const reason = because(imported ? 'no session of this portfolio' : 'the history now starts later');
    events.push({ type: 'SnapshotWithdrawn', data: { runId, portfolioId, date, reason } });
  }
  const flowsChanged = valuations.some(({ date, netFlow }) => {
    const before = state.get(date);
    return before !== undefined && before.figures.netFlow !== netFlow;
  });
  for (const valuation of valuations) {
    if (!covered(valuation.date)) continue;
    const before = state.get(valuation.date);
    if (before === undefined) {
      events.push({ type: 'PortfolioValued', data: { runId, portfolioId, valuation } });
      continue;
    }
    const changed = changesBetween(before, valued(valuation));
    if (changed.length === 0) continue;
    const reason = because(
      before.imported ? 'calculated in place of what was imported' : reasonFor(changed, flowsChanged),
    );
    events.push({ type: 'SnapshotRestated', data: { runId, portfolioId, valuation, changed, reason } });
  }
  return ok(events);
};

/** All dates or none: what this service has valued is not overwritten by what another had. */
const importSnapshots = (
  { importId, portfolioId, snapshots }: Command<'ImportSnapshots'>,
  state: ValuationState,
): Decided => {
  const isSame = (snapshot: ImportedSnapshot): boolean => {
    const before = state.get(snapshot.date);
    return before?.imported === true && changesBetween(before, recordedOf(snapshot, [])).length === 0;
  };
  const taken = snapshots.filter((snapshot) => state.has(snapshot.date) && !isSame(snapshot));
  if (taken.length > 0)
    return fail(
      refuse('ERR_SNAPSHOT_001', {
        details: { dates: taken.slice(0, 10).map(({ date }) => date), total: taken.length },
      }),
    );
  return ok(
    snapshots
      .filter((snapshot) => !isSame(snapshot))
      .map((valuation) => ({ type: 'SnapshotImported', data: { importId, portfolioId, valuation } })),
  );
};

/**
 * A date is valued by one event. The same figures again are nothing to tell; other figures are a restatement that
 * names what changed; dates before the history's new start are withdrawn. What was imported from another system stays
 * as it was shown until a restatement is asked for.
 */
export const valuationDecider: Decider<ValuationCommand, ValuationEvent, ValuationState> = {
  initial: new Map(),

  decide: (command, state) =>
    command.type === 'RecordValuations' ? record(command, state) : importSnapshots(command, state),

  evolve: (state, event) => {
    const next = new Map(state);
    switch (event.type) {
      case 'PortfolioValued':
      case 'SnapshotRestated':
        return next.set(event.data.valuation.date, valued(event.data.valuation));
      case 'SnapshotImported':
        return next.set(event.data.valuation.date, recordedOf(event.data.valuation, []));
      case 'SnapshotWithdrawn':
        next.delete(event.data.date);
        return next;
      default:
        return event satisfies never;
    }
  },
};
