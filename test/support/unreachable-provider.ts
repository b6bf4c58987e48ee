import type { MarketDataProvider } from '../../application/ports/market-data.ts';

/** A provider that nobody answers for: what a machine without a network sees. */
export const createUnreachableProvider = (reason = 'the provider cannot be reached'): MarketDataProvider => {
  const unavailable = { status: 'unavailable', reason } as const;
  return {
    name: 'unreachable',
    simulated: false,
    history: async ({ symbols, onSymbol }) => {
      for (const symbol of new Set(symbols)) onSymbol?.(symbol);
      return new Map(symbols.map((symbol) => [symbol, unavailable]));
    },
    profiles: async (symbols) => new Map(symbols.map((symbol) => [symbol, unavailable])),
    check: async () => ({ ok: false, detail: reason }),
  };
};
