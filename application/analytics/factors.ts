import { factorExposures } from '../../domain/risk/exposures.ts';
import type { FactorExposures } from '../../domain/risk/factor-exposure.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import type { FactorSetId, StressResults } from '../../domain/risk/stress-results.ts';
import { analyseStress } from '../calculation/analyse.ts';
import type { Queries, SymbolFactorsRow } from '../ports/queries.ts';
import { type Book, holdingsOf, marketSymbols } from './book.ts';

/** The book's exposures from the betas in `rows`. */
export const exposuresWith = (book: Book, rows: readonly SymbolFactorsRow[]): FactorExposures =>
  factorExposures({
    equity: book.equity,
    holdings: holdingsOf(book),
    factors: new Map(
      rows.map(({ symbol, factors, eventId }) => [symbol, { factors, factorEventId: eventId }]),
    ),
  });

/** The book's exposure to every factor, from the newest betas of its symbols. */
export const bookExposures = async (queries: Queries, book: Book): Promise<FactorExposures> =>
  exposuresWith(book, await queries.symbolFactors(marketSymbols(book), book.date));

/** What the book would gain or lose in each of the scenarios. Nothing is stored. */
export const bookStress = async (
  queries: Queries,
  book: Book,
  scenarios: readonly StressScenario[],
  factorSet: FactorSetId = 'market_rates_spreads',
): Promise<StressResults> => {
  const exposures = await bookExposures(queries, book);
  return analyseStress(queries, { exposures, date: book.date, scenarios, factorSet });
};

type Beta = FactorExposures['exposures'][number];

export type BetaComparison = {
  readonly calculated: Beta;
  /** Only symbols for which one was published. */
  readonly published: Beta;
  /** The published beta where there is one, else the calculated one. */
  readonly filled: Beta;
  readonly sources: { readonly published: number; readonly calculated: number; readonly none: number };
  readonly symbols: readonly {
    readonly symbol: string;
    readonly calculated: number | null;
    readonly published: number | null;
  }[];
};

/** The market beta that we calculate beside the one that providers publish. Null without market positions. */
export const betaComparison = async (queries: Queries, book: Book): Promise<BetaComparison | null> => {
  const symbols = marketSymbols(book);
  if (symbols.length === 0) return null;
  const rows = await queries.symbolFactors(symbols, book.date);
  const filledRows = rows.map((row): SymbolFactorsRow => {
    const { provider_beta_1y: published, market_beta_90d: calculated } = row.factors;
    const chosen = published.beta === null ? calculated : published;
    return { ...row, factors: { ...row.factors, provider_beta_1y: chosen } };
  });
  const betaOf = (exposures: FactorExposures, id: Beta['factor']): Beta => {
    const found = exposures.exposures.find(({ factor }) => factor === id);
    if (found === undefined) throw new Error(`every exposure is there, but not ${id}`);
    return found;
  };
  const exposures = exposuresWith(book, rows);
  const bySymbol = new Map(rows.map(({ symbol, factors }) => [symbol, factors]));
  const betas = symbols.map((symbol) => ({
    symbol,
    calculated: bySymbol.get(symbol)?.market_beta_90d.beta ?? null,
    published: bySymbol.get(symbol)?.provider_beta_1y.beta ?? null,
  }));
  return {
    calculated: betaOf(exposures, 'market_beta_90d'),
    published: betaOf(exposures, 'provider_beta_1y'),
    filled: betaOf(exposuresWith(book, filledRows), 'provider_beta_1y'),
    sources: {
      published: betas.filter(({ published }) => published !== null).length,
      calculated: betas.filter(({ published, calculated }) => published === null && calculated !== null)
        .length,
      none: betas.filter(({ published, calculated }) => published === null && calculated === null).length,
    },
    symbols: betas,
  };
};
