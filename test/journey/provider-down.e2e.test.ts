import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { createUnreachableProvider } from '../support/unreachable-provider.ts';

const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype
AAPL,10,150.00,2026-11-02,,
ZZTOP,5,20.00,2026-11-02,,
MY_HOUSE,1,250000.00,2026-11-02,PRIVATE,REAL_ESTATE
`;

type Overview = { readonly total_value: string; readonly equity_balance: string };
type Coverage = {
  readonly needs_price_update: boolean;
  readonly pending_symbols: readonly string[];
  readonly gaps: readonly { readonly symbol: string; readonly lacks: string; readonly used: string }[];
};
type Snapshots = {
  readonly snapshots: readonly { readonly restatements: number; readonly daily_pnl: string }[];
};

describe('a provider that cannot be reached', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let portfolioId: string;
  const asked = new Set<string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => new Date('2026-11-21T15:00:00Z');
    const down = createUnreachableProvider('the line is dead');
    const up = createSimulatedProvider({ seed: 1, clock });
    let current = down;
    const provider: MarketDataProvider = {
      ...up,
      history: (request) => {
        for (const symbol of request.symbols) asked.add(symbol);
        return current.history(request);
      },
      profiles: (symbols, signal) => current.profiles(symbols, signal),
    };
    service = await startTestService(database, {}, { clock, provider });
    comeBack = () => {
      current = up;
    };
    api = await signIn(createApi(service.url), 'jane@example.com');
    const created = await api.post<{ portfolio_id: string; pending_symbols: string[] }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'A', csv: CSV, equity: '300000', autoCalculate: true }),
    );
    portfolioId = created.body.portfolio_id;
    expect(created.body.pending_symbols).toEqual(['AAPL', 'ZZTOP']);
  });
  let comeBack: () => void = () => {};
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const overview = async () =>
    (await api.get<Overview>(`/api/v1/analytics/portfolio/${portfolioId}/overview`)).body;
  const coverage = async () =>
    (await api.get<Coverage>(`/api/v1/portfolios/${portfolioId}/data-coverage`)).body;

  it('leaves the portfolio at its entry prices, says so, and shows nothing as zero', async () => {
    expect(await runEnded(api, portfolioId)).toMatchObject({ status: 'partial' });
    expect(await overview()).toMatchObject({ total_value: '251600.00', equity_balance: '300000.00' });
    expect(await coverage()).toMatchObject({
      needs_price_update: true,
      pending_symbols: ['AAPL', 'ZZTOP'],
      gaps: expect.arrayContaining([
        expect.objectContaining({ symbol: 'AAPL', lacks: 'price', used: 'the entry price 150' }),
      ]),
    });
    const stress = await api.get<{ scenarios: { status: string; conditional: unknown }[] }>(
      `/api/v1/analytics/portfolio/${portfolioId}/stress-test`,
    );
    for (const scenario of stress.body.scenarios) {
      expect(scenario).toMatchObject({ status: 'failed', conditional: null });
    }
  });

  it('never asks it about a private asset', () => {
    expect(asked).toContain('AAPL');
    expect(asked).not.toContain('MY_HOUSE');
  });

  it('is asked again by the next calculation, which restates what was valued without prices', async () => {
    comeBack();
    expect((await api.post(`/api/v1/portfolios/${portfolioId}/calculate`)).status).toBe(202);
    // ZZTOP is a symbol that the market does not know: it stays pending, the others are complete.
    expect(await runEnded(api, portfolioId)).toMatchObject({ status: 'partial', pending_symbols: ['ZZTOP'] });
    expect((await overview()).total_value).not.toBe('251600.00');
    expect((await overview()).equity_balance).toBe('300000.00');
    const { body } = await api.get<Snapshots>(`/api/v1/portfolios/${portfolioId}/snapshots`);
    expect(body.snapshots[0]?.restatements).toBe(1);
    expect((await coverage()).gaps.map(({ symbol }) => symbol)).not.toContain('AAPL');
    const status = await api.get<{ status: string; failure: { kind: string } | null }>(
      '/api/v1/symbols/ZZTOP/status',
    );
    expect(status.body.status).not.toBe('active');
  });
});
