import type { IsoDate } from '../../domain/dates.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import { createMarket, type Market, type SymbolReads } from './market.ts';

/** A market is large, and after the refresh nobody needs it. */
const KEPT_MS = 60_000;

/** One market per refresh, of the last refresh only, for as long as its chunks come in. */
export const createMarkets = (
  reads: SymbolReads,
  scenarios: readonly StressScenario[],
): ((refreshId: string, date: IsoDate) => Market) => {
  let kept: { readonly refreshId: string; readonly market: Market } | null = null;
  let letGo: NodeJS.Timeout | undefined;
  return (refreshId, date) => {
    if (kept?.refreshId !== refreshId) kept = { refreshId, market: createMarket(reads, date, scenarios) };
    clearTimeout(letGo);
    letGo = setTimeout(() => {
      kept = null;
    }, KEPT_MS).unref();
    return kept.market;
  };
};
