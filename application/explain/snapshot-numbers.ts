import type { Figures } from '../../domain/valuation/valuation.ts';

type SnapshotNumber = {
  readonly unit: 'USD' | 'fraction' | 'count';
  readonly value: (valuation: Figures) => string | number | null;
  readonly formula: string;
  readonly convention: string;
  readonly inputs: readonly (keyof Figures)[];
};

/** The names that the figures have on the wire, where they differ from those in the event by more than the case. */
const WIRE_NAMES: Partial<Record<keyof Figures, string>> = {
  equity: 'equity_balance',
  netFlow: 'daily_capital_flow',
  dailyRealized: 'daily_realized_pnl',
  dailyUnrealized: 'daily_unrealized_pnl',
  cumulativeRealized: 'cumulative_realized_pnl',
};

/** The name by which a figure is known over HTTP, and to `explain`. */
export const wireName = (figure: keyof Figures): string =>
  WIRE_NAMES[figure] ?? figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const VALUE = 'quantity × raw close of the session × multiplier (100 for options), signed';
const ROLL =
  'a fold from the stated equity, forward and backward; never from the current balance or the sum of positions';

/** Every figure of a snapshot, with the formula that `domain/valuation` computes it by. */
export const SNAPSHOT_NUMBERS: Readonly<Record<string, SnapshotNumber>> = {
  equity_balance: {
    unit: 'USD',
    value: ({ equity }) => equity,
    formula: 'equity(D) = equity(previous session) + P&L(D) + net flow(D)',
    convention: ROLL,
    inputs: ['previousDate', 'previousEquity', 'dailyPnl', 'netFlow', 'basis'],
  },
  daily_pnl: {
    unit: 'USD',
    value: ({ dailyPnl }) => dailyPnl,
    formula:
      'Σ over lots: value now + proceeds of closes − (value at the previous session, or cost if opened since)',
    convention: 'half-open interval (previous session, D]; zero on the first date by definition',
    inputs: ['previousDate', 'dailyRealized', 'dailyUnrealized'],
  },
  daily_realized_pnl: {
    unit: 'USD',
    value: ({ dailyRealized }) => dailyRealized,
    formula: 'Σ over lots closed in (previous session, D]: quantity × (exit − entry) × multiplier',
    convention: 'a split of the daily P&L, never an addition to it',
    inputs: ['dailyPnl', 'dailyUnrealized'],
  },
  daily_capital_flow: {
    unit: 'USD',
    value: ({ netFlow }) => netFlow,
    formula: 'Σ contributions − Σ withdrawals dated in (previous session, D]',
    convention:
      'half-open, so that a flow of a weekend counts on the next session; zero on the first date, which has none before it',
    inputs: ['previousDate', 'previousEquity', 'equity', 'dailyPnl'],
  },
  daily_return: {
    unit: 'fraction',
    value: ({ dailyReturn }) => dailyReturn,
    formula: 'daily P&L / (equity at the previous session + net flow)',
    convention: 'GIPS, daily: a capital flow is there from the start of the day, and no part of the return',
    inputs: ['dailyPnl', 'previousEquity', 'netFlow'],
  },
  cumulative_pnl: {
    unit: 'USD',
    value: ({ cumulativePnl }) => cumulativePnl,
    formula: 'Σ daily P&L since the first snapshot',
    convention: 'running sum of unrounded figures, rounded once',
    inputs: ['cumulativeRealized'],
  },
  unrealized_pnl: {
    unit: 'USD',
    value: ({ unrealizedPnl }) => unrealizedPnl,
    formula: 'Σ over held lots: market value − quantity × entry price × multiplier',
    convention: VALUE,
    inputs: ['netMarketValue'],
  },
  net_market_value: {
    unit: 'USD',
    value: ({ netMarketValue }) => netMarketValue,
    formula: 'Σ market value',
    convention: VALUE,
    inputs: ['longValue', 'shortValue'],
  },
  long_value: {
    unit: 'USD',
    value: ({ longValue }) => longValue,
    formula: 'Σ market value > 0',
    convention: VALUE,
    inputs: [],
  },
  short_value: {
    unit: 'USD',
    value: ({ shortValue }) => shortValue,
    formula: 'Σ market value < 0 (stays negative)',
    convention: VALUE,
    inputs: [],
  },
  gross_exposure: {
    unit: 'USD',
    value: ({ grossExposure }) => grossExposure,
    formula: 'Σ |market value|',
    convention: VALUE,
    inputs: ['longValue', 'shortValue'],
  },
  cash_value: {
    unit: 'USD',
    value: ({ cash }) => cash,
    formula: 'equity − net market value',
    convention: 'negative is margin',
    inputs: ['equity', 'netMarketValue'],
  },
  leverage: {
    unit: 'fraction',
    value: ({ leverage }) => leverage,
    formula: 'gross exposure / equity',
    convention: 'may exceed 1; undefined where equity is not positive',
    inputs: ['grossExposure', 'equity'],
  },
  num_positions: {
    unit: 'count',
    value: ({ positions }) => positions?.total ?? null,
    formula: 'lots held at the close: entered on or before D, not exited, not expired',
    convention: 'closed and reverted lots do not count',
    inputs: [],
  },
};
