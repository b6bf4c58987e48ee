import { progressBar, type ServiceStatus, statusLines } from '../../../infra/cli/status-lines.ts';

const IDLE: ServiceStatus = {
  head: 1636n,
  processes: [
    {
      processId: 'p',
      roles: ['api', 'projector'],
      version: '0.1.0',
      host: 'here',
      pid: 12,
      state: 'working',
      leads: [],
      startedAt: '2026-11-20T10:00:00.000Z',
      seenAt: '2026-11-20T10:00:00.000Z',
    },
  ],
  projections: [
    {
      name: 'positions',
      lagEvents: 0n,
      lagSeconds: 0,
      stalled: false,
      parkedKeys: 0,
      error: null,
      state: 'live',
    } as never,
  ],
  deadLetters: 0,
  runs: [],
  openRuns: 0,
  session: '2026-11-20',
  batch: { date: null, attempts: new Map() },
  refresh: null,
  rebuilds: [],
};

const phases = [
  { phase: 'classify', status: 'completed', current: 3, total: 3, seconds: 0.1 },
  { phase: 'symbol_processing', status: 'running', current: 1, total: 2, seconds: null },
  { phase: 'phase_4', status: 'pending', current: 0, total: 0, seconds: null },
];

describe('the status of the service in a terminal', () => {
  it('is a line per part when nothing goes on', () => {
    expect(statusLines(IDLE)).toEqual([
      'processes     api+projector  0.1.0  here 12  working',
      'log           1636 events',
      'read models   all 1 current',
      'calculations  none open',
      'symbol batch  2026-11-20: not run yet',
      'refresh       never',
      'rebuilds      none',
    ]);
  });

  it('is a bar for each calculation, batch, refresh and rebuild that goes on', () => {
    const attempt = {
      batchId: 'b',
      status: 'open',
      chunks: 1,
      done: new Map([['prices', new Map([[0, {}]])]]),
    };
    const lines = statusLines({
      ...IDLE,
      runs: [{ portfolioId: 'one', phases } as never],
      openRuns: 4,
      batch: { date: '2026-11-20', attempts: new Map([['b', attempt as never]]) },
      refresh: { date: '2026-11-20', status: 'running', chunks: { done: 1, total: 4 }, failed: [] } as never,
      rebuilds: [
        {
          projections: ['snapshots', 'risk'],
          state: 'catching_up',
          done: 30n,
          total: 40n,
          rate: 12_000.4,
          etaSeconds: 2.2,
        } as never,
        { state: 'swapped', projections: ['positions'], done: 1n, total: 1n } as never,
      ],
    }).map((line) => line.replaceAll(/ {2,}/g, '  '));
    expect(lines.slice(3)).toEqual([
      `calculations  ${progressBar(0.5)}  symbol_processing  portfolio one`,
      '  and 3 more',
      `symbol batch  ${progressBar(1 / 7)}  of 2026-11-20`,
      `refresh  ${progressBar(0.25)}  of 2026-11-20`,
      `rebuilds  ${progressBar(0.75)}  catching up  snapshots, risk, 12000 events/s, 3 s left`,
    ]);
  });

  it('says what is wrong where something is', () => {
    const lines = statusLines({
      ...IDLE,
      processes: [],
      projections: [
        {
          name: 'risk',
          lagEvents: 7n,
          lagSeconds: 61.25,
          stalled: true,
          parkedKeys: 2,
          error: 'no',
          state: 'live',
        } as never,
      ],
      deadLetters: 3,
      batch: { date: null, attempts: new Map([['b', { status: 'suspended' } as never]]) },
      refresh: {
        date: '2026-11-19',
        status: 'completed',
        outcome: 'partial',
        counts: { refreshed: 9 },
        failed: [{}],
      } as never,
    });
    expect(lines).toEqual([
      'processes     none: nothing runs on this database',
      'log           1636 events',
      'read models   risk stalled, 7 events (61.3 s) behind; 2 keys parked',
      'dead letters  3',
      'calculations  none open',
      'symbol batch  2026-11-20: suspended: the next run goes on with it',
      'refresh       2026-11-19: partial, 9 portfolios refreshed, 1 portfolios failed',
      'rebuilds      none',
    ]);
  });

  it('never shows a full bar before the end', () => {
    expect(progressBar(0.999)).toBe(`${'▇'.repeat(19)}░  99%`);
    expect(progressBar(1)).toBe(`${'▇'.repeat(20)} 100%`);
    expect(progressBar(Number.NEGATIVE_INFINITY)).toBe(`${'░'.repeat(20)}   0%`);
  });
});
