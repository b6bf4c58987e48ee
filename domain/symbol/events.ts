import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { Decimal } from '../decimal.ts';
import type { SymbolFactors } from '../risk/factors.ts';
import type { Period } from '../risk/period-return.ts';

export type SymbolTracked = DomainEvent<'SymbolTracked', { readonly symbol: string }>;

export type SymbolProfile = {
  readonly companyName: string | null;
  readonly assetType: 'equity' | 'etf' | 'fund' | 'index' | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly exchange: string | null;
  readonly currency: string | null;
  readonly marketCap: number | null;
  /** As published; 0 counts as missing, because providers send 0 for "unknown". */
  readonly providerBeta: number | null;
  /** Price over trailing earnings, sales and book value; absent in events of releases that did not ask for them. */
  readonly peRatio?: number | null;
  readonly psRatio?: number | null;
  readonly pbRatio?: number | null;
  /** Market value and debt less cash, in `currency`. */
  readonly enterpriseValue?: number | null;
};

export type SymbolProfiled = DomainEvent<
  'SymbolProfiled',
  {
    readonly symbol: string;
    readonly source: string;
    readonly asOf: IsoDate;
    readonly profile: SymbolProfile;
  }
>;

/** One completed session. Raw close, adjusted close and split factor are kept apart. */
export type PriceBar = {
  readonly date: IsoDate;
  /** As traded, before any adjustment: values use it. */
  readonly close: Decimal;
  /** Adjusted for splits and dividends: returns use it. */
  readonly adjustedClose: number;
  /** New shares per old share on this date; 1 on all but split days. */
  readonly splitFactor: number;
};

/** Prices that an administrator brought: which file, and why. Who did is in the event's metadata. */
export type PriceUpload = {
  readonly fileName: string;
  readonly fileSha256: string;
  readonly reason: string;
};

/**
 * Prices learned from one source at one time, oldest first. A bar for a date that is known already replaces it (the
 * old event stays in the log). `closeBasis` is "adjusted" when the source has no raw closes.
 */
export type SymbolPriced = DomainEvent<
  'SymbolPriced',
  {
    readonly symbol: string;
    readonly source: string;
    readonly simulated: boolean;
    readonly closeBasis: 'raw' | 'adjusted';
    readonly currency: string | null;
    readonly bars: readonly PriceBar[];
    readonly rejected: readonly { readonly date: string; readonly reason: string }[];
    /** Only of prices that an administrator brought: they stand against what a provider says of their dates. */
    readonly upload?: PriceUpload;
  }
>;

export type SymbolFactorsCalculated = DomainEvent<
  'SymbolFactorsCalculated',
  { readonly symbol: string; readonly date: IsoDate; readonly factors: SymbolFactors }
>;

export type SymbolActivated = DomainEvent<
  'SymbolActivated',
  { readonly symbol: string; readonly date: IsoDate }
>;

export type SymbolOnboardingFailed = DomainEvent<
  'SymbolOnboardingFailed',
  {
    readonly symbol: string;
    /** "unknown-symbol" is final until someone asks again; "unavailable" is tried again by the next calculation. */
    readonly kind: 'unknown-symbol' | 'unavailable' | 'insufficient-history';
    readonly reason: string;
    readonly attempt: number;
  }
>;

/**
 * What a day did to the symbol: its close and the simple returns of adjusted closes up to `date`, as decimals; null
 * where there is no close to start from. See `periodReturn`.
 */
export type SymbolMetricsCalculated = DomainEvent<
  'SymbolMetricsCalculated',
  {
    readonly symbol: string;
    readonly date: IsoDate;
    readonly close: Decimal;
    readonly returns: Readonly<Record<Period, number | null>>;
  }
>;

/** No price for long, and the source says that there are none. A newer price brings the symbol back by itself. */
export type SymbolDelisted = DomainEvent<
  'SymbolDelisted',
  {
    readonly symbol: string;
    readonly lastPriceDate: IsoDate;
    readonly source: string;
    readonly reason: string;
  }
>;

export type SymbolEvent =
  | SymbolTracked
  | SymbolProfiled
  | SymbolPriced
  | SymbolFactorsCalculated
  | SymbolActivated
  | SymbolOnboardingFailed
  | SymbolMetricsCalculated
  | SymbolDelisted;
