import type { Preview, RunStatus } from '../../../adapters/console/api/types.ts';

const ID = '11111111-2222-4333-8444-555555555555';

/** What the service answers for a file that can be imported as it is. */
export const previewOf = (change: Partial<Preview> = {}): Preview => ({
  preview_id: ID,
  created_at: '2024-06-28T12:00:00.000Z',
  expires_at: '2024-06-29T12:00:00.000Z',
  file_sha256: '00',
  portfolio_id: null,
  importable: true,
  format: {
    id: 'fidelity-positions',
    broker: 'Fidelity',
    name: 'Fidelity portfolio positions',
    confidence: 1,
  },
  as_of: null,
  accounts: [accountOf('1', 'Roth IRA ...5555', '1500')],
  totals: [],
  counts: { taken: 1, assumed: 0, skipped: 0 },
  rows: [],
  warnings: [],
  total_errors: 0,
  errors: [],
  errors_csv: null,
  questions: [],
  answers: { entry_date: null, lots: null, account_keys: null },
  symbols: { known: [], pending: [], unknown: [] },
  difference: null,
  proposed_mapping: null,
  columns: [],
  ...change,
});

export const accountOf = (key: string, name: string, value: string | null): Preview['accounts'][number] => ({
  key,
  name,
  num_positions: 1,
  positions: [],
  totals: [{ name: 'market_value', stated: null, read: value, agrees: null }],
});

export const runOf = (change: Partial<RunStatus> = {}): RunStatus => ({
  portfolio_id: ID,
  batch_run_id: null,
  status: 'not_found',
  readiness: 'pending',
  calculation_date: null,
  triggered_by: null,
  started_at: null,
  completed_at: null,
  elapsed_seconds: 0,
  estimated_seconds_remaining: null,
  overall_progress: {
    current_phase: null,
    current_phase_name: null,
    phases_completed: 0,
    phases_total: 2,
    percent_complete: 0,
  },
  current_phase_progress: null,
  phases: ['classify', 'phase_4'].map((phase_id) => ({
    phase_id,
    phase_name: phase_id,
    status: 'pending',
    current: 0,
    total: 0,
    unit: 'symbols',
    duration_seconds: null,
  })),
  activity_log: [],
  analytics_available: false,
  pending_symbols: [],
  needs_price_update: false,
  warnings: [],
  error: null,
  message: '',
  ...change,
});
