import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

const AS_OF = '2026-11-20T23:00:00Z';
const HELD = ['KNAA', 'KNAB', 'KNAC'];
const CSV = [
  'Symbol,Quantity,Entry Price Per Share,Entry Date',
  ...HELD.map((symbol, i) => `${symbol},${10 + i},50.00,2026-11-02`),
  '',
].join('\n');

type Matrix = { readonly symbols: readonly { readonly symbol: string }[] };
type Positions = {
  readonly positions: readonly { readonly position_id: string; readonly symbol: string }[];
};

describe('a figure that is kept', () => {
  let database: TestDatabase;
  let service: Service;
  let jane: Api;
  let portfolioId: string;
  const path = () => `/api/v1/analytics/portfolio/${portfolioId}/correlation-matrix?min_value=0&min_weight=0`;
  const symbolsOf = ({ symbols }: Matrix): readonly string[] => symbols.map(({ symbol }) => symbol).sort();

  /** Twice: of the second, nothing is computed. */
  const keep = async (api: Api): Promise<void> => {
    const first = await api.get<Matrix>(path());
    const again = await api.get<Matrix>(path());
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('content-type')).toBe('application/json; charset=utf-8');
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, { AS_OF });
    jane = await signIn(createApi(service.url), 'jane@example.com');
    const created = await jane.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'kept', csv: CSV, autoCalculate: true }),
    );
    portfolioId = created.body.portfolio_id;
    await runEnded(jane, portfolioId);
    await keep(jane);
  });
  afterAll(async () => {
    await service?.stop();
    await database?.close();
  });

  it('is nobody else’s', async () => {
    const joe = await signIn(createApi(service.url), 'joe@example.com');
    expect((await joe.get(path())).status).toBe(404);
    expect((await createApi(service.url).get(path())).status).toBe(401);
    await keep(jane);
  });

  it('is not shown any more once the session has ended, and the same person may log in again', async () => {
    const other = await signIn(createApi(service.url), 'jane@example.com');
    await keep(other);
    await other.post('/api/v1/auth/logout');
    expect((await other.get(path())).status).toBe(401);
    await keep(jane);
    await jane.post('/api/v1/auth/logout-everywhere');
    expect((await jane.get(path())).status).toBe(401);
    jane = await signIn(createApi(service.url), 'jane@example.com');
    await keep(jane);
  });

  it('is another at the first read after a change, and as it was when it is asked for as of then', async () => {
    const before = await jane.get<Matrix>(path());
    expect(symbolsOf(before.body)).toEqual(HELD);
    const lots = await jane.get<Positions>(`/api/v1/portfolios/${portfolioId}/positions`);
    const [gone] = lots.body.positions.filter(({ symbol }) => symbol === 'KNAB');
    const removed = await jane.delete(
      `/api/v1/portfolios/${portfolioId}/positions/${gone?.position_id}?reason=entered%20twice`,
    );
    expect(removed.status).toBe(200);
    const after = await jane.get<Matrix>(path(), {
      'x-after-position': removed.headers.get('x-event-position') ?? '',
    });
    expect(symbolsOf(after.body)).toEqual(['KNAA', 'KNAC']);
    await keep(jane);
    const position = BigInt(removed.headers.get('x-event-position') ?? 0) - 1n;
    expect(symbolsOf((await jane.get<Matrix>(`${path()}&as_of=${position}`)).body)).toEqual(HELD);
    expect(symbolsOf((await jane.get<Matrix>(path())).body)).toEqual(['KNAA', 'KNAC']);
  });

  it('is gone at the first read after its portfolio was archived', async () => {
    await keep(jane);
    const archived = await jane.delete(`/api/v1/portfolios/${portfolioId}`);
    expect(archived.status).toBe(200);
    const after = await jane.get(path(), {
      'x-after-position': archived.headers.get('x-event-position') ?? '',
    });
    expect(after.status).toBe(404);
  });
});
