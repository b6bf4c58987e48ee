import type { Page } from 'playwright-core';
import { seriousViolations } from '../../support/accessibility.ts';
import { type ConsoleVisit, register, signIn, visitConsole } from '../../support/console-visit.ts';

const ROOT = 'root@example.com';
const GUEST = 'guest@example.com';
const REASON = 'tried by a test';

const PATHS = [
  '',
  '/projections',
  '/projections?tab=rebuilds',
  '/projections?tab=verifications',
  '/projections?tab=repairs',
  '/projections?tab=parked',
  '/projections?tab=dead-letters',
  '/restate',
  '/symbols',
  '/symbols?tab=refresh',
  '/symbols?tab=schedule',
  '/symbols?tab=universe',
  '/symbols?tab=queue',
  '/symbols?tab=prices',
  '/data-health',
  '/users',
  '/users?tab=invites',
] as const;

describe('operations', () => {
  let visit: ConsoleVisit;
  let page: Page;

  const go = async (path: string): Promise<void> => {
    await page.goto(`/operations${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Neither the page nor what it reads is on its way any more.
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  };
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  /** Says yes, with a reason. */
  const confirm = async (name: string | RegExp, verb: string): Promise<void> => {
    await dialog(name).getByLabel('Reason').fill(REASON);
    await dialog(name).getByRole('button', { name: verb, exact: true }).click();
    await dialog(name).waitFor({ state: 'detached' });
  };
  const nameOf = async (email: string): Promise<string | undefined> => {
    const { rows } = await visit.database.pool.query<{ full_name: string }>(
      'select full_name from read.users where email = $1',
      [email],
    );
    return rows[0]?.full_name;
  };
  /** What the log does not say. */
  const drift = () =>
    visit.database.pool.query('update read.users set full_name = $1 where email = $2', ['Drifted', GUEST]);

  beforeAll(async () => {
    visit = await visitConsole();
    visit.browser.context.setDefaultTimeout(30_000);
    await register(visit.service, ROOT);
    await register(visit.service, GUEST);
    await visit.service.application.grantSuperuser(ROOT, {
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
      actor: { kind: 'process', name: 'test' },
    });
    page = await visit.open('/operations');
    await signIn(page, ROOT);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  }, 120_000);
  afterAll(() => visit.stop());

  it('begin with who works, what each leads, and what waits', async () => {
    await go('');
    const processes = page.getByRole('table', { name: '1 process' });
    await processes.getByText('working').waitFor();
    await processes.getByText('calculation-relay').waitFor();
    await page.getByText('ready', { exact: true }).waitFor();
  });

  it('name what drifted from the log, rebuild and compare, wait for a yes, swap, and swap back', async () => {
    await go('/projections');
    await drift();
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await dialog('Verify read models').getByLabel('Everything').check();
    await dialog('Verify read models').getByRole('checkbox', { name: 'users' }).check();
    await dialog('Verify read models').getByRole('button', { name: 'Verify' }).click();
    const drifted = page.getByRole('table', { name: 'What differs from the log' });
    await drifted.getByText('1 changed').waitFor();
    await drifted.getByText('Some of them (1)').click();
    await drifted.getByText('full_name: Drifted, and the log says Jane Doe').waitFor();

    await page.getByRole('tab', { name: 'Read models' }).click();
    await page.getByText('1 rows differ').waitFor();
    await page.getByRole('button', { name: 'Rebuild', exact: true }).click();
    await dialog('Rebuild read models').getByRole('checkbox', { name: 'users' }).check();
    await confirm('Rebuild read models', 'Rebuild and compare');
    await page.getByText('waits for your yes').waitFor();
    const compared = page.getByRole('table', { name: 'The new tables against those that answered' });
    await compared.getByText('1 changed').waitFor();
    expect(await nameOf(GUEST)).toBe('Drifted');
    expect(await seriousViolations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Swap', exact: true }).click();
    await confirm('Swap the new tables in?', 'Swap');
    await page.getByText('swapped', { exact: true }).waitFor();
    expect(await nameOf(GUEST)).toBe('Jane Doe');

    await page.getByRole('button', { name: 'Swap back' }).click();
    await confirm('Swap back?', 'Swap back');
    await page.getByRole('heading', { name: 'Swap back of users' }).waitFor();
    await page.getByText('swapped', { exact: true }).nth(1).waitFor();
    expect(await nameOf(GUEST)).toBe('Drifted');
  });

  it('repair one key with a reason, and say a refusal with its code where one was made', async () => {
    await drift();
    await go('/projections');
    await page.getByRole('button', { name: 'Repair', exact: true }).click();
    const repair = dialog('Repair');
    await repair.getByLabel('User', { exact: true }).check();
    await repair.getByRole('checkbox', { name: 'users' }).check();
    await repair.getByLabel('Id of the user').fill('x'.repeat(300));
    await repair.getByLabel('Reason').fill(REASON);
    await repair.getByRole('button', { name: 'Repair', exact: true }).click();
    await repair.getByText(/ERR_REQ_00/).waitFor();
    const { rows } = await visit.database.pool.query<{ user_id: string }>(
      'select user_id from read.users where email = $1',
      [GUEST],
    );
    await repair.getByLabel('Id of the user').fill(rows[0]?.user_id ?? '');
    await confirm('Repair', 'Repair');
    const repairs = page.getByRole('table', { name: '1 repair' });
    await repairs.getByText(REASON).waitFor();
    expect(await nameOf(GUEST)).toBe('Jane Doe');
  });

  it('show a dead letter, and send it on its way again', async () => {
    await visit.service.deadLetters.bury(
      'portfolio-refresh',
      { id: 'a message', key: 'a key', type: 'unreadable', payload: { bytes: 'bm8=' } },
      'the disk is full',
    );
    await go('/projections?tab=dead-letters');
    await page.getByRole('button', { name: 'Show a message' }).click();
    await dialog('A dead letter').getByText('bm8=').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Replay a message' }).click();
    await confirm('Send it on its way again?', 'Replay');
    await page.getByText('It is on its way again.').waitFor();
  });

  it('put right what data health finds by running the batch, and show its phases to the end', async () => {
    await go('/data-health');
    await page.getByText('A fund that factors rest on has no price').first().waitFor();
    await page
      .getByText(/^sigmafold symbol-batch run --date/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Run the batch for SPY' }).click();
    await confirm('Run the batch: SPY?', 'Run the batch');
    await go('/symbols');
    await page.getByText('complete', { exact: true }).first().waitFor();
    expect(await page.locator('.batch-phase [role=progressbar]').count()).toBe(7);
    for (const bar of await page.locator('.batch-phase [role=progressbar]').all()) {
      expect(await bar.getAttribute('aria-valuenow')).toBe('100');
    }
    await page.getByRole('button', { name: 'Run now' }).click();
    const run = dialog('Run a symbol batch');
    // No session is on a Saturday.
    await run.getByLabel('Session').fill('2024-06-29');
    await run.getByLabel('Reason').fill(REASON);
    await run.getByRole('button', { name: 'Run it' }).click();
    await run.getByText('ERR_BATCH_008').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: 'Universe' }).click();
    await page.getByLabel('Symbol or name').fill('spy');
    await page.getByLabel('Status').selectOption('active');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('rowheader', { name: 'SPY' }).waitFor();
    await go('/data-health');
    expect(await page.getByRole('button', { name: 'Run the batch for SPY' }).count()).toBe(0);
  });

  it('look at prices that somebody brings before they are taken', async () => {
    await go('/symbols?tab=prices');
    const file = (text: string) => ({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page
      .getByLabel('File of prices')
      .setInputFiles(file('symbol,date,close\nMYFUND,2024-06-28,much\n'));
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByText('ERR_PRICE_001').waitFor();
    await page
      .getByLabel('File of prices')
      .setInputFiles(file('symbol,date,close\nMYFUND,2024-06-28,10.50\n'));
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('table', { name: '1 price of 1 symbol' }).getByText('MYFUND').waitFor();
    await page.getByRole('button', { name: 'Take these prices' }).click();
    await confirm('Take these prices?', 'Take them');
    await page.getByRole('heading', { name: 'The prices are taken' }).waitFor();
  });

  it('make an invite whose code is shown once, and revoke it', async () => {
    await go('/users?tab=invites');
    await page.getByRole('button', { name: 'Make an invite' }).click();
    await dialog('Make an invite').getByLabel('Cohort').fill('spring');
    await dialog('Make an invite').getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: 'The code, now and never again' }).waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Revoke spring' }).click();
    await confirm('Revoke this invite?', 'Revoke it');
    await page.getByText('revoked', { exact: true }).waitFor();
  });

  it('act as somebody else under a banner on every page, until it is stopped', async () => {
    await go('/users');
    await page.getByRole('button', { name: `Act as ${GUEST}` }).click();
    await confirm('Act as Jane Doe', 'Act as Jane Doe');
    const banner = page.getByRole('region', { name: 'Impersonation' });
    await banner.getByText(`Jane Doe (${GUEST})`).waitFor();
    await banner.getByText('You can only look.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Portfolios' }).waitFor();
    expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    await banner.waitFor();
    // Asked for as that person, who alone may have it; never with the administrator's own cookie.
    const asked = page.waitForResponse('**/users/me/export');
    await page.getByRole('link', { name: 'Download all of it' }).click();
    expect((await asked).request().headers().authorization).toMatch(/^Bearer /);
    expect((await asked).status()).toBe(403);
    await page.route('**/users/me/export', (route) =>
      route.fulfill({ headers: { 'content-disposition': 'attachment; filename="theirs.zip"' }, body: 'x' }),
    );
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download all of it' }).click();
    expect((await saved).suggestedFilename()).toBe('theirs.zip');
    await banner.getByRole('button', { name: 'Stop acting as them' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Operations' }).waitFor();
  });

  it('fit on a phone by day and a desk by night, without a serious violation', async () => {
    const found: Record<string, unknown> = {};
    for (const [width, colorScheme] of [
      [390, 'light'],
      [1280, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      for (const path of PATHS) {
        await go(path);
        const violations = await seriousViolations(page);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (violations.length > 0 || tooWide > 0) found[`${path} ${width}`] = { violations, tooWide };
      }
    }
    expect(found).toEqual({});
  });

  it('refuse whoever is no superuser, who is not shown the way and loads none of it', async () => {
    await visit.browser.context.clearCookies();
    const scripts: string[] = [];
    const theirs = await visit.open('/sign-in');
    theirs.on('request', (request) => scripts.push(request.url()));
    await signIn(theirs, GUEST);
    await theirs.getByRole('heading', { level: 1, name: 'Portfolios' }).waitFor();
    expect(await theirs.getByRole('link', { name: 'Operations' }).count()).toBe(0);
    await theirs.goto('/operations/projections');
    await theirs.getByRole('heading', { level: 1, name: 'Operations are for operators' }).waitFor();
    await theirs.getByText('ERR_ADMIN_001').waitFor();
    expect(scripts.filter((url) => /\/assets\/operations-|\/admin\//.test(url))).toEqual([]);
    expect(scripts.some((url) => url.includes('/assets/'))).toBe(true);
  });
});
