import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS, type FactorEtf, type SymbolFactors } from '../../domain/risk/factors.ts';
import { type AdjustedCloses, sessionReturns } from '../../domain/risk/returns.ts';
import { RETURNS_NEEDED, symbolFactors } from '../../domain/risk/symbol-factors.ts';
import type { PriceColumns, SymbolRow } from '../ports/queries.ts';

const NO_PRICES: AdjustedCloses = { dates: [], adjustedCloses: [] };

/** The factor ETFs' returns over `sessions`; all missing for one that has no prices. */
export const etfReturnsOver = (
  sessions: readonly IsoDate[],
  prices: ReadonlyMap<string, PriceColumns>,
): Record<FactorEtf, Float64Array> =>
  Object.fromEntries(
    FACTOR_ETFS.map((etf) => [etf, sessionReturns(sessions, prices.get(etf) ?? NO_PRICES)]),
  ) as Record<FactorEtf, Float64Array>;

/** The factors of every symbol that has prices, on `date`. */
export const factorsOfSymbols = (input: {
  readonly date: IsoDate;
  readonly prices: ReadonlyMap<string, PriceColumns>;
  readonly rows: ReadonlyMap<string, SymbolRow>;
}): ReadonlyMap<string, SymbolFactors> => {
  const { date, prices, rows } = input;
  const sessions = lastSessions(date, RETURNS_NEEDED + 1);
  const symbols = [...prices].map(([symbol, columns]) => ({
    symbol,
    returns: sessionReturns(sessions, columns),
    providerBeta: rows.get(symbol)?.profile?.providerBeta ?? null,
  }));
  const factors = symbolFactors({ etfReturns: etfReturnsOver(sessions, prices), symbols });
  return new Map(
    symbols.flatMap(({ symbol }, i) => (factors[i] === undefined ? [] : [[symbol, factors[i]]])),
  );
};
