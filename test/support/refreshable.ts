import { streams } from '../../application/streams.ts';
import { lastSessions, previousSession } from '../../domain/calendar/nyse.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { Position } from '../../domain/portfolio/position.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import { historyStart } from '../../domain/valuation/history-start.ts';
import type { PriceSeries } from '../../domain/valuation/price-series.ts';
import { valueSessions } from '../../domain/valuation/value-sessions.ts';
import { eventOf, seeded, symbolStory, type Told } from './events.ts';

/** The session that portfolios are refreshed for; they were valued at the one before. */
export const REFRESH_DATE = '2024-06-28';
export const VALUED_DATE = previousSession(REFRESH_DATE);
export const REFRESH_SESSIONS = lastSessions(REFRESH_DATE, 270);
const ENTERED = REFRESH_SESSIONS[10]!;

/** Symbols with prices and factors of the refresh date, and portfolios of twenty that lack only it. */
export const refreshable = (symbolCount: number, lotCount = 20) => {
  const symbols = Array.from({ length: symbolCount }, (_, i) => `S${String(i).padStart(5, '0')}`);
  const all = [...FACTOR_ETFS, ...symbols];

  const positionsOf = (n: number): readonly Position[] => {
    const random = seeded(n);
    const held = new Set<string>();
    while (held.size < Math.min(lotCount, symbolCount))
      held.add(symbols[Math.floor(random() * symbolCount)]!);
    return [...held].map((symbol) => ({
      positionId: uuid5(`${n} ${symbol}`),
      symbol,
      quantity: String(1 + Math.floor(random() * 500)),
      entryPrice: (20 + random() * 300).toFixed(2),
      entryDate: ENTERED,
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: 'STOCK',
    }));
  };

  const portfolioIdOf = (n: number): string => uuid5(`refreshable portfolio ${n}`);

  return {
    symbols,
    portfolioIdOf,
    /** Of symbol number `n`, the factor ETFs first; empty beyond the last. */
    symbolTold: (n: number): readonly Told[] =>
      all[n] === undefined ? [] : symbolStory(all[n], n, REFRESH_SESSIONS),
    symbolStories: all.length,
    portfolioTold: (n: number, seriesOf: (symbol: string) => PriceSeries | undefined): readonly Told[] => {
      const portfolioId = portfolioIdOf(n);
      const positions = positionsOf(n);
      const lots = positions.map((position) => ({ position, statedOn: VALUED_DATE }));
      const facts = { lots, statedEquity: '1500000', equityAsOf: VALUED_DATE, flows: [], seriesOf };
      const first = historyStart(lots, VALUED_DATE, seriesOf);
      const [valuation] = valueSessions(facts, { first, from: VALUED_DATE, to: VALUED_DATE })!;
      const event = (type: string, data: object): Told['event'] =>
        eventOf({ type, data }, `${type} ${n}`, `${VALUED_DATE}T22:00:00.000Z`, { engineVersion: 'before' });
      const created = {
        portfolioId,
        userId: uuid5(`refreshable user ${n}`),
        portfolioName: `Portfolio ${n}`,
        accountName: `Account ${n}`,
        accountType: 'taxable',
        equityBalance: '1500000',
        equityAsOf: VALUED_DATE,
        description: null,
        currency: 'USD',
      };
      const imported = {
        portfolioId,
        importId: uuid5(`refreshable import ${n}`),
        fileSha256: 'of a test',
        importedOn: VALUED_DATE,
        positions,
        autoCalculate: false,
      };
      const run = { runId: uuid5('refreshable run'), portfolioId, valuation };
      return [
        { stream: streams.portfolio(portfolioId), event: event('PortfolioCreated', created) },
        { stream: streams.portfolio(portfolioId), event: event('PositionsImported', imported) },
        { stream: streams.valuation(portfolioId), event: event('PortfolioValued', run) },
      ];
    },
  };
};
