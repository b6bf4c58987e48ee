import type { Page } from 'playwright-core';
import { seriousViolations } from '../../support/accessibility.ts';
import { type ConsoleVisit, register, signIn, visitConsole } from '../../support/console-visit.ts';

const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date';
const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});
const GOOD = file('good.csv', [HEADER, 'AAPL,100,158.00,2024-01-16', 'MSFT,50,370.00,2024-01-16']);
const BAD = file('bad.csv', [
  HEADER,
  'AAPL,0,158.00,2024-01-16',
  'MSFT,x,1,2024-01-16',
  'GE,0,9.00,2024-01-16',
]);
const TWICE = file('twice.csv', [HEADER, 'AAPL,1,10.00,2024-01-16', 'AAPL,2,11.00,2024-01-16']);
const BROKER = '../shared/data/brokers/positions/fidelity_two_accounts.csv';
const HISTORY = '../shared/data/brokers/transactions/cgt_schwab_2023.csv';

describe('importing a file', () => {
  let visit: ConsoleVisit;
  let page: Page;
  let people = 0;
  beforeAll(async () => {
    visit = await visitConsole();
  });
  afterAll(() => visit.stop());
  beforeEach(async () => {
    await visit.browser.context.clearCookies();
    people += 1;
    const email = `importer${people}@example.com`;
    await register(visit.service, email);
    page = await visit.open('/import');
    await signIn(page, email);
    await page.getByText('Drop your broker’s file here').waitFor();
  });
  afterEach(() => page.close());

  const choose = (chosen: string | typeof GOOD) => page.locator('input[type=file]').setInputFiles(chosen);
  const submit = () => page.getByRole('button', { name: 'Import and calculate' }).click();

  it('shows what was read, imports it and follows the calculation to its end, also after a reload', async () => {
    await choose(GOOD);
    await page.getByText('2 positions').waitFor();
    await page.getByLabel('Portfolio name').fill('My first');
    await page.getByLabel('Equity in US dollars').fill('100,000');
    await submit();
    await page.waitForURL(/\/portfolios\/[0-9a-f-]{36}\/progress$/);
    await page.getByText('Everything is calculated').waitFor();
    for (const phase of ['Classify symbols', 'P&L and snapshots', 'Stress tests']) {
      await page.locator('.phase-completed', { hasText: phase }).waitFor();
    }
    await page.reload();
    await page.getByText('Everything is calculated').waitFor();
    await page.getByRole('heading', { name: 'Activity' }).waitFor();
    expect(await page.getByRole('link', { name: 'View the portfolio' }).getAttribute('href')).toMatch(
      /^\/portfolios\/[0-9a-f-]{36}$/,
    );
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('shows each step of a calculation that is requested while somebody looks', async () => {
    await choose(GOOD);
    await page.getByLabel('Equity in US dollars').fill('100000');
    await submit();
    await page.getByText('Everything is calculated').waitFor();
    const path = new URL(page.url()).pathname;
    const portfolioId = path.split('/')[2] ?? '';
    await page.evaluate(
      (id) => fetch(`/api/v1/portfolios/${id}/calculate?force=true`, { method: 'POST' }).then(() => {}),
      portfolioId,
    );
    await page.getByText('There is something to look at already').waitFor();
    await page.getByText('Everything is calculated').waitFor();
  });

  it('lists what is wrong with a file by kind, with line, value and fix, and takes the mended file', async () => {
    await choose(BAD);
    await page.getByText('3 things to mend in the file').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Nothing was imported');
    const kinds = page.locator('section.panel');
    expect(await kinds.count()).toBe(2);
    expect(await kinds.first().textContent()).toContain('ERR_POS_006');
    expect(await kinds.first().locator('tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/^Line 2AAPL/),
      expect.stringMatching(/^Line 4GE/),
    ]);
    expect(await seriousViolations(page)).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download errors.csv' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('import_errors.csv');

    await choose(GOOD);
    await page.getByRole('button', { name: 'Import and calculate' }).waitFor();
    expect(await page.getByText('to mend in the file').count()).toBe(0);
  });

  it('says which file it is instead, when it is not a file of positions', async () => {
    await choose(HISTORY);
    await page.getByText('The file was not read').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('ERR_CSV_009');
    await page.getByRole('button', { name: 'Choose another file' }).waitFor();
  });

  it('lets duplicates be merged without another upload', async () => {
    await choose(TWICE);
    await page.getByRole('button', { name: 'Merge them at their average price' }).click();
    await page.getByRole('tab', { name: 'Positions' }).waitFor();
    await page.getByText('1 position', { exact: true }).waitFor();
  });

  it('asks once for what a broker’s file leaves open, and makes a portfolio of each account', async () => {
    await choose(BROKER);
    await page.getByText('Since when do you hold them?').waitFor();
    await page.getByText('Fidelity').waitFor();
    await page.getByText('100 % of its layout found').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('1 question is still open').waitFor();
    await page.getByLabel('Entry date').fill('2024-01-02');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('The file has several accounts').waitFor();
    await submit();
    await page.getByText('One file brought 2 portfolios.').waitFor();
    await page.getByRole('link', { name: 'View available analytics' }).first().waitFor();
  });

  it('goes on with the preview after a reload', async () => {
    await choose(GOOD);
    await page.getByRole('button', { name: 'Import and calculate' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Import and calculate' }).waitFor();
    await page.getByText('2 positions').waitFor();
  });

  it('says what is wrong with a name beside it, keeps the form, and needs no new upload', async () => {
    await choose(GOOD);
    await page.getByLabel('Portfolio name').fill('Mine');
    await page.getByLabel('Equity in US dollars').fill('a lot');
    await submit();
    const equity = page.getByLabel('Equity in US dollars');
    await page.locator('.wrong').waitFor();
    expect(await equity.getAttribute('aria-invalid')).toBe('true');
    expect(await equity.inputValue()).toBe('a lot');
    expect(await page.getByLabel('Portfolio name').inputValue()).toBe('Mine');
    await equity.fill('5000');
    await submit();
    await page.getByText('Everything is calculated').waitFor();
  });

  it('says so when the service cannot be reached, and sends the same command once it can', async () => {
    await choose(GOOD);
    await page.getByLabel('Equity in US dollars').fill('5000');
    const keys: (string | undefined)[] = [];
    let cut = true;
    await page.route('**/create-portfolio', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (cut) await route.abort();
      else await route.continue();
    });
    await submit();
    await page.getByText('The service cannot be reached').waitFor();
    cut = false;
    await submit();
    await page.getByText('Everything is calculated').waitFor();
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), keys[0]]);
  });

  it('proposes what the columns of an unknown layout mean, and reads the file as corrected', async () => {
    await choose(
      file('bank.csv', [
        'Instrument;Stück;Einstand;Kaufdatum',
        'AAPL;10;150,50;03.01.2024',
        'MSFT;5;300,25;04.02.2024',
      ]),
    );
    await page.getByText('What do the columns mean?').waitFor();
    await page.getByLabel('Cost per share').selectOption('Einstand');
    await page.getByLabel('How dates are written').selectOption('dmy');
    await page.getByLabel('Numbers have a decimal comma').check();
    await page.getByLabel('Keep this mapping as').fill('My bank');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Read the file this way' }).click();
    await page.getByText('Kept as “My bank”.').waitFor();
    await page.getByText('2 positions').waitFor();
    await page.getByRole('cell', { name: '150.5' }).waitFor();

    await page.goto('/import');
    await choose(file('again.csv', ['Instrument;Stück;Einstand;Kaufdatum', 'KO;7;60,25;03.01.2024']));
    await page.getByRole('button', { name: /^Use it ?: My bank/ }).click();
    await page.getByRole('cell', { name: '60.25' }).waitFor();
    await page.goto('/import');
    await choose(file('other.csv', ['Instrument;Stück;Einstand;Kaufdatum', 'PEP;7;60,25;03.01.2024']));
    await page.getByRole('button', { name: /^Forget it ?: My bank/ }).click();
    await page.getByText('“My bank” is forgotten.').waitFor();
    await page.getByText('Mappings that you have kept').waitFor({ state: 'detached' });
  });

  it('shows how a newer file differs from what is held before it is applied', async () => {
    await choose(GOOD);
    await page.getByLabel('Equity in US dollars').fill('100000');
    await submit();
    await page.getByText('Everything is calculated').waitFor();
    await page.getByRole('link', { name: 'Newer file' }).click();
    await choose(GOOD);
    await page.getByText('This very file was imported before').waitFor();
    await page.getByRole('button', { name: 'Apply and calculate' }).click();
    await page.getByText('The file changes nothing').waitFor();
    await page.getByRole('button', { name: 'Choose another file' }).click();
    await choose(
      file('newer.csv', [
        HEADER,
        'AAPL,120,158.00,2024-01-16',
        'MSFT,50,370.00,2024-01-16',
        'GE,5,99.00,2024-02-16',
      ]),
    );
    await page.getByText('How the file differs from what is held').waitFor();
    await page.getByText('1 lots stay as they are').waitFor();
    await page.getByRole('button', { name: 'Apply and calculate' }).click();
    await page.waitForURL(/\/progress$/);
    await page.getByText('Everything is calculated').waitFor();
  });

  it('takes a file that is dropped on it', async () => {
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
      return data;
    }, GOOD.buffer.toString());
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
    await page.getByText('2 positions').waitFor();
  });

  it('fits on a phone and has no serious violation by night', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const [chosen, shown] of [
      [BAD, '3 things to mend in the file'],
      [GOOD, '2 positions'],
    ] as const) {
      await choose(chosen);
      await page.getByText(shown).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog', { name: 'Menu' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // The focus goes back right after the dialog has gone.
    await page.waitForFunction(() => document.activeElement?.textContent === 'Menu');
  });
});
