import type { Problem } from '../../application/data-health/problem.ts';
import { positionFrom } from '../../application/ports/event-store.ts';
import type {
  CapitalFlowRow,
  ImportRow,
  InviteRow,
  PortfolioRow,
  PositionRow,
  PriceColumns,
  ProjectionStatus,
  RiskRow,
  RunRow,
  SnapshotRow,
  SymbolFactorsRow,
  SymbolMetricsRow,
  SymbolRow,
  TargetPriceRow,
  UserRow,
} from '../../application/ports/queries.ts';
import type { PriceUploadReport } from '../../application/prices/upload-prices.ts';
import { FACTOR_IDS, type FactorLoading } from '../../domain/risk/factors.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';

/** Rows of every read model with a value in every field, so that a view that forgets one is seen. */

const EVENT_ID = '5b0b2a0c-32a7-4f6b-9d2c-0a4b5c6d7e8f';
const POSITION_ID = 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9';
const IMPORT_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
export const RUN_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

export const mark: Mark = {
  positionId: POSITION_ID,
  symbol: 'AAPL',
  quantity: '100',
  price: '210.62',
  basis: 'close',
  priceDate: '2024-06-28',
  priceSymbol: 'AAPL',
  priceEventId: EVENT_ID,
  marketValue: '21062',
  gain: '5262',
};

export const portfolioRow = (portfolioId: string, userId: string): PortfolioRow => ({
  portfolioId,
  userId,
  portfolioName: 'Growth <img src=x onerror=alert(1)>',
  accountName: 'Schwab Taxable',
  accountType: 'taxable',
  statedEquity: '100000.5',
  equityAsOf: '2024-06-28',
  description: null,
  currency: 'USD',
  positionCount: 2,
  createdAt: '2024-06-28T20:30:00.000Z',
  revision: 3n,
  archivedAt: null,
});

export const userRow = (userId: string): UserRow => ({
  userId,
  email: 'jane@example.com',
  fullName: 'Jane <img src=x onerror=alert(1)>',
  hasPortfolio: true,
  createdAt: '2024-06-28T20:30:00.000Z',
});

export const inviteRow: InviteRow = {
  inviteId: '0123456789abcdef0123456789abcdef',
  cohort: 'spring',
  note: 'for the meeting in May',
  expiresAt: '2030-01-01T00:00:00.000Z',
  maxUses: 5,
  uses: 1,
  createdAt: '2024-06-28T20:30:00.000Z',
  revokedAt: '2024-06-28T20:40:00.000Z',
};

export const importRow: ImportRow = {
  importId: IMPORT_ID,
  fileSha256: 'ab'.repeat(32),
  positions: 2,
  kind: 'first',
  changed: 0,
  closed: 0,
  undone: null,
  importedAt: '2024-06-28T20:30:00.000Z',
  revertedAt: null,
  revertReason: null,
};

export const capitalFlowRow: CapitalFlowRow = {
  flowId: '2c9e6679-7425-40de-944b-e07fc1f90ae7',
  kind: 'CONTRIBUTION',
  amount: '2500.00',
  date: '2024-06-27',
  notes: '=cmd()',
  recordedOn: '2024-06-28',
  recordedAt: '2024-06-28T20:31:00.000Z',
  correctedAt: '2024-06-28T20:32:00.000Z',
};

export const positionRows: readonly PositionRow[] = [
  {
    position: {
      positionId: POSITION_ID,
      symbol: 'AAPL',
      quantity: '100',
      entryPrice: '158.00',
      entryDate: '2024-01-16',
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: 'STOCK',
    },
    positionType: 'LONG',
    importId: IMPORT_ID,
    byHand: false,
    statedOn: '2024-06-28',
    markDate: '2024-06-28',
    mark,
  },
  {
    position: {
      positionId: '1c9e6679-7425-40de-944b-e07fc1f90ae7',
      symbol: 'SPY240920P00500000',
      quantity: '-3',
      entryPrice: '5.50',
      entryDate: '2024-02-01',
      exit: { date: '2024-03-01', price: '2.25' },
      investmentClass: 'OPTIONS',
      contract: { underlying: 'SPY', strike: '500', expiration: '2024-09-20', right: 'PUT' },
    },
    positionType: 'SP',
    importId: IMPORT_ID,
    byHand: false,
    statedOn: '2024-06-28',
    markDate: '2024-06-28',
    mark: null,
  },
];

export const targetRow = (portfolioId: string): TargetPriceRow => ({
  targetId: '3c9e6679-7425-40de-944b-e07fc1f90ae7',
  portfolioId,
  symbol: 'AAPL',
  positionType: 'LONG',
  prices: { eoy: '261.38', nextYear: '300.59', downside: '280' },
  userPrice: '180',
  updatedAt: '2024-06-28T20:31:00.000Z',
  eventId: EVENT_ID,
});

export const snapshotRow = (date = '2024-06-28', cumulativePnl = '5262.00'): SnapshotRow => ({
  valuation: {
    date,
    basis: 'recorded',
    equity: '105262.00',
    previousDate: '2024-06-27',
    previousEquity: '105000.123456',
    dailyPnl: '261.88',
    dailyRealized: '0.00',
    dailyUnrealized: '261.88',
    netFlow: '0.00',
    dailyReturn: 0.00249,
    cumulativePnl,
    cumulativeRealized: '0.00',
    unrealizedPnl: '5262.00',
    longValue: '21062.00',
    shortValue: '0.00',
    grossExposure: '21062.00',
    netMarketValue: '21062.00',
    cash: '84200.00',
    leverage: 0.2,
    positions: { total: 1, long: 1, short: 0, options: 0 },
    simulated: true,
  },
  eventId: EVENT_ID,
  engineVersion: '1.0.0',
  simulated: true,
  restatements: 1,
});

export const runRow = (portfolioId: string, change: Partial<RunRow> = {}): RunRow => ({
  runId: RUN_ID,
  portfolioId,
  status: 'running',
  calculationDate: '2024-06-28',
  trigger: 'user',
  requestedBy: 'user',
  startedAt: '2024-06-28T20:30:00.000Z',
  endedAt: null,
  restatement: null,
  datesValued: null,
  datesRestated: null,
  phases: [
    { phase: 'classify', status: 'completed', current: 10, total: 10, seconds: 0.1 },
    { phase: 'symbol_processing', status: 'running', current: 5, total: 10, seconds: null },
  ],
  log: [{ at: '2024-06-28T20:30:01.000Z', level: 'info', message: 'one\nline' }],
  pendingSymbols: ['ZZZZ'],
  warnings: ['ZZZZ: no price; used the entry price'],
  needsPriceUpdate: true,
  error: null,
  ...change,
});

const loading: FactorLoading = {
  beta: 1.21,
  raw: 1.21,
  capped: false,
  rSquared: 0.61,
  standardError: 0.1,
  tStatistic: 12.1,
  pValue: 0,
  observations: 90,
  quality: 'full',
};

export const symbolFactorsRow: SymbolFactorsRow = {
  symbol: 'AAPL',
  date: '2024-06-28',
  factors: Object.fromEntries(FACTOR_IDS.map((id) => [id, loading])) as SymbolFactorsRow['factors'],
  eventId: EVENT_ID,
};

export const riskRow: RiskRow = {
  date: '2024-06-28',
  exposures: {
    equity: '105262.00',
    exposures: FACTOR_IDS.map((factor, i) => ({
      factor,
      beta: i === 1 ? null : 0.24,
      dollars: i === 1 ? null : '25262.88',
      coverage: 1,
      rSquared: 0.61,
      observations: i === 1 ? null : 90,
      contributions:
        i === 1
          ? []
          : [{ symbol: 'AAPL', weight: 0.2, beta: 1.21, observations: 90, factorEventId: EVENT_ID }],
    })),
    privateAllocation: 0,
    quality: 'partial',
  },
  exposuresEventId: EVENT_ID,
  gaps: [{ symbol: 'AAPL', lacks: 'recent_price', used: 'the close of 2024-06-20', since: '2024-06-20' }],
  volatility: { window21: 0.12, window63: null, observations: 40, coverage: 1 },
  volatilityEventId: EVENT_ID,
  stress: {
    factorSet: 'market_rates_spreads',
    method: 'conditional',
    equity: '105262.00',
    observations: 252,
    covarianceAsOf: '2024-06-28',
    factorEtfs: ['SPY', 'TLT'],
    rateModel: { duration: 16.5, convexity: 350 },
    scenarios: [
      {
        scenarioId: 'market_down_10',
        name: 'Market Decline 10%',
        category: 'market',
        severity: 'moderate',
        status: 'partial',
        missingFactors: ['ir_beta'],
        conditional: { dollars: '-2526.29', fractionOfEquity: -0.024 },
        direct: { dollars: '-2500.00', fractionOfEquity: -0.0237 },
        impacts: [{ factor: 'market_beta_90d', move: -0.1, shocked: true, beta: 0.24, dollars: '-2526.29' }],
      },
      {
        scenarioId: 'market_up_10',
        name: 'Market Rally 10%',
        category: 'market',
        severity: 'moderate',
        status: 'ok',
        missingFactors: [],
        conditional: { dollars: '2526.29', fractionOfEquity: 0.024 },
        direct: null,
        impacts: [],
      },
    ],
  },
  stressEventId: EVENT_ID,
  engineVersion: '1.0.0',
};

/** Two sessions: enough for a day's return, and too few for any volatility. */
export const symbolPrices: PriceColumns = {
  symbol: 'BRK-B',
  dates: ['2024-06-27', '2024-06-28'],
  closes: ['214.1', '210.62'],
  adjustedCloses: Float64Array.of(214.1, 210.62),
  splitFactors: Float64Array.of(1, 1),
  eventIds: [EVENT_ID, EVENT_ID],
  simulated: true,
};

export const dataProblem: Problem = {
  subject: 'symbol',
  id: 'BRK-B',
  problem: 'prices_stale',
  severity: 'critical',
  detail: 'last price of 2024-06-20',
  since: '2024-06-20',
  portfolios: 3,
};

export const uploadReport: PriceUploadReport = {
  symbols: [
    {
      symbol: 'BRK-B',
      added: 1,
      unchanged: 0,
      restated: [{ date: '2024-06-27', before: '214.1', after: '214.11' }],
    },
  ],
  batchId: RUN_ID,
  position: positionFrom(3n),
};

export const symbolMetricsRow: SymbolMetricsRow = {
  symbol: 'BRK-B',
  date: '2024-06-28',
  close: '210.62',
  returns: {
    '1d': 0.01,
    mtd: 0.02,
    ytd: 0.1,
    '1m': -0.03,
    '3m': null,
    '1y': 0.2,
  } as SymbolMetricsRow['returns'],
  companyName: 'Berkshire Hathaway <img src=x onerror=alert(1)>',
  assetType: 'equity',
  sector: 'Financials',
  industry: 'Insurance',
  marketCap: 9e11,
  enterpriseValue: 8.5e11,
  peRatio: 9.8,
  psRatio: 2.4,
  pbRatio: 1.5,
  factors: Object.fromEntries(FACTOR_IDS.map((id) => [id, 0.5])) as SymbolMetricsRow['factors'],
  factorDate: '2024-06-28',
  qualityScore: 90,
};

export const symbolRow: SymbolRow = {
  symbol: 'BRK-B',
  status: 'active',
  attempts: 1,
  failure: null,
  firstPriceDate: '2023-06-28',
  lastPriceDate: '2024-06-28',
  lastFactorDate: '2024-06-28',
  profile: {
    companyName: 'Berkshire Hathaway',
    assetType: 'equity',
    sector: 'Financials',
    industry: 'Insurance',
    exchange: 'NYSE',
    currency: 'USD',
    marketCap: 9e11,
    providerBeta: 0.87,
  },
  profileSource: 'simulated',
  priceSource: 'simulated',
  closeBasis: 'raw',
  simulated: true,
  delistingReason: null,
  uploadedDates: [],
  revision: 3n,
  pricedFrom: '2023-06-28',
  pricedAt: positionFrom(2n),
  factoredAt: positionFrom(3n),
};

/** A projection that is well. */
export const projectionStatus = (name: string, change: Partial<ProjectionStatus> = {}): ProjectionStatus => ({
  name,
  version: 1,
  checkpoint: 5n as ProjectionStatus['checkpoint'],
  lagEvents: 0n,
  lagSeconds: 0,
  checkpointAgeSeconds: 1,
  stalled: false,
  parkedKeys: 0,
  waitingEvents: 0,
  verified: null,
  state: 'live',
  error: null,
  updatedAt: '2024-06-28T21:00:00.000Z',
  ...change,
});
