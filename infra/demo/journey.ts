import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import { newYorkClock } from '../../domain/dates.ts';
import { createDemoClient, type DemoClient } from './client.ts';
import { demoCsv } from './csv.ts';
import { DEMO_PASSWORD, DEMO_PORTFOLIOS, type DemoPortfolio } from './portfolios.ts';
import type { DemoResult } from './report.ts';

type Narrate = (line: string) => void;
type Progress = {
  readonly status: string;
  readonly phases: readonly { readonly phase_name: string; readonly status: string }[];
};

const POLL_MS = 100;
const PATIENCE_MS = 60_000;

const mustBe = (answer: { readonly status: number; readonly body: unknown }, ...statuses: number[]): void => {
  if (!statuses.includes(answer.status)) {
    throw new Error(`the demo got ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
};

const signIn = async (api: DemoClient, portfolio: DemoPortfolio, inviteCode: string): Promise<DemoClient> => {
  const { email, fullName } = portfolio.user;
  const registered = await api.post('/api/v1/onboarding/register', {
    email,
    password: DEMO_PASSWORD,
    full_name: fullName,
    invite_code: inviteCode,
  });
  mustBe(registered, 201, 409);
  const login = await api.post<{ access_token: string }>('/api/v1/auth/login', {
    email,
    password: DEMO_PASSWORD,
  });
  mustBe(login, 200);
  return api.withToken(login.body.access_token);
};

/** The portfolio's id: imported now, or by an earlier demo on the same data. */
const importPortfolio = async (api: DemoClient, portfolio: DemoPortfolio, csv: string): Promise<string> => {
  const form = new FormData();
  form.set('portfolio_name', portfolio.name);
  form.set('account_name', portfolio.name);
  form.set('account_type', 'taxable');
  form.set('equity_balance', portfolio.equity);
  form.set('description', portfolio.description);
  form.set('csv_file', new Blob([csv], { type: 'text/csv' }), 'positions.csv');
  const created = await api.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
  mustBe(created, 201, 409);
  if (created.status === 201) return created.body.portfolio_id;
  const { portfolios } = await api.get<{ portfolios: { portfolio_id: string; account_name: string }[] }>(
    '/api/v1/portfolios?limit=100',
  );
  const known = portfolios.find(({ account_name }) => account_name === portfolio.name);
  if (known === undefined) throw new Error(`${portfolio.name} is taken and not to be found`);
  return known.portfolio_id;
};

const calculate = async (api: DemoClient, portfolioId: string, narrate: Narrate): Promise<void> => {
  const started = await api.post<{ batch_run_id?: string; error?: { details?: { batch_run_id?: string } } }>(
    `/api/v1/portfolios/${portfolioId}/calculate`,
  );
  mustBe(started, 202, 409);
  const deadline = Date.now() + PATIENCE_MS;
  const told = new Set<string>();
  for (;;) {
    const progress = await api.get<Progress>(`/api/v1/onboarding/status/${portfolioId}`);
    for (const { phase_name, status } of progress.phases) {
      if (status !== 'completed' || told.has(phase_name)) continue;
      told.add(phase_name);
      narrate(`      ✓ ${phase_name}`);
    }
    if (progress.status === 'completed' || progress.status === 'partial') return;
    if (progress.status === 'failed') throw new Error('the calculation failed');
    if (Date.now() > deadline) throw new Error('the calculation takes too long');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/** Signs in, imports and calculates every demo portfolio over HTTP, and reads the results back. */
export const walkDemo = async (
  {
    baseUrl,
    inviteCode,
    provider,
    now,
  }: {
    readonly baseUrl: string;
    readonly inviteCode: string;
    readonly provider: MarketDataProvider;
    readonly now: Date;
  },
  readResult: (api: DemoClient, portfolioId: string, name: string) => Promise<DemoResult>,
  narrate: Narrate,
): Promise<readonly DemoResult[]> => {
  const api = createDemoClient(baseUrl);
  const today = newYorkClock(now).date;
  const results: DemoResult[] = [];
  for (const portfolio of DEMO_PORTFOLIOS) {
    const signedIn = await signIn(api, portfolio, inviteCode);
    narrate(`  ${portfolio.user.email} → ${portfolio.name}`);
    const portfolioId = await importPortfolio(signedIn, portfolio, await demoCsv(portfolio, provider, today));
    await calculate(signedIn, portfolioId, narrate);
    results.push(await readResult(signedIn, portfolioId, portfolio.name));
  }
  return results;
};
