import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import type { PortfolioState } from '../../domain/portfolio/decider.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import { equityBreaks, lastGood } from '../../domain/valuation/equity-breaks.ts';
import type { SnapshotRestated, ValuationEvent } from '../../domain/valuation/events.ts';
import { lotsOf } from '../calculation/lots.ts';
import { valueHistory } from '../calculation/value-history.ts';
import type { OpenStreamOf } from '../command-handler.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Queries } from '../ports/queries.ts';
import { streams } from '../streams.ts';

/** What equity is rolled from: the close of a date. */
export type Anchor = { readonly date: IsoDate; readonly equity: Decimal };

/**
 * From which date on (the day after the anchor where it is null), and from which equity: as the portfolio states it
 * unless `anchor` says another.
 */
export type RestatementTerms = { readonly reason: string } & (
  | { readonly from: IsoDate; readonly anchor: null }
  | { readonly from: IsoDate | null; readonly anchor: Anchor | 'last_good' }
);

export type RestatedDate = {
  readonly date: IsoDate;
  readonly change: 'valued' | 'restated' | 'withdrawn';
  readonly reason: string;
  readonly changed: SnapshotRestated['data']['changed'];
};

/** What a restatement of one portfolio would write. */
export type RestatementPlan = {
  readonly portfolioId: string;
  readonly from: IsoDate;
  readonly anchor: Anchor | null;
  /** Oldest first. */
  readonly dates: readonly RestatedDate[];
  /** On the newest date that has a snapshot: as it stands, and as it would be. */
  readonly equity: { readonly date: IsoDate; readonly before: Decimal; readonly after: Decimal } | null;
};

export type RestatementDependencies = {
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly queries: Queries;
  readonly clock: Clock;
};

/** More sessions than a history has. */
const EVERY_SNAPSHOT = 10_000;

type OpenPortfolio = Extract<PortfolioState, { status: 'open' }>;
export type ResolvedTerms = { readonly from: IsoDate; readonly anchor: Anchor | null };

/** Puts a date and its equity in the place of "the last good one": ERR_RESTATE_001 where there is none. */
export const resolveTerms = async (
  queries: Queries,
  portfolioId: string,
  { from, anchor }: RestatementTerms,
): Promise<Result<ResolvedTerms, Refusal>> => {
  if (anchor === null) return ok({ from, anchor });
  if (anchor !== 'last_good') return ok({ from: from ?? addDays(anchor.date, 1), anchor });
  const { items } = await queries.snapshots(portfolioId, { limit: EVERY_SNAPSHOT, offset: 0 });
  // What was reconstructed hangs on the stated equity, which is what is in question.
  const snapshots = items
    .map(({ valuation }) => valuation)
    .filter(({ basis }) => basis !== 'reconstructed')
    .toReversed();
  const newest = snapshots.at(-1);
  // Nothing is broken: rolling from a rounded equity would only move cents.
  if (from === null && newest !== undefined && equityBreaks(snapshots).length === 0)
    return ok({ from: addDays(newest.date, 1), anchor: null });
  const good = lastGood(snapshots, from ?? '9999-12-31');
  if (good === null) return fail(refuse('ERR_RESTATE_001', { details: { portfolio_id: portfolioId } }));
  return ok({ from: from ?? addDays(good.date, 1), anchor: { date: good.date, equity: good.equity } });
};

const dateOf = ({ type, data }: ValuationEvent): IsoDate =>
  type === 'SnapshotWithdrawn' ? data.date : data.valuation.date;

const restatedDate = (event: ValuationEvent): RestatedDate => {
  const date = dateOf(event);
  switch (event.type) {
    case 'SnapshotRestated':
      return { date, change: 'restated', reason: event.data.reason, changed: event.data.changed };
    case 'SnapshotWithdrawn':
      return { date, change: 'withdrawn', reason: event.data.reason, changed: [] };
    case 'PortfolioValued':
    case 'SnapshotImported':
      return { date, change: 'valued', reason: 'the date had no snapshot', changed: [] };
    default:
      return event satisfies never;
  }
};

const anchored = (portfolio: OpenPortfolio, anchor: Anchor | null): OpenPortfolio =>
  anchor === null ? portfolio : { ...portfolio, statedEquity: anchor.equity, equityAsOf: anchor.date };

/**
 * The dry run: values the portfolio with today's engine and the facts known now, and says what would be told of each
 * date. Nothing is written and no provider is asked. ERR_NOT_FOUND, ERR_RESTATE_001.
 */
export const createPlanRestatement =
  ({ store, openStream, queries, clock }: RestatementDependencies) =>
  async (portfolioId: string, terms: RestatementTerms): Promise<Result<RestatementPlan, Refusal>> => {
    const portfolio = await loadPortfolio(store, portfolioId);
    if (portfolio.status !== 'open') return fail(refuse('ERR_NOT_FOUND'));
    const resolved = await resolveTerms(queries, portfolioId, terms);
    if (!resolved.ok) return resolved;
    const { from, anchor } = resolved.value;

    const date = mostRecentCompletedSession(clock());
    const valuations = await valueHistory(queries, anchored(portfolio, anchor), lotsOf(portfolio), date);
    const stream = await openStream(valuationDecider, streams.valuation(portfolioId));
    const decided = valuationDecider.decide(
      {
        type: 'RecordValuations',
        runId: '',
        portfolioId,
        valuations,
        restatement: { from, reason: terms.reason, anchored: anchor !== null },
      },
      stream.state(),
    );
    if (!decided.ok) return decided;

    const latest = (await queries.snapshots(portfolioId, { limit: 1, offset: 0 })).items[0]?.valuation;
    const after = valuations.find((valuation) => valuation.date === latest?.date);
    return ok({
      portfolioId,
      from,
      anchor,
      dates: decided.value.map(restatedDate).toSorted((a, b) => (a.date < b.date ? -1 : 1)),
      equity:
        latest === undefined || after === undefined
          ? null
          : {
              date: latest.date,
              before: latest.equity,
              after: latest.date < from ? latest.equity : after.equity,
            },
    });
  };
