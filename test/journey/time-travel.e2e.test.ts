import { openApiDocument } from '../../adapters/http/openapi/document.ts';
import { routes } from '../../adapters/http/routes.ts';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV = [
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type',
  'AAPL,100,150.00,2026-10-01,,,,,,',
  'MSFT,40,300.00,2026-10-01,,,,,,',
  'NVDA,-20,120.00,2026-10-05,,,,,,',
  'AAPL270115C00200000,2,5.00,2026-10-06,OPTIONS,,AAPL,200,2027-01-15,CALL',
].join('\n');

/** A Saturday: the equity is stated at the close of Friday the 20th. */
const SATURDAY = '2026-11-21T15:00:00Z';
const WEDNESDAY = '2026-11-25T23:00:00Z';

type Shown = {
  readonly url: string;
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
};
type Step = {
  readonly name: string;
  readonly position: string;
  readonly recordedAt: string;
  readonly at: Date;
  readonly shown: ReadonlyMap<string, Shown>;
};

/** Every GET that takes as_of, whichever are added; those of a thing that a step has not made yet answer 404. */
const travelling = routes.filter(
  ({ method, travels, hidden }) => method === 'get' && travels && hidden !== true,
);

describe('looking back', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let token = '';
  let now = new Date(SATURDAY);
  let portfolioId = '';
  const steps: Step[] = [];
  const known: Record<string, string> = { date: '2026-11-20' };

  const pathOf = (path: string): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'id' || name === 'portfolioId' ? portfolioId : (known[name] ?? 'none'),
    ) +
    (path.endsWith('/explain')
      ? '?number=equity_balance'
      : path.endsWith('/risk-metrics')
        ? '?risk_free_rate=0.02'
        : '');

  const show = async (url: string, asOf?: string): Promise<Shown & { readonly headers: Headers }> => {
    const asked = asOf === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}as_of=${asOf}`;
    const response = await fetch(`${service.url}${asked}`, { headers: { authorization: `Bearer ${token}` } });
    const { status, headers } = response;
    return { url, status, type: headers.get('content-type'), body: await response.text(), headers };
  };

  const record = async (name: string): Promise<void> => {
    const position = await service.store.head();
    expect(await service.readModels.waitFor(position, 10_000)).toBe(true);
    const shown = new Map<string, Shown>();
    for (const { path } of travelling) {
      const { headers: _, ...answer } = await show(pathOf(path));
      shown.set(path, answer);
    }
    expect(await service.store.head()).toBe(position);
    const { events } = await service.store.readAll({ after: (position - 1n) as never, limit: 1 });
    steps.push({ name, position: String(position), recordedAt: events[0]!.recordedAt, at: now, shown });
    // The next step is recorded in another millisecond.
    await new Promise((resolve) => setTimeout(resolve, 5));
  };

  const calculated = async (runId: string): Promise<void> => {
    known.runId = runId;
    await until('the calculation', async () => {
      const run = await api.get<{ status: string }>(
        `/api/v1/portfolios/${portfolioId}/batch-status/${runId}`,
      );
      return run.status === 200 && run.body.status !== 'running';
    });
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => now;
    service = await startTestService(
      database,
      {},
      { clock, provider: createSimulatedProvider({ seed: 1, clock }) },
    );
    api = await signIn(createApi(service.url), 'jane@example.com');
    const login = await api.post<{ access_token: string }>('/api/v1/auth/login', {
      email: 'jane@example.com',
      password: 'Correct1Horse',
    });
    token = login.body.access_token;

    const created = await api.post<{ portfolio_id: string; import_id: string; batch_run_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'Brokerage', csv: CSV, autoCalculate: true }),
    );
    expect([created.status, created.body]).toEqual([201, expect.anything()]);
    portfolioId = created.body.portfolio_id;
    known.importId = created.body.import_id;
    await runEnded(api, portfolioId);
    await calculated(created.body.batch_run_id);
    await record('imported and calculated');

    const target = await api.post<{ target_id: string }>(`/api/v1/target-prices/${portfolioId}`, {
      symbol: 'AAPL',
      position_type: 'LONG',
      target_eoy: '261.38',
    });
    expect(target.status).toBe(200);
    known.targetId = target.body.target_id;
    await record('with a target');

    now = new Date(WEDNESDAY);
    const wednesday = await api.post<{ batch_run_id: string }>(`/api/v1/portfolios/${portfolioId}/calculate`);
    await calculated(wednesday.body.batch_run_id);
    known.date = '2026-11-24';
    await record('valued on Wednesday');

    const changes = `/api/v1/portfolios/${portfolioId}/equity-changes`;
    const flow = await api.post<{ change_id: string; batch_run_id: string }>(changes, {
      change_date: '2026-11-23',
      amount: '5000',
      change_type: 'CONTRIBUTION',
    });
    known.changeId = flow.body.change_id;
    await calculated(flow.body.batch_run_id);
    await record('restated for a back-dated contribution');

    const corrected = await api.put<{ batch_run_id: string }>(`${changes}/${known.changeId}`, {
      change_date: '2026-11-24',
      amount: '250.50',
      change_type: 'WITHDRAWAL',
    });
    await calculated(corrected.body.batch_run_id);
    await record('with the flow corrected');

    await api.delete(`/api/v1/target-prices/target/${known.targetId}`);
    const removed = await api.delete<{ batch_run_id: string }>(`${changes}/${known.changeId}`);
    await calculated(removed.body.batch_run_id);
    await record('without target and flow');

    const runs = () => service.store.readStream(`calculation-${portfolioId}`);
    const before = (await runs()).length;
    await api.post(`/api/v1/portfolios/${portfolioId}/imports/${known.importId}/revert`, {
      reason: 'wrong file',
    });
    await until('the calculation after the revert', async () =>
      (await runs())
        .slice(before)
        .some(({ type }) => ['CalculationCompleted', 'CalculationFailed'].includes(type)),
    );
    await record('with the import reverted');
    await api.delete(`/api/v1/portfolios/${portfolioId}`);
    now = new Date(Math.max(Date.now(), now.getTime()) + 60_000);
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('is offered by every query about a portfolio, and by those over all of them', () => {
    const about = routes.filter(
      ({ method, owns, success }) => method === 'get' && owns !== null && !('events' in success),
    );
    // One takes two moments of its own, the other says what could be done now.
    expect(
      about
        .filter(({ travels }) => !travels)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['/api/v1/portfolios/{id}/diff', '/api/v1/portfolios/{id}/imports/{importId}/revert']);
    const over = routes.filter(
      ({ path, method }) => method === 'get' && /aggregate\/|\/portfolios$/.test(path),
    );
    expect(over.length).toBeGreaterThan(8);
    expect(over.filter(({ travels }) => !travels)).toEqual([]);
    const { paths } = openApiDocument(routes, '1.0.0') as unknown as {
      paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }>;
    };
    for (const { path } of travelling) {
      const names = paths[path]?.get?.parameters?.filter((parameter) => parameter.in === 'query');
      expect([path, names?.map(({ name }) => name)]).toEqual([path, expect.arrayContaining(['as_of'])]);
    }
  });

  it('shows a story in which the answers differ', () => {
    expect(steps).toHaveLength(7);
    for (const path of [
      '/api/v1/portfolios/{id}/snapshots',
      '/api/v1/portfolios/{id}/positions',
      '/api/v1/analytics/portfolio/{id}/factor-exposures',
    ]) {
      const answers = steps.map(({ shown }) => shown.get(path)!);
      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(new Set(answers.map(({ body }) => body)).size).toBeGreaterThan(1);
    }
  });

  it('at a position gives every answer of then, byte for byte, also of what was archived since', async () => {
    for (const { name, position, at, shown } of steps.toReversed()) {
      for (const [path, { url, status, type, body }] of shown) {
        const then = await show(url, position);
        expect({ name, path, status: then.status, type: then.type, body: then.body }).toEqual({
          name,
          path,
          status,
          type,
          body,
        });
        if (status !== 200) continue;
        expect(then.headers.get('x-as-of-position')).toBe(position);
        expect(Math.abs(Date.parse(then.headers.get('x-as-of-time')!) - at.getTime())).toBeLessThan(1000);
      }
    }
  }, 120_000);

  it('at an instant gives the answers of what was recorded by then', async () => {
    for (const { name, recordedAt, position, shown } of steps) {
      for (const path of [
        '/api/v1/portfolios/{id}',
        '/api/v1/portfolios/{id}/snapshots',
        '/api/v1/analytics/portfolio/{id}/stress-test',
        '/api/v1/portfolios/{id}/equity-changes',
      ]) {
        const then = await show(pathOf(path), recordedAt);
        expect({ name, path, body: then.body, position: then.headers.get('x-as-of-position') }).toEqual({
          name,
          path,
          body: shown.get(path)!.body,
          position,
        });
      }
    }
  });

  it('answers many questions of one moment at once, and of more moments than are kept open', async () => {
    const asked = steps.flatMap(({ position, shown }) =>
      [...shown.values()].slice(0, 8).map(async ({ url, body }) => [(await show(url, position)).body, body]),
    );
    for (const [then, live] of await Promise.all(asked)) expect(then).toBe(live);
  }, 60_000);

  it('says so where there was nothing yet, and where the moment is no moment', async () => {
    const path = '/api/v1/portfolios/{id}/positions';
    const codeOf = async (asOf: string) => {
      const { status, body } = await show(pathOf(path), asOf);
      return [status, (JSON.parse(body) as { error: { code: string } }).error.code];
    };
    expect(await codeOf('0')).toEqual([404, 'ERR_NOT_FOUND']);
    expect(await codeOf('1999-12-31')).toEqual([404, 'ERR_NOT_FOUND']);
    expect(await codeOf('999999999')).toEqual([422, 'ERR_ASOF_002']);
    expect(await codeOf('2999-01-01')).toEqual([422, 'ERR_ASOF_002']);
    expect(await codeOf('2999-01-01T00:00:00Z')).toEqual([422, 'ERR_ASOF_002']);
    for (const wrong of [
      'yesterday',
      '2026-02-30',
      '2026-11-17T21:00:00',
      '-1',
      '1e3',
      '',
      '2026-13-01T00:00:00Z',
    ])
      expect([wrong, ...(await codeOf(wrong))]).toEqual([wrong, 422, 'ERR_ASOF_001']);
    expect((await show(pathOf(path), `${steps[0]!.position}&as_of=1`)).status).toBe(422);
  });

  it('says what is otherwise between two moments, and what happened in between', async () => {
    type Difference = {
      key: string;
      label: string;
      kind: string;
      changes: { field: string; before: unknown; after: unknown }[];
      event_id: string | null;
    };
    type Diff = Record<
      'positions' | 'flows' | 'target_prices' | 'snapshots' | 'risk' | 'prices',
      Difference[]
    > & {
      entries: { sentence: string; position: string }[];
      more_entries: boolean;
    };
    // The portfolio was archived at the end; its history stays its owner's.
    const diff = async (from: string, to: string): Promise<Diff> => {
      const step = (name: string) => steps.find((candidate) => candidate.name === name)!.position;
      const { status, body } = await api.get<Diff>(
        `/api/v1/portfolios/${portfolioId}/diff?from=${step(from)}&to=${step(to)}`,
      );
      expect([status, body]).toEqual([200, expect.anything()]);
      return body;
    };

    const targets = await diff('imported and calculated', 'with a target');
    expect(targets.target_prices).toMatchObject([
      { label: 'AAPL LONG', kind: 'added', changes: [{ field: 'eoy', before: null, after: '261.38' }] },
    ]);
    expect([targets.positions, targets.snapshots, targets.risk]).toEqual([[], [], []]);
    expect(targets.entries.map(({ sentence }) => sentence)).toEqual(['You set 1 target price (AAPL).']);

    const restated = await diff('valued on Wednesday', 'restated for a back-dated contribution');
    expect(restated.flows).toMatchObject([{ label: 'CONTRIBUTION 2026-11-23', kind: 'added' }]);
    expect(restated.snapshots.map(({ key, kind }) => [key, kind])).toEqual(
      ['2026-11-25', '2026-11-24', '2026-11-23'].map((date) => [date, 'changed']),
    );
    for (const { key, changes, event_id: eventId } of restated.snapshots) {
      const equity = changes.find(({ field }) => field === 'equity')!;
      expect(Number(equity.after) - Number(equity.before)).toBeCloseTo(5000, 2);
      const events = await service.store.readStream(`valuation-${portfolioId}`);
      const named = events.find((event) => event.eventId === eventId);
      expect(named).toMatchObject({ type: 'SnapshotRestated', data: { valuation: { date: key } } });
    }
    expect(restated.risk.length).toBeGreaterThan(0);
    expect(restated.entries.map(({ sentence }) => sentence)).toEqual([
      'The calculator finished the calculation of 2026-11-25 after a contribution or withdrawal: 3 days restated (a capital flow was recorded; a capital flow of another date changed).',
      'You recorded a contribution of 5000.00 on 2026-11-23.',
    ]);

    const reverted = await diff('without target and flow', 'with the import reverted');
    expect(reverted.positions.map(({ label, kind }) => `${label} ${kind}`).sort()).toEqual([
      'AAPL removed',
      'AAPL270115C00200000 removed',
      'MSFT removed',
      'NVDA removed',
    ]);
    const born = await api.get<Diff>(
      `/api/v1/portfolios/${portfolioId}/diff?from=0&to=${steps[0]!.position}`,
    );
    expect(born.body.positions.map(({ kind }) => kind)).toEqual(['opened', 'opened', 'opened', 'opened']);
    const same = await diff('with a target', 'with a target');
    expect([same.positions, same.prices, same.snapshots, same.risk, same.entries]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    const backwards = await api.get(`/api/v1/portfolios/${portfolioId}/diff?from=${steps[1]!.position}&to=1`);
    expect(backwards.status).toBe(422);
  });

  it('follows the upload to the run that it set off, and to the rows of the snapshots', async () => {
    type EventTree = { type: string; rows: { table: string; keys: object[] }[]; commands: CommandTree[] };
    type CommandTree = { command_id: string; actor: { process: string | null }; events: EventTree[] };
    const [created] = await service.store.readStream(`portfolio-${portfolioId}`, { limit: 1 });
    const { status, body } = await api.get<{ commands: CommandTree[] }>(
      `/api/v1/audit/correlations/${created!.metadata.correlationId}`,
    );
    expect(status).toBe(200);
    const imported = body.commands
      .flatMap(({ events }) => events)
      .find(({ type }) => type === 'PositionsImported')!;
    const [request] = imported.commands;
    expect(request!.actor.process).toBe('calculator');
    expect(request!.events.map(({ type }) => type)).toEqual(['CalculationRequested']);
    const [run] = request!.events[0]!.commands;
    const types = run!.events.map(({ type }) => type);
    expect(types[0]).toBe('CalculationPhaseStarted');
    expect(types.at(-1)).toBe('CalculationCompleted');
    expect(types).toEqual(expect.arrayContaining(['SymbolPriced', 'PortfolioStressTested']));
    const valued = run!.events.find(({ type }) => type === 'PortfolioValued')!;
    expect(valued.rows).toMatchObject([
      { table: 'snapshots', operation: 'write', keys: [{ portfolio_id: portfolioId }], total: 1 },
    ]);
    const priced = run!.events.find(({ type }) => type === 'SymbolPriced')!;
    expect(priced.rows.map(({ table }) => table).toSorted()).toEqual(['symbol_prices', 'symbols']);
    // A row per month of 400 days.
    expect(priced.rows.find(({ table }) => table === 'symbol_prices')!.keys.length).toBeGreaterThan(12);
  });

  it('does not open another person’s past', async () => {
    const mallory = await signIn(createApi(service.url), 'mallory@example.com');
    const asked = await mallory.get(
      `/api/v1/portfolios/${portfolioId}/positions?as_of=${steps[0]!.position}`,
    );
    expect(asked.status).toBe(404);
    expect(asked.headers.get('x-as-of-position')).toBeNull();
    const all = await mallory.get<{ total: number }>(`/api/v1/portfolios?as_of=${steps[0]!.position}`);
    expect([all.status, all.body.total]).toEqual([200, 0]);
  });
});
