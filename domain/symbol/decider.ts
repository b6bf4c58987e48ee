import { canonicalJson } from '../canonical-json.ts';
import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { ok } from '../result.ts';
import type { SymbolFactors } from '../risk/factors.ts';
import type {
  PriceBar,
  SymbolEvent,
  SymbolOnboardingFailed,
  SymbolPriced,
  SymbolProfiled,
} from './events.ts';

export type SymbolCommand =
  | ({ readonly type: 'RecordProfile' } & SymbolProfiled['data'])
  | ({ readonly type: 'RecordPrices' } & SymbolPriced['data'])
  | {
      readonly type: 'RecordFactors';
      readonly symbol: string;
      readonly date: IsoDate;
      readonly factors: SymbolFactors;
    }
  | ({ readonly type: 'RecordFailure' } & Omit<SymbolOnboardingFailed['data'], 'attempt'>);

export type SymbolState = {
  readonly status: 'untracked' | 'pending' | 'active';
  readonly bars: ReadonlyMap<IsoDate, string>;
  readonly profile: string | null;
  readonly factors: { readonly date: IsoDate; readonly values: string } | null;
  readonly failures: number;
};

const barText = ({ close, adjustedClose, splitFactor }: PriceBar): string =>
  `${close}|${adjustedClose}|${splitFactor}`;

/** A symbol is active once it has prices and at least the market beta; before that nobody can lean on it. */
const isUsable = (factors: SymbolFactors): boolean => factors.market_beta_90d.beta !== null;

/** First mention tracks the symbol; facts that are known already are not told again. */
export const symbolDecider: Decider<SymbolCommand, SymbolEvent, SymbolState> = {
  initial: { status: 'untracked', bars: new Map(), profile: null, factors: null, failures: 0 },

  decide: (command, state) => {
    const events: SymbolEvent[] = [];
    if (state.status === 'untracked')
      events.push({ type: 'SymbolTracked', data: { symbol: command.symbol } });
    switch (command.type) {
      case 'RecordProfile': {
        const { symbol, source, asOf, profile } = command;
        if (state.profile !== canonicalJson(profile)) {
          events.push({ type: 'SymbolProfiled', data: { symbol, source, asOf, profile } });
        }
        return ok(events);
      }
      case 'RecordPrices': {
        const bars = command.bars.filter((bar) => state.bars.get(bar.date) !== barText(bar));
        const { type: _, ...prices } = command;
        if (bars.length > 0) events.push({ type: 'SymbolPriced', data: { ...prices, bars } });
        return ok(events);
      }
      case 'RecordFactors': {
        const { symbol, date, factors } = command;
        const values = canonicalJson(factors);
        if (state.factors?.date !== date || state.factors.values !== values) {
          events.push({ type: 'SymbolFactorsCalculated', data: { symbol, date, factors } });
        }
        if (state.status !== 'active' && isUsable(factors)) {
          events.push({ type: 'SymbolActivated', data: { symbol, date } });
        }
        return ok(events);
      }
      case 'RecordFailure': {
        const { symbol, kind, reason } = command;
        events.push({
          type: 'SymbolOnboardingFailed',
          data: { symbol, kind, reason, attempt: state.failures + 1 },
        });
        return ok(events);
      }
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'SymbolTracked':
        return { ...state, status: 'pending' };
      case 'SymbolProfiled':
        return { ...state, profile: canonicalJson(event.data.profile) };
      case 'SymbolPriced': {
        const bars = new Map(state.bars);
        for (const bar of event.data.bars) bars.set(bar.date, barText(bar));
        return { ...state, bars };
      }
      case 'SymbolFactorsCalculated':
        return { ...state, factors: { date: event.data.date, values: canonicalJson(event.data.factors) } };
      case 'SymbolActivated':
        return { ...state, status: 'active', failures: 0 };
      case 'SymbolOnboardingFailed':
        return { ...state, failures: state.failures + 1 };
      default:
        return event satisfies never;
    }
  },
};
