import type { LogLine, PhaseId, RestatementOrder } from '../../domain/calculation/events.ts';
import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { CapitalFlow } from '../../domain/portfolio/capital-flow.ts';
import type { Position as HeldPosition, PositionType } from '../../domain/portfolio/position.ts';
import type { CoverageGap } from '../../domain/risk/events.ts';
import type { FactorExposures } from '../../domain/risk/factor-exposure.ts';
import { FACTOR_IDS, type FactorId, type FactorLoading } from '../../domain/risk/factors.ts';
import { PERIODS, type Period } from '../../domain/risk/period-return.ts';
import type { PortfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import type { AdjustedCloses } from '../../domain/risk/returns.ts';
import type { StressResults } from '../../domain/risk/stress-results.ts';
import type { SymbolProfile } from '../../domain/symbol/events.ts';
import type { LatestClose } from '../../domain/targets/outlook.ts';
import type { TargetPrice } from '../../domain/targets/target-price.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Figures, Mark } from '../../domain/valuation/valuation.ts';
import type { Problem, ProblemFilter, Severity } from '../data-health/problem.ts';
import type { Position } from './event-store.ts';

export type Paging = { readonly limit: number; readonly offset: number };
export type PageOf<Row> = { readonly items: readonly Row[]; readonly total: number };

export type PortfolioRow = {
  readonly portfolioId: string;
  readonly userId: string;
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: string;
  readonly statedEquity: Decimal;
  readonly equityAsOf: IsoDate;
  readonly description: string | null;
  readonly currency: string;
  readonly positionCount: number;
  readonly createdAt: IsoInstant;
  /** Of the portfolio's stream, as far as it was read: what the row shows is what was told up to it. */
  readonly revision: bigint;
  readonly archivedAt: IsoInstant | null;
};

export type ImportRow = {
  readonly importId: string;
  readonly kind: 'first' | 'reconciliation';
  readonly fileSha256: string;
  /** Of a first import the positions that it brought; of a later file those that it opened. */
  readonly positions: number;
  readonly changed: number;
  readonly closed: number;
  /** What undoing it did: how many lots went, are again as before it, and stayed as they were changed later. */
  readonly undone: { readonly removed: number; readonly restored: number; readonly stayed: number } | null;
  readonly importedAt: IsoInstant;
  readonly revertedAt: IsoInstant | null;
  readonly revertReason: string | null;
};

export type CapitalFlowRow = CapitalFlow & {
  readonly recordedOn: IsoDate;
  readonly recordedAt: IsoInstant;
  readonly correctedAt: IsoInstant | null;
};

export type FlowTotals = {
  readonly contributions: Decimal;
  readonly withdrawals: Decimal;
  /** Contributions less withdrawals. */
  readonly net: Decimal;
  readonly count: number;
};

export type CapitalFlowSummary = {
  readonly total: FlowTotals;
  /** Of flows dated in the 30 and 90 days up to and including the day that was asked about. */
  readonly last30Days: FlowTotals;
  readonly last90Days: FlowTotals;
};

/** A lot with its mark at the latest valued session; `mark` is null until the first calculation. */
export type PositionRow = {
  readonly position: HeldPosition;
  readonly positionType: PositionType;
  /** The import that brought it; null when it was entered by hand. */
  readonly importId: string | null;
  /** Entered by hand, or changed by hand last. */
  readonly byHand: boolean;
  /** The day on which its quantity was stated. */
  readonly statedOn: IsoDate;
  readonly markDate: IsoDate | null;
  readonly mark: Mark | null;
};

/** Without the marks, which are many: they are on the single snapshot. */
export type SnapshotRow = {
  readonly valuation: Figures;
  readonly eventId: string;
  readonly engineVersion: string;
  readonly simulated: boolean;
  readonly restatements: number;
};

export type PhaseProgress = {
  readonly phase: PhaseId;
  readonly status: 'pending' | 'running' | 'completed' | 'failed';
  readonly current: number;
  readonly total: number;
  readonly seconds: number | null;
};

export type RunRow = {
  readonly runId: string;
  readonly portfolioId: string;
  readonly status: 'running' | 'completed' | 'partial' | 'failed';
  readonly calculationDate: IsoDate;
  readonly trigger: string;
  readonly requestedBy: string;
  readonly startedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  readonly phases: readonly PhaseProgress[];
  /** Null where the run restates nothing on order. */
  readonly restatement: RestatementOrder | null;
  /** How many dates had no snapshot before, and how many got another; null until it has ended. */
  readonly datesValued: number | null;
  readonly datesRestated: number | null;
  readonly log: readonly (LogLine & { readonly at: IsoInstant })[];
  readonly pendingSymbols: readonly string[];
  readonly warnings: readonly string[];
  readonly needsPriceUpdate: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
};

/** One order to restate, whatever number of portfolios it is about. */
export type RestatementRow = Omit<RestatementOrder, 'anchored'> & {
  readonly requestedBy: string;
  readonly requestedAt: IsoInstant;
  readonly portfolios: number;
  readonly running: number;
  readonly failed: number;
  readonly datesRestated: number;
};

export type TargetPriceRow = TargetPrice & {
  readonly portfolioId: string;
  readonly updatedAt: IsoInstant;
  readonly eventId: string;
};

/** The latest risk results of a portfolio; each part is null until it was calculated. */
export type RiskRow = {
  readonly date: IsoDate;
  readonly exposures: FactorExposures | null;
  readonly exposuresEventId: string | null;
  readonly gaps: readonly CoverageGap[];
  readonly volatility: PortfolioVolatility | null;
  readonly volatilityEventId: string | null;
  readonly stress: StressResults | null;
  readonly stressEventId: string | null;
  readonly engineVersion: string | null;
};

/** Somebody who has an account; who was erased is not among them. */
export type UserRow = {
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  /** One that is not archived. */
  readonly hasPortfolio: boolean;
  readonly createdAt: IsoInstant;
};

export type UserFilter = {
  /** A part of the address, in any case. */
  readonly email?: string | undefined;
  readonly hasPortfolio?: boolean | undefined;
  readonly createdFrom?: IsoInstant | undefined;
  /** Inclusive. */
  readonly createdTo?: IsoInstant | undefined;
};

export type InviteRow = {
  readonly inviteId: string;
  readonly cohort: string | null;
  readonly note: string | null;
  readonly expiresAt: IsoInstant | null;
  readonly maxUses: number;
  readonly uses: number;
  readonly createdAt: IsoInstant;
  readonly revokedAt: IsoInstant | null;
};

export type InviteUseRow = { readonly userId: string; readonly usedAt: IsoInstant };

export type SymbolRow = {
  readonly symbol: string;
  readonly status: 'pending' | 'active' | 'error' | 'delisted';
  readonly attempts: number;
  readonly failure: { readonly kind: string; readonly reason: string } | null;
  readonly firstPriceDate: IsoDate | null;
  readonly lastPriceDate: IsoDate | null;
  readonly lastFactorDate: IsoDate | null;
  readonly profile: SymbolProfile | null;
  readonly profileSource: string | null;
  readonly priceSource: string | null;
  readonly closeBasis: 'raw' | 'adjusted' | null;
  readonly simulated: boolean;
  readonly delistingReason: string | null;
  /** Of the last year: dates whose prices an administrator brought, and a provider does not replace. */
  readonly uploadedDates: readonly IsoDate[];
  /** Of the stream's last event: what a command that was decided from this row expects. */
  readonly revision: bigint;
  /** The earliest date of the prices told last, and where they and the factors told last are in the log. */
  readonly pricedFrom: IsoDate | null;
  readonly pricedAt: Position | null;
  readonly factoredAt: Position | null;
};

/** A symbol's last completed day, for tables and search. Null where nobody knows. */
export type SymbolMetricsRow = {
  readonly symbol: string;
  /** The day that close, returns and factors are of. */
  readonly date: IsoDate;
  readonly close: Decimal;
  readonly returns: Readonly<Record<Period, number | null>>;
  readonly companyName: string | null;
  readonly assetType: SymbolProfile['assetType'];
  readonly sector: string | null;
  readonly industry: string | null;
  readonly marketCap: number | null;
  readonly enterpriseValue: number | null;
  readonly peRatio: number | null;
  readonly psRatio: number | null;
  readonly pbRatio: number | null;
  /** Betas by factor id. */
  readonly factors: Readonly<Record<FactorId, number | null>>;
  readonly factorDate: IsoDate | null;
  /** 0 to 100: see `dataQuality`. */
  readonly qualityScore: number;
};

export type DataProblems = PageOf<Problem> & { readonly counts: Readonly<Record<Severity, number>> };

/** Each filter that is given has to hold; what is not known holds none. Ranges include their ends. */
export type SymbolSearch = {
  /** A part of the symbol or of the name, in any case. */
  readonly text?: string | undefined;
  readonly sectors?: readonly string[] | undefined;
  readonly industries?: readonly string[] | undefined;
  readonly assetTypes?: readonly string[] | undefined;
  readonly marketCap?: NumberRange | undefined;
  readonly peRatio?: NumberRange | undefined;
  readonly sort: SymbolSort;
  readonly descending: boolean;
};
export type NumberRange = { readonly min?: number | undefined; readonly max?: number | undefined };

/** What symbols can be sorted by: columns of their last completed day. */
export const SYMBOL_SORTS = [
  'symbol',
  'company_name',
  'sector',
  'industry',
  'market_cap',
  'enterprise_value',
  'pe_ratio',
  'ps_ratio',
  'pb_ratio',
  'quality_score',
  'date',
  ...PERIODS.map((period) => `return_${period}` as const),
  ...FACTOR_IDS.map((id) => `factor_${id}` as const),
] as const;
export type SymbolSort = (typeof SYMBOL_SORTS)[number];

export type SymbolFactorsRow = {
  readonly symbol: string;
  readonly date: IsoDate;
  readonly factors: Readonly<Record<FactorId, FactorLoading>>;
  readonly eventId: string;
};

/** Aligned arrays, oldest first: one element per known session. */
export type PriceColumns = {
  readonly symbol: string;
  readonly dates: readonly IsoDate[];
  readonly closes: readonly Decimal[];
  readonly adjustedCloses: Float64Array;
  readonly splitFactors: Float64Array;
  readonly eventIds: readonly string[];
  /** True when any of the prices was made up. */
  readonly simulated: boolean;
};

/** The read side. Every method answers from the projections; none computes anything heavy or goes to a provider. */
export type Queries = {
  readonly portfoliosOf: (userId: string, paging: Paging) => Promise<PageOf<PortfolioRow>>;
  readonly archivedPortfoliosOf: (userId: string, paging: Paging) => Promise<PageOf<PortfolioRow>>;
  /** Null when there is none or it was archived. The caller decides on ownership. */
  readonly portfolio: (portfolioId: string) => Promise<PortfolioRow | null>;
  /** Whose they are, by id; those that there are not, or that were archived, are not in the map. */
  readonly portfolioOwners: (portfolioIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly imports: (portfolioId: string) => Promise<readonly ImportRow[]>;
  /** Newest first by their dates; without those that were removed. */
  readonly capitalFlows: (portfolioId: string, paging: Paging) => Promise<PageOf<CapitalFlowRow>>;
  readonly capitalFlow: (portfolioId: string, flowId: string) => Promise<CapitalFlowRow | null>;
  readonly capitalFlowSummary: (portfolioId: string, upTo: IsoDate) => Promise<CapitalFlowSummary>;
  /** In the order in which they came. */
  readonly positions: (portfolioId: string, paging: Paging) => Promise<PageOf<PositionRow>>;
  readonly position: (portfolioId: string, positionId: string) => Promise<PositionRow | null>;
  /** Every lot, closed ones too, in the order in which they came. */
  readonly lots: (portfolioId: string) => Promise<readonly Lot[]>;
  /** Newest first. */
  readonly snapshots: (
    portfolioId: string,
    range: Paging & { readonly from?: IsoDate; readonly to?: IsoDate },
  ) => Promise<PageOf<SnapshotRow>>;
  readonly snapshot: (
    portfolioId: string,
    date: IsoDate | 'latest',
  ) => Promise<(SnapshotRow & { readonly marks: readonly Mark[] }) | null>;
  readonly risk: (portfolioId: string) => Promise<RiskRow | null>;
  /** All of them, by symbol and position type. */
  readonly targetPrices: (portfolioId: string) => Promise<readonly TargetPriceRow[]>;
  /** Of the stream of a portfolio's targets, as far as it was read. */
  readonly targetsRevision: (portfolioId: string) => Promise<bigint | 'no-stream'>;
  readonly targetPrice: (targetId: string) => Promise<TargetPriceRow | null>;
  readonly run: (runId: string) => Promise<RunRow | null>;
  readonly latestRun: (portfolioId: string) => Promise<RunRow | null>;
  /** Newest first. */
  readonly restatements: (paging: Paging) => Promise<PageOf<RestatementRow>>;
  /** The runs of one order, by portfolio. */
  readonly restatementRuns: (restatementId: string, paging: Paging) => Promise<PageOf<RunRow>>;
  /** Ids in ascending order, after `after`: of everybody's portfolios, or of one user's; archived ones are left out. */
  readonly portfolioIds: (range: {
    readonly userId: string | null;
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<readonly string[]>;
  /** Newest first. */
  readonly users: (filter: UserFilter, paging: Paging) => Promise<PageOf<UserRow>>;
  /** Newest first. */
  readonly invites: (paging: Paging) => Promise<PageOf<InviteRow>>;
  /** Oldest first; null when there is no such invite. */
  readonly inviteUses: (inviteId: string, paging: Paging) => Promise<PageOf<InviteUseRow> | null>;
  readonly symbol: (symbol: string) => Promise<SymbolRow | null>;
  readonly symbols: (symbols: readonly string[]) => Promise<readonly SymbolRow[]>;
  /** By symbol, of those that are known; null where nobody has said. */
  readonly sectors: (symbols: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;
  /** In one of the statuses, by name. */
  readonly symbolNames: (statuses: readonly SymbolRow['status'][]) => Promise<readonly string[]>;
  /**
   * Those of `among` (null: of all that are not given up or delisted) that lack prices or factors of `date`, or whose
   * factors are older than the last prices of `factorSymbols`; by name.
   */
  readonly symbolsBehind: (asked: {
    readonly among: readonly string[] | null;
    readonly date: IsoDate;
    readonly factorSymbols: readonly string[];
  }) => Promise<readonly string[]>;
  /** What is wrong with symbols and portfolios, the worst first; `previous` is the session before `date`. */
  readonly dataProblems: (
    asked: ProblemFilter & {
      readonly date: IsoDate;
      readonly previous: IsoDate;
      readonly factorSymbols: readonly string[];
    },
    paging: Paging,
  ) => Promise<DataProblems>;
  /** Those that have had a completed day, by name. */
  readonly symbolMetrics: (symbols: readonly string[]) => Promise<readonly SymbolMetricsRow[]>;
  /** Of all that have had a completed day; what is not known comes last, whichever way they are sorted. */
  readonly searchSymbols: (search: SymbolSearch, paging: Paging) => Promise<PageOf<SymbolMetricsRow>>;
  /** Of all that anybody has asked for, by name, whatever came of it. `text` is a part of the symbol or of the name. */
  readonly knownSymbols: (
    filter: { readonly text?: string | undefined; readonly status?: SymbolRow['status'] | undefined },
    paging: Paging,
  ) => Promise<PageOf<SymbolRow>>;
  /** The newest factors at or before `onOrBefore`. */
  readonly symbolFactors: (
    symbols: readonly string[],
    onOrBefore: IsoDate,
  ) => Promise<readonly SymbolFactorsRow[]>;
  /** All that are kept for dates in the range. */
  readonly symbolFactorHistory: (
    symbols: readonly string[],
    range: { readonly from: IsoDate; readonly to: IsoDate },
  ) => Promise<readonly SymbolFactorsRow[]>;
  readonly prices: (
    symbols: readonly string[],
    range: { readonly from: IsoDate; readonly to: IsoDate },
  ) => Promise<ReadonlyMap<string, PriceColumns>>;
  /** Of `prices` only what returns are made of, for a year of many symbols. */
  readonly adjustedCloses: (
    symbols: readonly string[],
    range: { readonly from: IsoDate; readonly to: IsoDate },
  ) => Promise<ReadonlyMap<string, AdjustedCloses>>;
  /** The newest raw close at or before `onOrBefore`; symbols without one are not in the map. */
  readonly latestCloses: (
    symbols: readonly string[],
    onOrBefore: IsoDate,
  ) => Promise<ReadonlyMap<string, LatestClose>>;
};

/** How far each projection is, and waiting for one's own write. */
export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
  readonly checkpoint: Position;
  readonly lagEvents: bigint;
  /** How long ago the oldest event was recorded that is not applied; 0 when all are. */
  readonly lagSeconds: number;
  /** Since the checkpoint moved. */
  readonly checkpointAgeSeconds: number;
  /** There is something to apply, and the checkpoint has not moved for too long. */
  readonly stalled: boolean;
  /** Keys that wait since an event that could not be applied, and their events that wait. */
  readonly parkedKeys: number;
  readonly waitingEvents: number;
  /** Null until the first verification. `differences` are rows known to differ from what the log says. */
  readonly verified: { readonly at: IsoInstant; readonly differences: number } | null;
  readonly state: 'live' | 'catching-up' | 'failed' | 'rebuilding';
  readonly error: string | null;
  readonly updatedAt: IsoInstant;
};

export type ReadModels = {
  readonly status: () => Promise<readonly ProjectionStatus[]>;
  /** Resolves true once every projection has passed `position`, false after `timeoutMs`. */
  readonly waitFor: (position: Position, timeoutMs: number) => Promise<boolean>;
};
