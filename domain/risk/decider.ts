import { canonicalJson } from '../canonical-json.ts';
import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import type { PortfolioId, RunId } from '../ids.ts';
import { ok } from '../result.ts';
import type { CompactExposures } from './compact-exposures.ts';
import type { CompactStress } from './compact-stress.ts';
import type { CoverageGap, RiskEvent } from './events.ts';
import type { PortfolioVolatility } from './portfolio-volatility.ts';

type About = { readonly runId: RunId; readonly portfolioId: PortfolioId; readonly date: IsoDate };

export type RiskCommand =
  | ({
      readonly type: 'RecordFactors';
      readonly exposures: CompactExposures;
      readonly gaps: readonly CoverageGap[];
      readonly volatility: PortfolioVolatility;
    } & About)
  | ({ readonly type: 'RecordStress'; readonly stress: CompactStress } & About);

/** The last result of each kind and date, as text: a result is an event only when it differs. */
export type RiskState = ReadonlyMap<string, string>;

const keyOf = ({ type, data }: RiskEvent): string => `${data.date} ${type}`;

/** Dates that have a result, oldest first. */
export const datesOf = (state: RiskState): readonly IsoDate[] =>
  [...new Set([...state.keys()].map((key) => key.slice(0, 'yyyy-mm-dd'.length)))].sort();

const resultOf = (event: RiskEvent): string => {
  const { runId: _, ...result } = event.data;
  return canonicalJson(result);
};

const unlessKnown = (state: RiskState, events: readonly RiskEvent[]): readonly RiskEvent[] =>
  events.filter((event) => {
    const known = state.get(keyOf(event));
    return known === undefined || known !== resultOf(event);
  });

/** Calculating a date again with the same inputs gives the same results, which are nothing to tell twice. */
export const riskDecider: Decider<RiskCommand, RiskEvent, RiskState> = {
  initial: new Map(),
  decide: (command, state) => {
    const about = { runId: command.runId, portfolioId: command.portfolioId, date: command.date };
    switch (command.type) {
      case 'RecordFactors':
        return ok(
          unlessKnown(state, [
            {
              type: 'FactorExposuresCalculated',
              data: { ...about, exposures: command.exposures, gaps: command.gaps },
            },
            { type: 'PortfolioVolatilityCalculated', data: { ...about, volatility: command.volatility } },
          ]),
        );
      case 'RecordStress':
        return ok(
          unlessKnown(state, [{ type: 'PortfolioStressTested', data: { ...about, stress: command.stress } }]),
        );
      default:
        return command satisfies never;
    }
  },
  evolve: (state, event) => new Map(state).set(keyOf(event), resultOf(event)),
};
