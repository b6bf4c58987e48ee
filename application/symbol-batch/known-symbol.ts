import type { IsoDate } from '../../domain/dates.ts';
import type { SymbolFactors } from '../../domain/risk/factors.ts';
import { type KnownBar, type SymbolState, symbolDecider } from '../../domain/symbol/decider.ts';
import type { SymbolMetricsRow, SymbolRow } from '../ports/queries.ts';

const metricsOf = ({ symbol, date, close, returns }: SymbolMetricsRow): SymbolState['metrics'] => ({
  symbol,
  date,
  close,
  returns,
});

/** A symbol's state as its read models know it, for the dates that are asked about; at the revision of its row. */
export const stateOf = (
  row: SymbolRow | undefined,
  known: {
    readonly bars: ReadonlyMap<IsoDate, KnownBar>;
    readonly factors: ReadonlyMap<IsoDate, SymbolFactors>;
    readonly metrics: SymbolMetricsRow | undefined;
  },
): SymbolState =>
  row === undefined
    ? symbolDecider.initial
    : {
        status: row.status,
        lastPriceDate: row.lastPriceDate,
        bars: known.bars,
        profile: row.profile,
        factors: known.factors,
        metrics: known.metrics === undefined ? null : metricsOf(known.metrics),
        failures: row.attempts,
      };
