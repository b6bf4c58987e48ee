import type { PortfolioLot } from '../../../domain/portfolio/lot.ts';
import type { UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import type { ReimportedFile } from '../../../domain/portfolio/reconciliation.ts';

/** `AAPL 100 @ 150 of 2024-01-16`, and what differs from a plain share. */
export const share = (
  symbol: string,
  quantity: string,
  entryPrice: string,
  entryDate = '2024-01-16',
  about: Partial<UnidentifiedPosition> = {},
): UnidentifiedPosition =>
  ({
    symbol,
    quantity,
    entryPrice,
    entryDate,
    exit: null,
    investmentClass: 'PUBLIC',
    subtype: 'STOCK',
    ...about,
  }) as UnidentifiedPosition;

export const call = (quantity: string, expiration: string): UnidentifiedPosition => ({
  symbol: `SPY${expiration.slice(2).replaceAll('-', '')}C00500000`,
  quantity,
  entryPrice: '5.5',
  entryDate: '2024-01-16',
  exit: null,
  investmentClass: 'OPTIONS',
  contract: { underlying: 'SPY', strike: '500', expiration, right: 'CALL' },
});

/** Lots `l0`, `l1`, … of one import. */
export const held = (...positions: readonly UnidentifiedPosition[]): readonly PortfolioLot[] =>
  positions.map((position, index) => ({
    position: { ...position, positionId: `l${index}` },
    statedOn: '2024-06-30',
    importId: 'i1',
    changedBy: 'i1',
  }));

export const fileOf = (
  positions: readonly UnidentifiedPosition[],
  about: Partial<ReimportedFile> = {},
): ReimportedFile => ({
  positions,
  dated: false,
  asOf: '2024-09-30',
  splits: {},
  exits: {},
  ...about,
});

export const asRow = ({ position }: PortfolioLot): UnidentifiedPosition => {
  const { positionId: _, ...row } = position;
  return row as UnidentifiedPosition;
};
