import type { MarketDataProvider } from '../../application/ports/market-data.ts';

export type GatedProvider = {
  readonly provider: MarketDataProvider;
  /** Symbols whose history was asked for and has not been answered. */
  readonly asked: () => readonly string[];
  /** How often each was asked for. */
  readonly count: (symbol: string) => number;
  readonly hold: (...symbols: readonly string[]) => void;
  /** Answers them, those that were asked for and those that will be. */
  readonly open: (...symbols: readonly string[]) => void;
  /** The most symbols that were asked for at once. */
  readonly most: () => number;
};

/** A provider whose answer about some symbols comes when the test says so; about the others at once. */
export const createGatedProvider = (inner: MarketDataProvider): GatedProvider => {
  const held = new Map<string, () => void>();
  const gates = new Map<string, Promise<void>>();
  const counts = new Map<string, number>();
  const waiting = new Set<string>();
  let most = 0;
  const wait = async (symbol: string, signal?: AbortSignal): Promise<void> => {
    const gate = gates.get(symbol);
    if (gate === undefined) return;
    waiting.add(symbol);
    most = Math.max(most, waiting.size);
    await Promise.race([
      gate,
      new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
    ]);
    waiting.delete(symbol);
  };
  return {
    provider: {
      ...inner,
      history: async (request) => {
        for (const symbol of request.symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
        await Promise.all(request.symbols.map((symbol) => wait(symbol, request.signal)));
        return inner.history(request);
      },
    },
    asked: () => [...waiting],
    count: (symbol) => counts.get(symbol) ?? 0,
    most: () => most,
    hold: (...symbols) => {
      for (const symbol of symbols)
        gates.set(symbol, new Promise<void>((resolve) => held.set(symbol, resolve)));
    },
    open: (...symbols) => {
      for (const symbol of symbols) {
        held.get(symbol)?.();
        gates.delete(symbol);
      }
    },
  };
};
