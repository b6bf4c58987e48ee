import { Counter, Histogram, type Registry } from 'prom-client';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import { PREFIX, WORK_BUCKETS } from './names.ts';

/** The provider, counted: how long it took, and what became of each symbol. */
export const countedProvider = (provider: MarketDataProvider, registry: Registry): MarketDataProvider => {
  const calls = new Histogram({
    name: `${PREFIX}provider_call_duration_seconds`,
    help: 'Questions to the provider of market data, of any number of symbols.',
    labelNames: ['question'] as const,
    buckets: WORK_BUCKETS,
    registers: [registry],
  });
  const symbols = new Counter({
    name: `${PREFIX}provider_symbols_total`,
    help: 'Answers by symbol: ok, unknown-symbol, unavailable or, of recent closes, unusable.',
    labelNames: ['question', 'status'] as const,
    registers: [registry],
  });
  const rejected = new Counter({
    name: `${PREFIX}provider_prices_rejected_total`,
    help: 'Prices that the provider sent and that were refused.',
    registers: [registry],
  });
  const counted = async <Answer extends { readonly status: string }>(
    question: string,
    ask: () => Promise<ReadonlyMap<string, Answer>>,
  ): Promise<ReadonlyMap<string, Answer>> => {
    const end = calls.startTimer({ question });
    try {
      const answers = await ask();
      for (const { status } of answers.values()) symbols.inc({ question, status });
      return answers;
    } finally {
      end();
    }
  };
  const { recentCloses } = provider;
  return {
    ...provider,
    ...(recentCloses && {
      recentCloses: (request) => counted('recent-closes', () => recentCloses(request)),
    }),
    history: async (request) => {
      const answers = await counted('history', () => provider.history(request));
      for (const answer of answers.values()) if (answer.status === 'ok') rejected.inc(answer.rejected.length);
      return answers;
    },
    profiles: (asked, signal) => counted('profiles', () => provider.profiles(asked, signal)),
  };
};
