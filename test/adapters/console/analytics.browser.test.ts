import type { Page } from 'playwright-core';
import { grouped, money, signedMoney, statistic } from '../../../adapters/console/components/format.ts';
import { seriousViolations } from '../../support/accessibility.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn as signInApi } from '../../support/api.ts';
import { type ConsoleVisit, signIn, visitConsole } from '../../support/console-visit.ts';
import { until } from '../../support/until.ts';

const EMAIL = 'looker@example.com';
const HEADER =
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type';
const BOOK = `${HEADER}
AAPL,200,150.00,2024-07-03,PUBLIC,STOCK,,,,
MSFT,60,340.00,2024-07-03,PUBLIC,STOCK,,,,
XOM,-150,105.00,2024-07-03,PUBLIC,STOCK,,,,
SPY281215P00500000,2,8.50,2024-07-01,OPTIONS,,SPY,500,2028-12-15,PUT
MYFUND,1,20000.00,2024-07-03,PRIVATE,PRIVATE_EQUITY,,,,
`;
/** More than fit on a page of the table. */
const MANY = `${HEADER}
${Array.from({ length: 120 }, (_, i) => `PRIVATE${String(i).padStart(3, '0')},${i + 1},10.00,2024-07-03,PRIVATE,ART,,,,`).join('\n')}
`;

type Position = { position_id: string; symbol: string; quantity: string; market_value: string };
type Loss = { pnl: string } | null;

describe('the pages about a portfolio', () => {
  let visit: ConsoleVisit;
  let api: Api;
  let page: Page;
  let id: string;
  /** For those that only look. */
  let shared: string;
  let names = 0;

  const create = async (csv: string): Promise<string> => {
    names += 1;
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: `Book ${names}`, csv, equity: '180000', autoCalculate: true }),
    );
    expect(created).toMatchObject({ status: 201 });
    const made = created.body.portfolio_id;
    await runEnded(api, made);
    // Symbols that were unknown come in by the queue, and the figures follow.
    await until('every symbol', async () => {
      const { body } = await api.get<{ pending_symbols?: string[] }>(
        `/api/v1/portfolios/${made}/data-coverage`,
      );
      return body.pending_symbols?.length === 0;
    });
    return made;
  };
  const analytics = async <Body>(what: string): Promise<Body> =>
    (await api.get<Body>(`/api/v1/analytics/portfolio/${id}/${what}`)).body;
  const positions = async (): Promise<readonly Position[]> =>
    (await api.get<{ positions: Position[] }>(`/api/v1/portfolios/${id}/positions`)).body.positions;
  const open = async (part: string, options?: Parameters<ConsoleVisit['open']>[1]): Promise<void> => {
    page = await visit.open(part, options);
  };
  const tile = (label: string) =>
    page.locator('.tile', { has: page.locator('dt').getByText(label, { exact: true }) });
  const row = (symbol: string) => page.locator('tr', { has: page.getByRole('rowheader', { name: symbol }) });

  beforeAll(async () => {
    visit = await visitConsole();
    api = await signInApi(createApi(visit.service.url), EMAIL);
    const first = await visit.open('/sign-in');
    await signIn(first, EMAIL);
    await first.getByRole('heading', { name: 'Portfolios' }).waitFor();
    await first.close();
    shared = await create(BOOK);
  }, 60_000);
  afterAll(() => visit.stop());
  beforeEach(() => {
    id = shared;
  });
  afterEach(() => page.close());

  it('show what the API says, as of when and from how many observations, and where it comes from', async () => {
    await open(`/portfolios/${id}`);
    const overview = await analytics<{
      equity_balance: string;
      snapshot_date: string;
      pnl: { daily: string; total: string };
      exposures: { long: string; short: string; gross: string; net: string };
    }>('overview');
    const text = async (label: string): Promise<string> => (await tile(label).textContent()) ?? '';
    await tile('Sharpe ratio').getByText('n = 252').waitFor();
    expect(await text('Value')).toContain(money(overview.equity_balance));
    expect(await text('Day P&L')).toContain(signedMoney(overview.pnl.daily));
    expect(await text('Total P&L')).toContain(signedMoney(overview.pnl.total));
    for (const label of ['Market beta', 'Volatility', 'Sharpe ratio', 'Drawdown']) {
      expect(await text(label)).toMatch(/\d{4} · n = \d+/);
    }
    for (const value of Object.values(overview.exposures)) {
      if (typeof value === 'string') await page.getByText(money(value)).first().waitFor();
    }
    await page.getByText('Simulated prices.').waitFor();
    await tile('Value').getByRole('button').click();
    const drawer = page.getByRole('dialog', { name: 'Where does value come from?' });
    await drawer.getByText('equity(D) =').waitFor();
    await page.keyboard.press('Escape');
    await tile('Sharpe ratio').getByRole('button').click();
    await page
      .getByRole('dialog', { name: 'Where does Sharpe ratio come from?' })
      .getByText('× √252')
      .waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.chart canvas').count()).toBe(2);
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await page.getByRole('table', { name: 'Equity' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('find, sort and filter positions by class, and show many of them a page at a time', async () => {
    id = await create(MANY);
    await open(`/portfolios/${id}`);
    const table = page.getByRole('table', { name: '120 positions' });
    await table.waitFor();
    expect(await table.locator('tbody tr').count()).toBe(50);
    expect(await table.locator('tbody th').first().textContent()).toContain('PRIVATE119');
    await page.getByRole('button', { name: 'Show 50 more rows' }).click();
    expect(await table.locator('tbody tr').count()).toBe(100);
    await table.getByRole('button', { name: 'Symbol' }).click();
    expect(await table.locator('tbody th').first().textContent()).toContain('PRIVATE000');
    await page.getByLabel('Find').fill('private01');
    expect(await page.getByRole('table', { name: '10 positions' }).locator('tbody tr').count()).toBe(10);
    await page.getByRole('tab', { name: 'Options (0)' }).click();
    await page.getByText('No position is like that.').waitFor();
  });

  it('change a position where it stands, and calculate again', async () => {
    id = await create(BOOK);
    await open(`/portfolios/${id}`);
    await page.getByRole('button', { name: 'Edit AAPL' }).click();
    const quantity = page.getByLabel('Quantity of AAPL');
    await quantity.fill('much');
    await quantity.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/number/i)
      .waitFor();
    await quantity.fill('120');
    await quantity.press('Enter');
    await page.getByText('AAPL was changed.').waitFor();
    await row('AAPL').getByRole('cell', { name: '120', exact: true }).waitFor();
    await page.getByText('The figures are being worked out again').waitFor({ state: 'detached' });
    const changed = (await positions()).find(({ symbol }) => symbol === 'AAPL');
    expect(changed?.quantity).toBe('120');
    await row('AAPL').getByText(money(changed?.market_value)).waitFor();
  });

  it('say that somebody else was faster, and overwrite nothing unseen', async () => {
    id = await create(BOOK);
    await open(`/portfolios/${id}`);
    await page.getByRole('button', { name: 'Edit AAPL' }).click();
    const aapl = (await positions()).find(({ symbol }) => symbol === 'AAPL');
    await api.patch(`/api/v1/portfolios/${id}/positions/${aapl?.position_id}`, { quantity: '111' });
    await page.getByLabel('Quantity of AAPL').fill('120');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody changed this portfolio in the meantime').waitFor();
    await page.getByText('It now has 111').waitFor();
    expect((await positions()).find(({ symbol }) => symbol === 'AAPL')?.quantity).toBe('111');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('AAPL was changed.').waitFor();
    expect((await positions()).find(({ symbol }) => symbol === 'AAPL')?.quantity).toBe('120');
  });

  it('add, close and remove positions, and record a deposit', async () => {
    id = await create(BOOK);
    await open(`/portfolios/${id}`);
    await page.getByRole('button', { name: 'Add a position' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Symbol').fill('KO');
    await dialog.getByLabel('Quantity').fill('0');
    await dialog.getByLabel('Price').fill('60');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.locator('.wrong').waitFor();
    await dialog.getByLabel('Quantity').fill('10');
    await dialog.getByLabel('Bought on').fill('2024-07-03');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await row('KO').waitFor();
    await page.getByRole('button', { name: 'Close XOM' }).click();
    await dialog.getByLabel('Price').fill('110');
    await dialog.getByRole('button', { name: 'Close it' }).click();
    await page.getByRole('tab', { name: 'Closed (1)' }).waitFor();
    await page.getByRole('button', { name: 'Remove MYFUND' }).click();
    await dialog.getByLabel('Why').fill('entered twice');
    await dialog.getByRole('button', { name: 'Remove it' }).click();
    await row('MYFUND').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Deposit or withdraw' }).click();
    await dialog.getByLabel('Dollars').fill('5000');
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('The deposit was recorded.').waitFor();
  });

  it('show risk: betas with intervals, correlations by keyboard, tails and Greeks', async () => {
    await open(`/portfolios/${id}/risk`, { width: 390 });
    const { factors } = await analytics<{ factors: { factor_id: string; low: number; high: number }[] }>(
      'factor-intervals',
    );
    const market = factors.find(({ factor_id }) => factor_id === 'market_beta_90d');
    await page
      .getByText(`${statistic(market?.low)} … ${statistic(market?.high)}`)
      .first()
      .waitFor();
    const map = page.locator('svg.heat');
    await map.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/ and .+: −?\d\.\d\d, n = 90/).waitFor();
    await page.getByRole('heading', { name: 'Value at risk' }).waitFor();
    await page
      .getByRole('table', { name: /By underlying/ })
      .getByRole('rowheader', { name: 'SPY' })
      .waitFor();
    await page.getByRole('button', { name: /^Show as table.+Correlations, by cluster$/ }).click();
    await page.getByRole('table', { name: 'Correlations' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('take a scenario apart, and show the worst first', async () => {
    await open(`/portfolios/${id}/stress`, { colorScheme: 'dark' });
    const { scenarios } = await analytics<{
      scenarios: { name: string; conditional: { pnl: string; fraction_of_equity: number } }[];
    }>('stress-test');
    const worst = scenarios.toSorted(
      (a, b) => a.conditional.fraction_of_equity - b.conditional.fraction_of_equity,
    )[0];
    const first = page.locator('.scenario').first();
    await first.waitFor();
    expect(await first.textContent()).toContain(worst?.name);
    expect(await first.textContent()).toContain(signedMoney(worst?.conditional.pnl));
    await first.locator('summary').click();
    await first.getByRole('table', { name: 'By factor' }).getByText('shocked').first().waitFor();
    await first
      .getByRole('table', { name: 'By position' })
      .getByRole('rowheader', { name: 'MSFT' })
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('show what if before anything is saved, and record it when told to', async () => {
    id = await create(BOOK);
    await open(`/portfolios/${id}/stress`);
    const before = await positions();
    const aapl = before.find(({ symbol }) => symbol === 'AAPL');
    await page.getByLabel('Quantity of AAPL to try').fill('50');
    await page.getByRole('button', { name: 'Add a share or fund' }).click();
    await page.getByLabel('Symbol').fill('ZZZQQQ');
    await page.getByLabel('Quantity', { exact: true }).fill('-20');
    await page.getByText('No price of ZZZQQQ is known.').waitFor();
    await page.getByLabel('Symbol').fill('SPY');
    await page.getByLabel('Market', { exact: true }).fill('-0.2');
    const body = {
      changes: [{ position_id: aapl?.position_id, quantity: '50' }],
      additions: [{ symbol: 'SPY', quantity: '-20' }],
      scenarios: [{ name: 'Your own shock', shocks: { market_beta_90d: -0.2 } }],
    };
    const { body: expected } = await api.post<{
      values: { net_market_value: { after: string } };
      stress: { scenarios: { name: string; conditional: { before: Loss; after: Loss } }[] };
    }>(`/api/v1/analytics/portfolio/${id}/what-if`, body);
    const own = expected.stress.scenarios.find(({ name }) => name === 'Your own shock');
    await page
      .getByRole('table', { name: 'Values and factors' })
      .getByText(money(expected.values.net_market_value.after))
      .waitFor();
    await tile('With your changes').getByText(signedMoney(own?.conditional.after?.pnl)).waitFor();
    expect(await tile('Conditional').textContent()).toContain(signedMoney(own?.conditional.before?.pnl));
    expect(await positions()).toEqual(before);
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Record these trades…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record these trades' });
    await dialog.getByRole('rowheader', { name: 'Close AAPL' }).waitFor();
    await dialog.getByRole('button', { name: 'Record them' }).click();
    await page.getByText('The trades were recorded.').waitFor();
    await page.waitForURL(new RegExp(`/portfolios/${id}$`));
    await page.getByRole('heading', { name: 'worked out again' }).waitFor({ state: 'detached' });
    const held = (await positions()).map(({ symbol, quantity }) => `${symbol} ${grouped(quantity)}`);
    expect(held).toEqual(expect.arrayContaining(['AAPL 50', 'SPY −20']));
  });

  it('add all portfolios up', async () => {
    await open('/portfolios/all');
    const { body } = await api.get<{ equity_balance: string }>('/api/v1/analytics/aggregate/overview');
    await tile('Value').getByText(money(body.equity_balance)).waitFor();
    await page.getByRole('link', { name: 'Stress' }).click();
    await page.locator('.scenario').first().waitFor();
    await page.getByRole('link', { name: 'Risk' }).click();
    await page.getByRole('heading', { name: 'Betas and their 95 % intervals' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
