import type { Position } from '../../domain/portfolio/position.ts';
import type { ClassifiedHolding } from '../../domain/risk/cap-bands.ts';
import type { SymbolProfile } from '../../domain/symbol/events.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, type HeldLot, marketSymbols } from './book.ts';

/** A held lot with what is known of the company or fund behind it; an option has the class of its underlying. */
export type ClassifiedLot = ClassifiedHolding & {
  readonly symbol: string;
  readonly sector: string | null;
  readonly growthValueBeta: number | null;
};

const FUND_TYPES: readonly SymbolProfile['assetType'][] = ['etf', 'fund', 'index'];
const FUND_SUBTYPES: readonly (string | null)[] = ['ETF', 'MUTUAL_FUND'];

const assetClassOf = (position: Position, profile: SymbolProfile | null): ClassifiedLot['assetClass'] => {
  if (position.investmentClass === 'PRIVATE') return 'private';
  if (FUND_TYPES.includes(profile?.assetType ?? null)) return 'fund';
  return position.investmentClass === 'PUBLIC' && FUND_SUBTYPES.includes(position.subtype)
    ? 'fund'
    : 'equity';
};

const isInvested = ({ holding }: HeldLot): boolean => holding.kind !== 'cash';

/** Everything held but cash, which is no company, no sector and no concentration. */
export const classifiedLots = async (queries: Queries, book: Book): Promise<readonly ClassifiedLot[]> => {
  const symbols = marketSymbols(book);
  const [rows, factorRows] = await Promise.all([
    queries.symbols(symbols),
    queries.symbolFactors(symbols, book.date),
  ]);
  const profiles = new Map(rows.map(({ symbol, profile }) => [symbol, profile]));
  const tilts = new Map(
    factorRows.map(({ symbol, factors }) => [symbol, factors.growth_value_spread.beta] as const),
  );
  return book.held.filter(isInvested).map(({ lot, holding }) => {
    const profile = holding.kind === 'private' ? null : (profiles.get(holding.symbol) ?? null);
    const assetClass = assetClassOf(lot.position, profile);
    return {
      symbol: holding.symbol,
      assetClass,
      sector: profile?.sector ?? null,
      marketValue: holding.marketValue,
      marketCap: assetClass === 'equity' ? (profile?.marketCap ?? null) : null,
      growthValueBeta: assetClass === 'equity' ? (tilts.get(holding.symbol) ?? null) : null,
    };
  });
};
