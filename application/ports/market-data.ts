import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { PriceBar, PriceUpload, SymbolProfile } from '../../domain/symbol/events.ts';

export type PriceHistory =
  | {
      readonly status: 'ok';
      /** Oldest first, one per completed session, within the asked range; may be empty when nothing traded. */
      readonly bars: readonly PriceBar[];
      readonly closeBasis: 'raw' | 'adjusted';
      readonly currency: string | null;
      /** Rows the source sent and we refused (zero, negative, null, duplicated or future), with the reason. */
      readonly rejected: readonly { readonly date: string; readonly reason: string }[];
      readonly upload?: PriceUpload;
    }
  | { readonly status: 'unknown-symbol' }
  | { readonly status: 'unavailable'; readonly reason: string };

export type ProfileAnswer =
  | { readonly status: 'ok'; readonly profile: SymbolProfile }
  | { readonly status: 'unknown-symbol' }
  | { readonly status: 'unavailable'; readonly reason: string };

/** The last closes of a symbol, in an answer about many symbols. */
export type RecentCloses =
  | {
      readonly status: 'ok';
      /** One for every session after the one that was named, oldest first, as the history has them while nothing later adjusts them. */
      readonly bars: readonly PriceBar[];
      /** The raw close of the session that was named, as the source has it now: restated by a split or a correction since. */
      readonly closeBefore: Decimal;
      readonly currency: string | null;
      readonly assetType: SymbolProfile['assetType'];
    }
  /** Not answered, or not proven to be the closes of those sessions: the history has to tell. */
  | { readonly status: 'unusable'; readonly reason: string };

/**
 * Where prices come from. One symbol's failure is that symbol's answer and never rejects the call; every asked symbol
 * has an answer. The provider owns its rate limit, retries, timeouts and circuit breaker.
 */
export type MarketDataProvider = {
  readonly name: string;
  /** True when the numbers are made up; whatever is derived from them says so. */
  readonly simulated: boolean;
  readonly history: (request: {
    readonly symbols: readonly string[];
    readonly from: IsoDate;
    readonly to: IsoDate;
    readonly signal?: AbortSignal;
    /** Called once per symbol as its answer arrives, for progress. */
    readonly onSymbol?: (symbol: string) => void;
  }) => Promise<ReadonlyMap<string, PriceHistory>>;
  /**
   * The closes of the sessions after `since` (a session) up to `to` (a completed one) of many symbols for a few requests,
   * where the source has such a thing. It cannot show a dividend: whoever takes closes from it reads the history from
   * time to time.
   */
  readonly recentCloses?: (request: {
    readonly symbols: readonly string[];
    readonly since: IsoDate;
    readonly to: IsoDate;
    readonly signal?: AbortSignal;
  }) => Promise<ReadonlyMap<string, RecentCloses>>;
  readonly profiles: (
    symbols: readonly string[],
    signal?: AbortSignal,
  ) => Promise<ReadonlyMap<string, ProfileAnswer>>;
  /** One cheap question, for `doctor` and health: is anybody there? */
  readonly check: () => Promise<{ readonly ok: boolean; readonly detail: string }>;
};
