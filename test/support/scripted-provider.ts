import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { MarketDataProvider, PriceHistory } from '../../application/ports/market-data.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';

export type Script = {
  /** Symbols of which the source has nothing now. */
  readonly down: Set<string>;
  readonly unknown: Set<string>;
  /** The source's last price of a symbol. */
  readonly endsOn: Map<string, string>;
  /** Changes bars on their way. */
  bar: (symbol: string, bar: PriceBar) => PriceBar;
  /** Before every answer. */
  before: (symbols: readonly string[]) => Promise<void>;
  /** What histories were asked for. */
  readonly asked: string[];
};

/** The simulated market, with what a test has happen to it. */
export const createScriptedProvider = (
  clock: Clock,
): { readonly provider: MarketDataProvider; readonly script: Script } => {
  const market = createSimulatedProvider({ seed: 1, clock });
  const script: Script = {
    down: new Set(),
    unknown: new Set(),
    endsOn: new Map(),
    bar: (_, bar) => bar,
    before: async () => {},
    asked: [],
  };
  const scripted = (symbol: string, history: PriceHistory): PriceHistory => {
    if (script.down.has(symbol)) return { status: 'unavailable', reason: 'no answer' };
    if (script.unknown.has(symbol)) return { status: 'unknown-symbol' };
    if (history.status !== 'ok') return history;
    const last = script.endsOn.get(symbol) ?? '9999';
    return {
      ...history,
      bars: history.bars.filter(({ date }) => date <= last).map((bar) => script.bar(symbol, bar)),
    };
  };
  return {
    script,
    provider: {
      ...market,
      history: async (request) => {
        script.asked.push(...request.symbols);
        await script.before(request.symbols);
        const answers = await market.history(request);
        return new Map([...answers].map(([symbol, history]) => [symbol, scripted(symbol, history)]));
      },
    },
  };
};
