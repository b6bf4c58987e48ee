import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { money } from '../../../adapters/console/components/format.ts';
import { seriousViolations } from '../../support/accessibility.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn as signInApi } from '../../support/api.ts';
import { type ConsoleVisit, signIn, visitConsole } from '../../support/console-visit.ts';
import { until } from '../../support/until.ts';

const OWNER = 'owner@example.com';
const ROOT = 'root@example.com';
const HEADER =
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type';
const BOOK = `${HEADER}
AAPL,200,150.00,2024-07-03,PUBLIC,STOCK,,,,
MSFT,60,340.00,2024-07-03,PUBLIC,STOCK,,,,
SPY,40,500.00,2024-07-03,PUBLIC,ETF,,,,
`;

type Overview = { exposures: { net: string } };
type Entry = { position: string; sentence: string; about: string };

describe('the audit of a portfolio', () => {
  let visit: ConsoleVisit;
  let api: Api;
  let page: Page;
  let id: string;
  /** Right before the quantity of AAPL was changed. */
  let before: Entry;

  const timeline = async (): Promise<readonly Entry[]> =>
    (await api.get<{ entries: Entry[] }>(`/api/v1/portfolios/${id}/timeline`)).body.entries;
  const analytics = async <Body>(what: string, query = ''): Promise<Body> =>
    (await api.get<Body>(`/api/v1/analytics/portfolio/${id}/${what}${query}`)).body;
  const open = async (part: string, options?: Parameters<ConsoleVisit['open']>[1]): Promise<void> => {
    page = await visit.open(`/portfolios/${id}${part}`, options);
  };
  const banner = () => page.getByRole('region', { name: 'Moment in the past' });
  const slider = () => page.getByRole('slider', { name: 'Moment that is shown' });

  beforeAll(async () => {
    visit = await visitConsole();
    api = await signInApi(createApi(visit.service.url), OWNER);
    const root = await signInApi(createApi(visit.service.url), ROOT);
    await visit.service.application.grantSuperuser(ROOT, {
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
      actor: { kind: 'process', name: 'test' },
    });
    const first = await visit.open('/sign-in');
    await signIn(first, OWNER);
    await first.getByRole('heading', { name: 'Portfolios' }).waitFor();
    await first.close();
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'Audited', csv: BOOK, equity: '180000', autoCalculate: true }),
    );
    id = created.body.portfolio_id;
    await runEnded(api, id);
    await until('every symbol', async () => {
      const { body } = await api.get<{ pending_symbols?: string[] }>(
        `/api/v1/portfolios/${id}/data-coverage`,
      );
      return body.pending_symbols?.length === 0;
    });
    const newest = (await timeline())[0];
    if (newest === undefined) throw new Error('nothing happened');
    before = newest;
    const { positions } = (
      await api.get<{ positions: { position_id: string; symbol: string }[] }>(
        `/api/v1/portfolios/${id}/positions`,
      )
    ).body;
    const aapl = positions.find(({ symbol }) => symbol === 'AAPL');
    const changed = await api.patch(
      `/api/v1/portfolios/${id}/positions/${aapl?.position_id}`,
      { quantity: '20' },
      { 'x-reason': 'sold most of it' },
    );
    expect(changed.status).toBe(200);
    await until('the calculation after it', async () => {
      const last = (await timeline())[0];
      return last?.about === 'calculation' && last.sentence.includes('finished');
    });
    const looked = await root.get(`/api/v1/portfolios/${id}/timeline`, { 'x-reason': 'a call for help' });
    expect(looked.status).toBe(200);
  }, 120_000);
  afterAll(() => visit.stop());
  afterEach(() => page.close());

  it('reads as a timeline, filtered, with who looked at it; an event opens with its diff and what it led to', async () => {
    await open('/audit');
    const list = page.getByRole('list', { name: 'Timeline' });
    await list.getByText('You changed AAPL: quantity from 200 to 20.', { exact: true }).waitFor();
    await list.getByText('sold most of it').waitFor();
    await list.getByText('Somebody else looked at your data.').waitFor();
    await list.getByText('a call for help').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByLabel('About').selectOption('access');
    await list
      .getByRole('button', { name: /^Details/ })
      .first()
      .waitFor({ state: 'detached' });
    expect(await list.getByRole('listitem').count()).toBe(1);
    await page.getByLabel('About').selectOption('all');
    await page.getByRole('searchbox', { name: 'Find' }).fill('aapl');
    await page.getByText(/^1 of \d+ entries/).waitFor();

    await list.getByRole('button', { name: /^Details of: You changed AAPL/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Position adjusted' });
    const quantity = drawer.getByRole('listitem').filter({ hasText: 'Lots › AAPL › Position › Quantity' });
    await quantity.waitFor();
    expect(await quantity.textContent()).toMatch(/before: 200.*after: 20$/);
    await drawer.getByText('Wrote 1 row of Positions').click();
    await drawer.getByRole('link', { name: 'See what is shown of them' }).first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Value of AAPL' }).click();
    await page
      .getByRole('dialog', { name: 'Where does Value of AAPL come from?' })
      .getByText('Formula')
      .waitFor();
    await page.keyboard.press('Escape');
    // What is open survives a reload, and an event of the tree opens in its turn.
    await page.reload();
    await drawer.getByRole('button', { name: 'Calculation requested' }).click();
    await page.getByRole('dialog', { name: 'Calculation requested' }).getByText('Chain position').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('tells what changed between two moments, and why', async () => {
    await open('/audit', { width: 390, colorScheme: 'dark' });
    const created = page.getByRole('button', {
      name: /^What changed since ?: The calculator .+ after an import/,
    });
    await created.click();
    const positions = page.getByRole('table', { name: /^Positions/ });
    await positions.getByRole('row', { name: /AAPL.*Quantity.*200.*20/ }).waitFor();
    await page.getByText('Why: sold most of it').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByLabel('From', { exact: true }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Nothing is otherwise than it was').waitFor();
  });

  it('shows overview, risk and stress as they were, with a banner and no way to change anything, and back', async () => {
    const past = `?as_of=${before.position}`;
    const then = await analytics<Overview>('overview', past);
    const now = await analytics<Overview>('overview');
    expect(then.exposures.net).not.toBe(now.exposures.net);
    const betaOf = async (query: string): Promise<string> => {
      const { factors } = await analytics<{ factors: { factor_id: string; low: number; high: number }[] }>(
        'factor-intervals',
        query,
      );
      const market = factors.find(({ factor_id }) => factor_id === 'market_beta_90d');
      const shown = (value = Number.NaN): string => value.toFixed(2).replace('-', '−');
      return `${shown(market?.low)} … ${shown(market?.high)}`;
    };
    const worstOf = async (query: string): Promise<string> => {
      const { scenarios } = await analytics<{ scenarios: { conditional: { pnl: string } }[] }>(
        'stress-test',
        query,
      );
      const pnl = scenarios.map(({ conditional }) => conditional.pnl);
      return money(pnl.toSorted((a, b) => Number(a) - Number(b))[0]);
    };
    expect(await betaOf(past)).not.toBe(await betaOf(''));
    expect(await worstOf(past)).not.toBe(await worstOf(''));

    await open('/audit');
    await slider().waitFor();
    expect(await slider().getAttribute('aria-valuetext')).toBe('Now');
    await slider().focus();
    // Now, the second calculation, the change, the first calculation.
    for (const moment of ['of positions', 'You changed AAPL', 'after an import']) {
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(
        (text) =>
          document.querySelector('input[type=range]')?.getAttribute('aria-valuetext')?.includes(text) ===
          true,
        moment,
      );
    }
    await page.waitForURL(new RegExp(`as_of=${before.position}$`));
    await banner().getByText(`at position ${before.position} of the log`).waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const asked: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (request.resourceType() === 'fetch' && /\/(portfolios|analytics)/.test(url.pathname))
        asked.push(`${url.pathname} ${url.searchParams.get('as_of')}`);
    });
    await page
      .getByRole('navigation', { name: 'This portfolio' })
      .getByRole('link', { name: 'Overview' })
      .click();
    await page.getByText(money(then.exposures.net)).first().waitFor();
    expect(page.url()).toMatch(new RegExp(`as_of=${before.position}$`));
    await page.getByRole('rowheader', { name: 'AAPL' }).waitFor();
    expect(await page.getByRole('button', { name: 'Edit AAPL' }).count()).toBe(0);
    await page
      .getByRole('button', { name: /where does value come from/i })
      .first()
      .click();
    await page.getByRole('dialog').getByText('equity(D) =').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Risk' }).click();
    await page
      .getByText(await betaOf(past))
      .first()
      .waitFor();
    await banner().waitFor();
    await page.getByRole('link', { name: 'Stress' }).click();
    await page
      .getByText(await worstOf(past))
      .first()
      .waitFor();
    await page.getByLabel('Quantity of AAPL to try').fill('1');
    await page.getByRole('table', { name: 'Values and factors' }).waitFor();
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((each) => !each.endsWith(` ${before.position}`))).toEqual([]);
    expect(await page.getByRole('button', { name: 'Record these trades' }).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);

    await page.reload();
    await banner().waitFor();
    await page
      .getByText(await worstOf(past))
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Newer file' }).click();
    await page.getByRole('heading', { name: 'This is done now' }).waitFor();
    await page.goBack();
    await page
      .getByText(await worstOf(past))
      .first()
      .waitFor();
    await banner().getByRole('button', { name: 'Back to now' }).click();
    await page
      .getByText(await worstOf(''))
      .first()
      .waitFor();
    expect(await banner().count()).toBe(0);
    expect(page.url()).not.toContain('as_of');
  });

  it('takes a time and a position, and says where nothing was yet', async () => {
    await open('/audit');
    await page.getByText('Another time, or a position of the log').click();
    await page.getByLabel('Or position').fill('1');
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByText('The portfolio was not there yet, or was archived.').waitFor();
    await page.getByLabel('Or position').fill(before.position);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await banner().waitFor();
    await page.getByText('after the moment that is shown').first().waitFor();
  });

  it('exports the log with its chain and positions as they were; the chain is for those who run the service', async () => {
    await open(`/audit?tab=proof&as_of=${before.position}`, { width: 390 });
    const save = async (name: RegExp): Promise<string> => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      return readFile(await (await waiting).path(), 'utf8');
    };
    expect(await save(/^Positions/)).toContain('AAPL,200');
    await banner().getByRole('button', { name: 'Back to now' }).click();
    expect(await save(/^Positions/)).toContain('AAPL,20,');
    const lines = (await save(/^Log with its chain/)).trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { type: string; hash: string | null });
    expect(events.map(({ type }) => type)).toContain('PositionAdjusted');
    expect(events[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await page.getByRole('button', { name: 'Verify the chain' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'download it' }).getAttribute('href')).toBe(
      '/api/v1/users/me/export',
    );
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('reverts an import after showing what will stay, for a reason that is kept', async () => {
    await open('/audit?tab=imports', { colorScheme: 'dark' });
    await page.getByRole('button', { name: /^Revert…/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Revert this import?' });
    await dialog.getByRole('heading', { name: 'Go (2)' }).waitFor();
    await dialog.getByText(/^(MSFT, SPY|SPY, MSFT)$/).waitFor();
    await dialog.getByRole('heading', { name: 'Stay, as they were changed later (1)' }).waitFor();
    await dialog.getByRole('button', { name: 'Revert it' }).click();
    await dialog.getByText('Say why: it is kept with what is done.').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByLabel('Why').fill('the wrong account');
    await dialog.getByRole('button', { name: 'Revert it' }).click();
    await page.getByRole('table').getByText('reverted', { exact: true }).waitFor();
    await page.getByText('2 went, 0 as before, 1 stayed. Why: the wrong account').waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByRole('list', { name: 'Timeline' }).getByText('Why: the wrong account').first().waitFor();
  });

  it('verifies the chain for whoever runs the service, against a head that was noted', async () => {
    const context = visit.browser.context;
    const cookies = await context.cookies();
    await context.clearCookies();
    await open('/audit?tab=proof');
    await signIn(page, ROOT);
    const panel = page.getByRole('region', { name: 'Hash chain' });
    await panel.getByRole('button', { name: 'Verify the chain' }).click();
    await panel.getByRole('heading', { name: 'The chain is intact' }).waitFor();
    const hash = (await panel.locator('code.whole').last().textContent()) ?? '';
    const position = (await panel.locator('code.whole').nth(-2).textContent()) ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    await panel.getByText('Compare with a head that you noted').click();
    await panel.getByLabel('Position').fill(position);
    await panel.getByLabel('Hash').fill(hash.replaceAll(/./g, '0'));
    await panel.getByRole('button', { name: 'Verify the chain' }).click();
    await panel.getByText('the chain there is another than you noted').waitFor();
    await panel.getByRole('heading', { name: `The chain is broken at position ${position}` }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await context.clearCookies();
    await context.addCookies(cookies);
  });
});
