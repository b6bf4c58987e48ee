import type { Page } from 'playwright-core';

export type Picture = {
  readonly name: string;
  /** Of the demo's portfolios the one whose owner looks; or an operator does. */
  readonly portfolio: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** Goes to what is to be seen, and waits until it is there. */
  readonly show: (page: Page, portfolioId: string) => Promise<unknown>;
};

const INDIVIDUAL = 'Individual Investor Portfolio';
const HEDGE_FUND = 'Hedge Fund Style Investor Portfolio';
const HIGH_NET_WORTH = 'High Net Worth Investor Portfolio';
const WIDE = { width: 1360, height: 900 } as const;
const PHONE = { width: 390, height: 844 } as const;

const TEMPLATE = 'Symbol,Quantity,Entry Price Per Share,Entry Date';
const csv = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${rows.join('\n')}\n`),
});

/** As Fidelity writes it. */
const BROKER_FILE = csv('Portfolio_Positions_Jun-30-2026.csv', [
  'Account Number,Account Name,Symbol,Description,Quantity,Last Price,Last Price Change,Current Value,' +
    "Today's Gain/Loss Dollar,Today's Gain/Loss Percent,Total Gain/Loss Dollar,Total Gain/Loss Percent," +
    'Percent Of Account,Cost Basis Total,Average Cost Basis,Type',
  ...[
    ['AAPL', 'APPLE INC', 40, 204.94],
    ['MSFT', 'MICROSOFT CORP', 25, 496.59],
    ['NVDA', 'NVIDIA CORPORATION COM', 60, 157.98],
    ['VTI', 'VANGUARD TOTAL STOCK MARKET ETF', 120.5, 303.09],
    ['GLD', 'SPDR GOLD SHARES', 30, 304.83],
    ['JNJ', 'JOHNSON & JOHNSON COM', 45, 151.64],
  ].map(
    ([symbol, name, quantity, price]) =>
      `X12345678,Individual,${symbol},${name},${quantity},$${price},+$0.00,$${(Number(quantity) * Number(price)).toFixed(2)},` +
      `+$0.00,0.00%,+$0.00,0.00%,10.00%,$${(Number(quantity) * Number(price)).toFixed(2)},$${price},Cash`,
  ),
]);
const WRONG_FILE = csv('positions.csv', [
  TEMPLATE,
  'AAPL,100,204.94,2025-06-30',
  'MSFT,LOTS,496.59,2025-06-30',
  'VTI,0,303.09,2025-06-30',
  'JNJ,50,151.64,2031-06-30',
  'GLD,30,-304.83,2025-06-30',
  'KO,0,69.12,2025-06-30',
  'PEP,12,131.40,last summer',
]);

/** Every figure of the overview is there. */
const figures = async (page: Page): Promise<void> => {
  await page.locator('.chart canvas').nth(1).waitFor();
  await page.getByText('is being read').first().waitFor({ state: 'detached' });
};

const portfolio = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/portfolios/${id}`);
  await figures(page);
  await page.getByRole('table', { name: / positions$/ }).waitFor();
};

const risk = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/portfolios/${id}/risk`);
  await page.locator('.heat').waitFor();
  await page.getByText('Assumed: volatility').waitFor();
};

const stress = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/portfolios/${id}/stress`);
  await page.locator('.scenario').first().waitFor();
};

const upload = async (page: Page, file: typeof BROKER_FILE): Promise<void> => {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles(file);
};

const under = (page: Page, heading: string) =>
  page
    .getByRole('heading', { name: heading, exact: true })
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** The owner of a portfolio changes a position, so that something has happened; done once, whatever is taken of it. */
const changed = async (page: Page, id: string): Promise<void> => {
  await portfolio(page, id);
  if ((await page.getByRole('row', { name: /^AAPL/ }).getByText('120', { exact: true }).count()) > 0) return;
  await page.getByRole('button', { name: 'Edit AAPL' }).click();
  await page.getByLabel('Quantity of AAPL').fill('120');
  await page.getByLabel('Quantity of AAPL').press('Enter');
  await page.getByText('The figures are being worked out again').waitFor();
  await page.getByText('The figures are being worked out again').waitFor({ state: 'detached' });
};

const CHANGE = /You changed AAPL/;

const timeline = async (page: Page, id: string) => {
  await changed(page, id);
  await page.goto(`/portfolios/${id}/audit`);
  const list = page.getByRole('list', { name: 'Timeline' });
  await list.getByText(CHANGE).first().waitFor();
  return list;
};

const confirm = async (page: Page, verb: string, reason: string): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Dismiss' }).click();
};

const rebuild = async (page: Page): Promise<void> => {
  await page.goto('/operations/projections');
  await page.getByRole('button', { name: 'Rebuild', exact: true }).click();
  for (const name of ['positions', 'snapshots', 'risk']) {
    await page.getByRole('dialog').getByRole('checkbox', { name, exact: true }).check();
  }
  await confirm(page, 'Rebuild and compare', 'after the upgrade');
  await page.getByText('waits for your yes').waitFor();
};

const symbolBatch = async (page: Page): Promise<void> => {
  await page.goto('/operations/symbols');
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByRole('dialog').getByLabel('Also what is current').check();
  await confirm(page, 'Run it', 'prices were mended');
  // In the panel, and in the history below it.
  await page.getByText('all were current', { exact: true }).nth(1).waitFor();
};

const impersonation = async (page: Page): Promise<void> => {
  await page.goto('/operations/users');
  await page.getByRole('button', { name: 'Act as demo_hedgefundstyle@sigmasight.com' }).click();
  await confirm(page, 'Act as', 'a question about an import');
  await page.getByRole('region', { name: 'Impersonation' }).waitFor();
  await page.getByRole('link', { name: `Demo ${HEDGE_FUND}` }).click();
  await figures(page);
};

export const PICTURES: readonly Picture[] = [
  { name: 'portfolio', portfolio: HEDGE_FUND, ...WIDE, colorScheme: 'light', show: portfolio },
  { name: 'risk', portfolio: HEDGE_FUND, ...WIDE, colorScheme: 'dark', show: risk },
  {
    name: 'correlations',
    portfolio: HEDGE_FUND,
    ...WIDE,
    colorScheme: 'light',
    show: async (page, id) => {
      await risk(page, id);
      await under(page, 'Correlations');
    },
  },
  { name: 'stress', portfolio: HIGH_NET_WORTH, ...WIDE, colorScheme: 'light', show: stress },
  {
    name: 'what-if',
    portfolio: HIGH_NET_WORTH,
    ...WIDE,
    colorScheme: 'dark',
    show: async (page, id) => {
      await stress(page, id);
      await page.getByLabel('Find a position').fill('SPY');
      await page.getByLabel('Quantity of SPY to try').fill('-1500');
      await page.getByRole('button', { name: 'Record these trades…' }).waitFor();
      await under(page, 'What if');
    },
  },
  {
    name: 'import',
    portfolio: HIGH_NET_WORTH,
    ...WIDE,
    colorScheme: 'light',
    show: async (page) => {
      await upload(page, BROKER_FILE);
      await page.getByLabel('Entry date').fill('2025-06-30');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('6 positions').waitFor();
    },
  },
  {
    name: 'import-errors',
    portfolio: HIGH_NET_WORTH,
    ...WIDE,
    colorScheme: 'light',
    show: async (page) => {
      await upload(page, WRONG_FILE);
      await page.getByText('things to mend in the file').waitFor();
    },
  },
  {
    name: 'processing',
    portfolio: HEDGE_FUND,
    ...WIDE,
    colorScheme: 'dark',
    show: async (page, id) => {
      await page.goto(`/portfolios/${id}/progress`);
      await page
        .getByText(/Everything is calculated|View the portfolio/)
        .first()
        .waitFor();
    },
  },
  { name: 'audit', portfolio: INDIVIDUAL, ...WIDE, colorScheme: 'light', show: timeline },
  {
    name: 'audit-event',
    portfolio: INDIVIDUAL,
    ...WIDE,
    colorScheme: 'dark',
    show: async (page, id) => {
      const list = await timeline(page, id);
      await list.getByRole('button', { name: /^Details of: You changed AAPL/ }).click();
      await page.getByRole('dialog').getByText('What it changed').waitFor();
    },
  },
  {
    name: 'as-of',
    portfolio: INDIVIDUAL,
    ...WIDE,
    colorScheme: 'light',
    show: async (page, id) => {
      const list = await timeline(page, id);
      await list
        .getByRole('button', { name: /^Look at this moment ?: The calculator/ })
        .last()
        .click();
      await page.getByText('Nothing can be changed.').waitFor();
      await page.goto(`/portfolios/${id}${new URL(page.url()).search}`);
      await figures(page);
    },
  },
  { name: 'rebuild', portfolio: 'operator', ...WIDE, colorScheme: 'dark', show: rebuild },
  { name: 'symbol-batch', portfolio: 'operator', ...WIDE, colorScheme: 'light', show: symbolBatch },
  {
    name: 'data-health',
    portfolio: 'operator',
    ...WIDE,
    colorScheme: 'light',
    show: async (page) => {
      await page.goto('/operations/data-health');
      await page.getByRole('table', { name: / problems?$/ }).waitFor();
    },
  },
  { name: 'phone-impersonation', portfolio: 'operator', ...PHONE, colorScheme: 'light', show: impersonation },
  { name: 'phone-portfolio', portfolio: HIGH_NET_WORTH, ...PHONE, colorScheme: 'light', show: portfolio },
  { name: 'phone-stress', portfolio: HIGH_NET_WORTH, ...PHONE, colorScheme: 'dark', show: stress },
];
