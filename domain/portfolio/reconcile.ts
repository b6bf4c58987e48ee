import type { PortfolioLot, SplitRatio, StatedLot } from './lot.ts';
import { matchClosed } from './match-closed.ts';
import { matchDated } from './match-dated.ts';
import { matchHolding } from './match-holding.ts';
import { isCash, type Position, type UnidentifiedPosition } from './position.ts';
import {
  createDraft,
  type Draft,
  groupBy,
  type Held,
  holdingOf,
  nameOf,
  type ReconcileRules,
} from './reconcile-draft.ts';
import type { Reconciliation, ReimportedFile } from './reconciliation.ts';
import { type Holding, inSharesOf, splitBetween, splitLot, splitRatioFrom } from './share-split.ts';

export type { ReconcileRules } from './reconcile-draft.ts';

/** A long and a short lot of one security are two holdings. */
const holdingKey = (position: Pick<Position, 'investmentClass' | 'symbol' | 'quantity'>): string =>
  `${nameOf(position)} ${position.quantity.startsWith('-') ? 'short' : 'long'}`;

/** The split that is known of the oldest statement, or else the one that would explain the file. */
const splitOf = (
  draft: Draft,
  lots: readonly PortfolioLot[],
  before: Holding,
  after: Holding,
): SplitRatio | null => {
  const known = lots.map((lot) => draft.shareRatio(lot, draft.asOf)).find((shares) => shares !== 1);
  return known === undefined ? splitBetween(before, after) : splitRatioFrom(known);
};

/** The lots in the shares of the file; null while it has to be asked whether there was a split. */
const inSharesOfFile = (
  draft: Draft,
  lots: readonly PortfolioLot[],
  rows: readonly UnidentifiedPosition[],
): readonly Held[] | null => {
  const { asOf, shareRatio } = draft;
  const asTheyAre = lots.map((lot) => ({ was: lot, lot }));
  const [first] = lots;
  if (first === undefined) return asTheyAre;
  const { position } = first;
  if (position.investmentClass === 'OPTIONS' || isCash(position)) return asTheyAre;
  const isKnown = lots.some((lot) => shareRatio(lot, asOf) !== 1);
  const inKnownShares = lots.map((lot) => ({ was: lot, lot: inSharesOf<StatedLot>(lot, asOf, shareRatio) }));
  // What is gone was sold in the shares of its day.
  if (rows.length === 0) return inKnownShares;
  const before = holdingOf(lots.map((lot) => lot.position));
  const after = holdingOf(rows);
  const ratio = splitOf(draft, lots, before, after);
  const answer = draft.splitSaid(position);
  if (ratio === null || answer === 'trade') return asTheyAre;
  if (answer === undefined) {
    draft.askForSplit(position.symbol, ratio, before, after);
    return null;
  }
  draft.noteSplit(position.symbol, ratio);
  return isKnown ? inKnownShares : lots.map((lot) => ({ was: lot, lot: splitLot(lot, ratio, asOf) }));
};

/**
 * How what a newer file shows differs from the lots that are held. Pure: the same lots and file give the same answer.
 *
 * What the file does not have was closed, at the price that the person gave or the latest close; except lots that are
 * younger than the file, options that had expired by then, and lots that were closed before. What looks like a split
 * or is known to have split, and closings without a known price, are questions: nothing can be applied before they are answered.
 */
export const reconcile = (
  held: readonly PortfolioLot[],
  file: ReimportedFile,
  rules: ReconcileRules,
): Reconciliation => {
  const draft = createDraft(file, rules);
  /** Entered after the day of the file: a day that was only assumed when an earlier file came does not count. */
  const isYounger = ({ position, importId }: PortfolioLot): boolean =>
    position.entryDate > file.asOf && (file.dated || importId === null);
  const hadExpired = ({ position }: PortfolioLot): boolean =>
    position.investmentClass === 'OPTIONS' && position.contract.expiration < file.asOf;

  const reconcileHolding = (
    symbol: string,
    lots: readonly PortfolioLot[],
    rows: readonly UnidentifiedPosition[],
  ): void => {
    const open = matchClosed(
      draft,
      lots,
      rows.filter(({ exit }) => exit !== null),
    );
    const openRows = rows.filter(({ exit }) => exit === null);
    const days = new Set(openRows.map(({ entryDate }) => entryDate));
    const isCompared = (lot: PortfolioLot): boolean =>
      (file.dated && days.has(lot.position.entryDate)) ||
      (!isYounger(lot) && (openRows.length > 0 || !hadExpired(lot)));
    for (const lot of open) if (!isCompared(lot)) draft.leave(lot);
    const shares = inSharesOfFile(draft, open.filter(isCompared), openRows);
    if (shares !== null) (file.dated ? matchDated : matchHolding)(draft, symbol, shares, openRows);
  };

  const lots = groupBy(held, ({ position }) => holdingKey(position));
  const rows = groupBy(file.positions, holdingKey);
  for (const key of new Set([...lots.keys(), ...rows.keys()])) {
    const [ofHolding, ofFile] = [lots.get(key) ?? [], rows.get(key) ?? []];
    const symbol = (ofHolding[0]?.position ?? ofFile[0])?.symbol;
    if (symbol !== undefined) reconcileHolding(symbol, ofHolding, ofFile);
  }
  return draft.finish();
};
