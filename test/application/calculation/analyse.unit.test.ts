import { analyseFactors } from '../../../application/calculation/analyse.ts';
import { coverageGaps } from '../../../application/calculation/coverage-gaps.ts';
import type { PriceColumns, Queries } from '../../../application/ports/queries.ts';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import type { OptionPosition } from '../../../domain/portfolio/position.ts';
import { FACTOR_IDS, type SymbolFactors } from '../../../domain/risk/factors.ts';
import { valuePortfolio } from '../../../domain/valuation/value-portfolio.ts';

const DATE = '2024-06-28';
const SESSIONS = lastSessions(DATE, 60);
const OPTION: OptionPosition = {
  positionId: 'option',
  symbol: 'NVDA241220C01000000',
  quantity: '1',
  entryPrice: '50',
  entryDate: '2024-05-01',
  exit: null,
  investmentClass: 'OPTIONS',
  contract: { underlying: 'NVDA', strike: '1000', expiration: '2024-12-20', right: 'CALL' },
};

/** 1000 throughout, or 1000 and then 100 from a 10:1 split on. */
const prices = (splitAt: number | null): PriceColumns => ({
  symbol: 'NVDA',
  dates: SESSIONS,
  closes: SESSIONS.map((_, i) => (splitAt !== null && i >= splitAt ? '100' : '1000')),
  adjustedCloses: Float64Array.from(SESSIONS, () => 100),
  splitFactors: Float64Array.from(SESSIONS, (_, i) => (i === splitAt ? 10 : 1)),
  eventIds: SESSIONS.map(() => 'event'),
  simulated: false,
});

const loading = {
  beta: 1,
  raw: 1,
  capped: false,
  rSquared: 1,
  standardError: null,
  tStatistic: null,
  pValue: null,
  observations: 90,
  quality: 'full',
} as const;
const factors = Object.fromEntries(FACTOR_IDS.map((id) => [id, loading])) as unknown as SymbolFactors;

const queriesOver = (columns: PriceColumns | null): Queries =>
  ({
    prices: async () => new Map(columns === null ? [] : [['NVDA', columns]]),
    symbolFactors: async () =>
      columns === null ? [] : [{ symbol: 'NVDA', date: DATE, factors, eventId: 'f' }],
    symbols: async () => (columns === null ? [] : [{ symbol: 'NVDA', lastPriceDate: DATE }]),
  }) as unknown as Queries;

const bookOf = (columns: PriceColumns | null) => {
  const lots = [{ position: OPTION, statedOn: SESSIONS[0] ?? '' }];
  const facts = {
    lots,
    statedEquity: '100000',
    equityAsOf: DATE,
    flows: [],
    seriesOf: () => columns ?? undefined,
  };
  const valuation = valuePortfolio(facts, [DATE])[0];
  if (valuation === undefined) throw new Error('a session gives a valuation');
  return { lots, valuation, date: DATE };
};

describe('an option in the analysis of a book', () => {
  it('has the same exposure whether or not its underlying has split since it was stated', async () => {
    const exposure = async (columns: PriceColumns) =>
      (await analyseFactors(queriesOver(columns), bookOf(columns))).exposures.exposures[0]?.dollars;
    const whole = await exposure(prices(null));
    expect(Number(whole)).toBeGreaterThan(50_000);
    expect(await exposure(prices(20))).toBe(whole);
  });

  it('is uncovered without a price of its underlying, and the gaps say so', async () => {
    const book = bookOf(null);
    const { exposures } = await analyseFactors(queriesOver(null), book);
    expect(exposures.exposures[0]).toMatchObject({ beta: null, dollars: null });
    const gaps = await coverageGaps(queriesOver(null), book);
    expect(gaps.map(({ symbol, lacks }) => `${symbol} ${lacks}`)).toEqual([
      'NVDA241220C01000000 option_quote',
      'NVDA price',
      'NVDA factors',
    ]);
  });
});
