import type { FactorId, FactorLoading, SymbolFactors } from '../../../domain/risk/factors.ts';
import { FACTOR_IDS } from '../../../domain/risk/factors.ts';
import { symbolDecider } from '../../../domain/symbol/decider.ts';
import type { SymbolEvent } from '../../../domain/symbol/events.ts';
import { given } from '../../support/given.ts';

const bar = (date: string, close: string) => ({ date, close, adjustedClose: Number(close), splitFactor: 1 });
const prices = (...bars: ReturnType<typeof bar>[]) =>
  ({
    symbol: 'AAPL',
    source: 'csv',
    simulated: false,
    closeBasis: 'raw',
    currency: 'USD',
    bars,
    rejected: [],
  }) as const;
const tracked: SymbolEvent = { type: 'SymbolTracked', data: { symbol: 'AAPL' } };
const priced = (...bars: ReturnType<typeof bar>[]): SymbolEvent => ({
  type: 'SymbolPriced',
  data: prices(...bars),
});

const factors = (beta: number | null): SymbolFactors => {
  const loading: FactorLoading = {
    beta,
    raw: beta,
    capped: false,
    rSquared: 0.5,
    standardError: 0.1,
    tStatistic: 1,
    pValue: 0.3,
    observations: 90,
    quality: beta === null ? 'insufficient' : 'full',
  };
  return Object.fromEntries(FACTOR_IDS.map((id) => [id, loading])) as Record<FactorId, FactorLoading>;
};

describe('a symbol', () => {
  it('is tracked at its first mention', () =>
    given(symbolDecider, [])
      .when({ type: 'RecordPrices', ...prices(bar('2024-06-27', '100')) })
      .then(tracked, priced(bar('2024-06-27', '100'))));

  it('tells only the bars that are new or changed', () =>
    given(symbolDecider, [tracked, priced(bar('2024-06-27', '100'), bar('2024-06-28', '101'))])
      .when({ type: 'RecordPrices', ...prices(bar('2024-06-27', '100'), bar('2024-06-28', '102')) })
      .then(priced(bar('2024-06-28', '102'))));

  it('has nothing to tell when every price is known', () =>
    given(symbolDecider, [tracked, priced(bar('2024-06-27', '100'))])
      .when({ type: 'RecordPrices', ...prices(bar('2024-06-27', '100')) })
      .thenNothing());

  it('becomes active with its first usable factors, and tells the same factors once', () => {
    const record = {
      type: 'RecordFactors',
      symbol: 'AAPL',
      date: '2024-06-28',
      factors: factors(1.2),
    } as const;
    given(symbolDecider, [tracked]).when(record).thenTypes('SymbolFactorsCalculated', 'SymbolActivated');
    const known: SymbolEvent[] = [
      tracked,
      {
        type: 'SymbolFactorsCalculated',
        data: { symbol: 'AAPL', date: '2024-06-28', factors: factors(1.2) },
      },
      { type: 'SymbolActivated', data: { symbol: 'AAPL', date: '2024-06-28' } },
    ];
    given(symbolDecider, known).when(record).thenNothing();
  });

  it('stays pending without enough history for a market beta', () =>
    given(symbolDecider, [tracked])
      .when({ type: 'RecordFactors', symbol: 'AAPL', date: '2024-06-28', factors: factors(null) })
      .thenTypes('SymbolFactorsCalculated'));

  it('counts its failures, and forgets them once it is active', () => {
    const failure = { symbol: 'AAPL', kind: 'unavailable', reason: 'HTTP 503' } as const;
    const once: SymbolEvent = { type: 'SymbolOnboardingFailed', data: { ...failure, attempt: 1 } };
    given(symbolDecider, [tracked, once])
      .when({ type: 'RecordFailure', ...failure })
      .then({ type: 'SymbolOnboardingFailed', data: { ...failure, attempt: 2 } });
    given(symbolDecider, [
      tracked,
      once,
      { type: 'SymbolActivated', data: { symbol: 'AAPL', date: '2024-06-28' } },
    ])
      .when({ type: 'RecordFailure', ...failure })
      .then({ type: 'SymbolOnboardingFailed', data: { ...failure, attempt: 1 } });
  });

  it('is given up at once when its source does not know it, and looked for again when somebody asks', () => {
    const failure = { symbol: 'AAPL', kind: 'unknown-symbol', reason: 'nobody knows it' } as const;
    const failed: SymbolEvent = { type: 'SymbolOnboardingFailed', data: { ...failure, attempt: 1 } };
    const ask = { type: 'TrackSymbol', symbol: 'AAPL' } as const;
    given(symbolDecider, [tracked, failed])
      .when(ask)
      .then({ type: 'SymbolTracked', data: { symbol: 'AAPL' } });
    given(symbolDecider, [tracked]).when(ask).thenNothing();
    const away: SymbolEvent = {
      type: 'SymbolOnboardingFailed',
      data: { ...failure, kind: 'unavailable', attempt: 1 },
    };
    given(symbolDecider, [tracked, away]).when(ask).thenNothing();
  });
});
