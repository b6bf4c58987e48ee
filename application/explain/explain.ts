import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_IDS } from '../../domain/risk/factors.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Queries, SnapshotRow } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import type { Draft } from './draft.ts';
import { findEvent } from './event-references.ts';
import { explainPrices, reconstructMarks } from './explained-prices.ts';
import type { Explanation } from './explanation.ts';
import { ofRisk } from './risk-explanations.ts';
import { ofPosition, ofSnapshot } from './snapshot-explanations.ts';
import { SNAPSHOT_NUMBERS } from './snapshot-numbers.ts';

export type Explain = (
  portfolioId: string,
  about: { readonly number: string; readonly date: IsoDate | 'latest' },
) => Promise<Explanation | null>;

const POSITION = 'position:';

/** Every number that `explain` knows, for the documentation and for the error that lists them. */
export const EXPLAINABLE = [
  ...Object.keys(SNAPSHOT_NUMBERS),
  ...FACTOR_IDS,
  'realized_volatility_21d',
  'realized_volatility_63d',
  'private_allocation',
  'stress:{scenario_id}',
  'position:{position_id}',
] as const;

/** A figure of the snapshot, else a risk result of the same date. */
const ofPortfolioNumber = async (
  queries: Queries,
  portfolioId: string,
  number: string,
  snapshot: SnapshotRow,
): Promise<Draft | null> => {
  const figure = ofSnapshot(number, snapshot);
  if (figure !== null) return figure;
  const risk = await queries.risk(portfolioId);
  return risk?.date === snapshot.valuation.date ? ofRisk(number, risk) : null;
};

/** Answers "where does this number come from?"; null for a number or a date that does not exist. */
export const createExplain =
  ({ store, queries }: { readonly store: EventStore; readonly queries: Queries }): Explain =>
  async (portfolioId, { number, date }) => {
    const snapshot = await queries.snapshot(portfolioId, date);
    if (snapshot === null) return null;
    const { valuation, simulated } = snapshot;
    const positionId = number.startsWith(POSITION) ? number.slice(POSITION.length) : null;
    const ofPortfolio =
      positionId === null ? await ofPortfolioNumber(queries, portfolioId, number, snapshot) : null;
    // An unknown number is answered before any prices are worked out.
    if (positionId === null && ofPortfolio === null) return null;
    const held =
      valuation.basis === 'reconstructed'
        ? await reconstructMarks(store, queries, portfolioId, snapshot)
        : snapshot.marks;
    const marks = positionId === null ? held : held.filter((mark) => mark.positionId === positionId);
    const draft = positionId === null ? ofPortfolio : ofPosition(positionId, snapshot, marks);
    if (draft === null) return null;
    const { stream, eventId, ...answer } = draft;
    return {
      number,
      date: valuation.date,
      ...answer,
      simulated,
      event: await findEvent(store, streams[stream](portfolioId), eventId),
      prices: await explainPrices(store, marks),
    };
  };
