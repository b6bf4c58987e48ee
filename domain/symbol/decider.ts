import { canonicalJson } from '../canonical-json.ts';
import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { ok } from '../result.ts';
import type { SymbolFactors } from '../risk/factors.ts';
import type {
  PriceBar,
  SymbolDelisted,
  SymbolEvent,
  SymbolMetricsCalculated,
  SymbolOnboardingFailed,
  SymbolPriced,
  SymbolProfile,
  SymbolProfiled,
} from './events.ts';
import { sameFactors } from './same-factors.ts';

export type SymbolCommand =
  /** Somebody asks for the symbol: also for one that was given up or delisted, which is looked for again. */
  | { readonly type: 'TrackSymbol'; readonly symbol: string }
  | ({ readonly type: 'RecordProfile' } & SymbolProfiled['data'])
  | ({ readonly type: 'RecordPrices' } & SymbolPriced['data'])
  | {
      readonly type: 'RecordFactors';
      readonly symbol: string;
      readonly date: IsoDate;
      readonly factors: SymbolFactors;
    }
  | ({ readonly type: 'RecordMetrics' } & SymbolMetricsCalculated['data'])
  | ({ readonly type: 'RecordFailure' } & Omit<SymbolOnboardingFailed['data'], 'attempt'>)
  | ({ readonly type: 'RecordDelisting' } & SymbolDelisted['data']);

export type SymbolStatus = 'untracked' | 'pending' | 'active' | 'error' | 'delisted';

/** What is known of a date, for those dates that a command may be about. */
export type SymbolState = {
  readonly status: SymbolStatus;
  readonly lastPriceDate: IsoDate | null;
  readonly bars: ReadonlyMap<IsoDate, KnownBar>;
  readonly profile: SymbolProfile | null;
  readonly factors: ReadonlyMap<IsoDate, SymbolFactors>;
  /** The last ones. */
  readonly metrics: SymbolMetricsCalculated['data'] | null;
  readonly failures: number;
};

export type KnownBar = Pick<PriceBar, 'close' | 'adjustedClose' | 'splitFactor'>;

/** After so many failures a symbol that never had prices and factors is given up, until somebody asks again. */
const ATTEMPTS_BEFORE_ERROR = 3;

const isKnown = (bar: PriceBar, known: KnownBar | undefined): boolean =>
  known !== undefined &&
  known.close === bar.close &&
  known.adjustedClose === bar.adjustedClose &&
  known.splitFactor === bar.splitFactor;

const sameFact = <Fact extends object>(known: Fact | null, told: Fact): boolean =>
  known !== null && canonicalJson(known) === canonicalJson(told);

/** A symbol that never was active is given up at once when its source does not know it; else after some attempts. */
export const isGivenUp = (
  status: SymbolStatus,
  { kind }: Pick<SymbolOnboardingFailed['data'], 'kind'>,
  failures: number,
): boolean => status === 'pending' && (kind === 'unknown-symbol' || failures >= ATTEMPTS_BEFORE_ERROR);

/** A symbol is active once it has prices and at least the market beta; before that nobody can lean on it. */
const isUsable = (factors: SymbolFactors): boolean => factors.market_beta_90d.beta !== null;

const later = (a: IsoDate | null, b: IsoDate | undefined): IsoDate | null =>
  b === undefined || (a !== null && a >= b) ? a : b;

/**
 * The status of a symbol that was given up or delisted once prices are told up to `last`: back in the queue, or back
 * among the active where it had factors; an old price that is put right brings nobody back.
 */
export const statusAfterPrices = <Status extends SymbolStatus>(
  status: Status,
  before: { readonly lastPriceDate: IsoDate | null; readonly hasFactors: boolean },
  last: IsoDate | undefined,
): Status | 'pending' | 'active' => {
  if (status === 'error') return 'pending';
  if (status !== 'delisted' || later(before.lastPriceDate, last) === before.lastPriceDate) return status;
  return before.hasFactors ? 'active' : 'pending';
};

/**
 * absent -> pending at the first mention -> active once it has prices and factors -> delisted when there is no price
 * for long and the source confirms it. Three failures before it was ever active, or a source
 * that does not know it, make an error, which ends when somebody asks again or prices come after all. Facts that are known already are not told again.
 */
export const symbolDecider: Decider<SymbolCommand, SymbolEvent, SymbolState> = {
  initial: {
    status: 'untracked',
    lastPriceDate: null,
    bars: new Map(),
    profile: null,
    factors: new Map(),
    metrics: null,
    failures: 0,
  },

  decide: (command, state) => {
    const events: SymbolEvent[] = [];
    if (state.status === 'untracked')
      events.push({ type: 'SymbolTracked', data: { symbol: command.symbol } });
    switch (command.type) {
      case 'TrackSymbol':
        if (state.status === 'error' || state.status === 'delisted')
          events.push({ type: 'SymbolTracked', data: { symbol: command.symbol } });
        return ok(events);
      case 'RecordProfile': {
        const { symbol, source, asOf, profile } = command;
        if (!sameFact(state.profile, profile)) {
          events.push({ type: 'SymbolProfiled', data: { symbol, source, asOf, profile } });
        }
        return ok(events);
      }
      case 'RecordPrices': {
        const bars = command.bars.filter((bar) => !isKnown(bar, state.bars.get(bar.date)));
        const { type: _, ...prices } = command;
        if (bars.length > 0) events.push({ type: 'SymbolPriced', data: { ...prices, bars } });
        return ok(events);
      }
      case 'RecordFactors': {
        const { symbol, date, factors } = command;
        const known = state.factors.get(date);
        if (known === undefined || !sameFactors(known, factors)) {
          events.push({ type: 'SymbolFactorsCalculated', data: { symbol, date, factors } });
        }
        if (state.status !== 'active' && state.status !== 'delisted' && isUsable(factors)) {
          events.push({ type: 'SymbolActivated', data: { symbol, date } });
        }
        return ok(events);
      }
      case 'RecordMetrics': {
        const { type: _, ...metrics } = command;
        if (state.metrics?.date !== metrics.date || !sameFact(state.metrics, metrics))
          events.push({ type: 'SymbolMetricsCalculated', data: metrics });
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
      case 'RecordDelisting': {
        const { type: _, ...delisting } = command;
        if (state.status !== 'delisted') events.push({ type: 'SymbolDelisted', data: delisting });
        return ok(events);
      }
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'SymbolTracked':
        return { ...state, status: 'pending', failures: 0 };
      case 'SymbolProfiled':
        return { ...state, profile: event.data.profile };
      case 'SymbolPriced': {
        const bars = new Map(state.bars);
        for (const bar of event.data.bars) bars.set(bar.date, bar);
        const last = event.data.bars.at(-1)?.date;
        const before = { lastPriceDate: state.lastPriceDate, hasFactors: state.factors.size > 0 };
        return {
          ...state,
          bars,
          status: statusAfterPrices(state.status, before, last),
          lastPriceDate: later(state.lastPriceDate, last),
          failures: 0,
        };
      }
      case 'SymbolFactorsCalculated':
        return { ...state, factors: new Map(state.factors).set(event.data.date, event.data.factors) };
      case 'SymbolMetricsCalculated':
        return { ...state, metrics: event.data };
      case 'SymbolActivated':
        return { ...state, status: 'active', failures: 0 };
      case 'SymbolOnboardingFailed': {
        const failures = state.failures + 1;
        const givenUp = isGivenUp(state.status, event.data, failures);
        return { ...state, failures, status: givenUp ? 'error' : state.status };
      }
      case 'SymbolDelisted':
        return { ...state, status: 'delisted' };
      default:
        return event satisfies never;
    }
  },
};
