import { overviewView } from '../../../adapters/http/views/overview.ts';
import { positionSchema, positionView } from '../../../adapters/http/views/position.ts';
import { coverageView, stressView } from '../../../adapters/http/views/risk.ts';
import { batchStatusView, runStatusView } from '../../../adapters/http/views/run.ts';
import { PHASES } from '../../../domain/calculation/events.ts';
import { mark, positionRows, riskRow, runRow, snapshotRow } from '../../support/http-rows.ts';

const portfolioId = 'cba43346-1a8d-5542-a634-9e8da378eb25';
const now = new Date('2024-06-28T20:30:10.000Z');

describe('the status of a run', () => {
  const status = (change: Parameters<typeof runRow>[1] = {}) =>
    runStatusView(portfolioId, runRow(portfolioId, change), { now, analyticsAvailable: true });

  it('lists every phase from the start, in order', () => {
    expect(status().phases.map(({ phase_id }) => phase_id)).toEqual(PHASES.map(({ id }) => id));
    expect(status().phases.map((phase) => phase.status)).toEqual([
      'completed',
      'running',
      'pending',
      'pending',
      'pending',
    ]);
  });

  it('counts finished phases whole and the current one in part', () => {
    expect(status().overall_progress).toEqual({
      current_phase: 'symbol_processing',
      current_phase_name: 'Prices and factors of symbols',
      phases_completed: 1,
      phases_total: 5,
      percent_complete: 30,
    });
    expect(status().current_phase_progress).toEqual({ current: 5, total: 10, unit: 'symbols' });
  });

  it('never goes back and is 100 only at the end', () => {
    let before = -1;
    const phases = PHASES.map(({ id }) => ({ phase: id, status: 'pending' as string, current: 0, total: 3 }));
    for (const phase of phases) {
      for (const current of [0, 1, 2, 3]) {
        Object.assign(phase, { status: current === 3 ? 'completed' : 'running', current });
        const { percent_complete } = status({
          phases: phases.map((one) => ({ ...one, seconds: null }) as never),
        }).overall_progress;
        expect(percent_complete).toBeGreaterThanOrEqual(before);
        expect(percent_complete).toBeLessThanOrEqual(99);
        before = percent_complete;
      }
    }
    expect(before).toBe(99);
    expect(
      status({ status: 'partial', endedAt: '2024-06-28T20:30:05.000Z' }).overall_progress.percent_complete,
    ).toBe(100);
    expect(
      status({ status: 'failed', endedAt: '2024-06-28T20:30:05.000Z' }).overall_progress.percent_complete,
    ).toBe(30);
  });

  it('counts time until now while it runs and until its end afterwards', () => {
    expect(status()).toMatchObject({ elapsed_seconds: 10, estimated_seconds_remaining: 23 });
    expect(status({ status: 'completed', endedAt: '2024-06-28T20:30:04.500Z' })).toMatchObject({
      elapsed_seconds: 4.5,
      estimated_seconds_remaining: 0,
    });
    expect(status({ phases: [] }).estimated_seconds_remaining).toBeNull();
  });

  it('shows the last fifty lines', () => {
    const log = Array.from({ length: 60 }, (_, i) => ({
      at: '2024-06-28T20:30:01.000Z',
      level: 'info' as const,
      message: String(i),
    }));
    const shown = status({ log }).activity_log;
    expect(shown).toHaveLength(50);
    expect(shown.at(-1)?.message).toBe('59');
  });

  it('is "not found" before the first run, and says whether there is something to see', () => {
    const none = runStatusView(portfolioId, null, { now, analyticsAvailable: false });
    expect(none).toMatchObject({ status: 'not_found', readiness: 'pending', analytics_available: false });
    expect(none.phases).toHaveLength(5);
  });

  it('says why it failed', () => {
    const failed = { status: 'failed', error: { code: 'ERR_BATCH_001', message: 'no prices' } } as const;
    expect(status(failed)).toMatchObject({ readiness: 'error', error: { code: 'ERR_BATCH_001' } });
    expect(batchStatusView(runRow(portfolioId, failed), now)).toMatchObject({
      error_code: 'ERR_BATCH_001',
      error_message: 'no prices',
    });
  });
});

describe('a position', () => {
  const today = '2024-06-28';

  it('has value and gain of its mark, and its cost', () => {
    expect(positionView(positionRows[0]!, today)).toMatchObject({
      status: 'open',
      cost_basis: '15800.00',
      market_value: '21062.00',
      unrealized_pnl: '5262.00',
      unrealized_pnl_fraction: 0.33303797,
      realized_pnl: null,
      option: null,
    });
  });

  it('that is a closed short put counts a hundred shares a contract, and its gain is what was kept', () => {
    const view = positionView(positionRows[1]!, today);
    expect(view).toMatchObject({
      status: 'closed',
      position_type: 'SP',
      investment_subtype: 'PUT',
      quantity: '-3',
      cost_basis: '-1650.00',
      realized_pnl: '975.00',
      market_value: null,
      unrealized_pnl: null,
    });
  });

  it('has no value before it was valued, which is not zero', () => {
    const view = positionView({ ...positionRows[0]!, mark: null, markDate: null }, today);
    expect(view).toMatchObject({ market_value: null, unrealized_pnl: null, price: null, valued_on: null });
    expect(positionSchema.safeParse(view).success).toBe(true);
  });

  it('that is an option is open through its expiration and expired after it', () => {
    const open = { ...positionRows[1]!, position: { ...positionRows[1]!.position, exit: null } };
    expect(positionView(open, '2024-09-20').status).toBe('open');
    expect(positionView(open, '2024-09-21').status).toBe('expired');
  });

  it('keeps its sign when it is short', () => {
    const short = { ...positionRows[0]!.position, quantity: '-100' };
    const view = positionView(
      {
        ...positionRows[0]!,
        position: short,
        positionType: 'SHORT',
        mark: { ...mark, quantity: '-100', marketValue: '-21062', gain: '-5262' },
      },
      today,
    );
    expect(view).toMatchObject({
      quantity: '-100',
      cost_basis: '-15800.00',
      market_value: '-21062.00',
      unrealized_pnl_fraction: -0.33303797,
    });
  });
});

describe('the overview', () => {
  const before = { month: snapshotRow('2024-05-31', '5000.00'), year: snapshotRow('2023-12-29', '-738.00') };

  it('takes this month and this year from the snapshots before them', () => {
    const { pnl } = overviewView(portfolioId, snapshotRow(), before);
    expect(pnl).toMatchObject({ total: '5262.00', mtd: '262.00', ytd: '6000.00' });
  });

  it('takes them since the first snapshot where history is shorter', () => {
    const { pnl } = overviewView(portfolioId, snapshotRow(), { month: null, year: null });
    expect(pnl).toMatchObject({ mtd: '5262.00', ytd: '5262.00' });
  });

  it('has no fractions of an equity that is not positive', () => {
    const row = snapshotRow();
    const broke = { ...row, valuation: { ...row.valuation, equity: '-5.00' } };
    expect(overviewView(portfolioId, broke, before).exposures.fractions_of_equity).toBeNull();
    expect(overviewView(portfolioId, row, before).exposures.fractions_of_equity).toMatchObject({
      long: 0.200091,
    });
  });
});

describe('risk', () => {
  const origin = { portfolioId, simulated: true, risk: riskRow };

  it('names the worst and the best scenario, also when only some are shown', () => {
    const view = stressView(origin, riskRow.stress!, ['market_up_10']);
    expect(view.scenarios.map(({ scenario_id }) => scenario_id)).toEqual(['market_up_10']);
    expect(view).toMatchObject({
      worst_scenario: 'market_down_10',
      best_scenario: 'market_up_10',
      simulated: true,
    });
  });

  it('is covered by the symbols that have a recent price, and ready from 80 % on', () => {
    const cover = (symbols: readonly string[]) =>
      coverageView(origin, symbols, { pendingSymbols: [], needsPriceUpdate: false });
    expect(cover(['AAPL', 'B', 'C', 'D', 'E'])).toMatchObject({ price_coverage: 0.8, ready: true });
    expect(cover(['AAPL', 'B', 'C', 'D'])).toMatchObject({ price_coverage: 0.75, ready: false });
    expect(cover([])).toMatchObject({ price_coverage: null, ready: true });
  });
});
