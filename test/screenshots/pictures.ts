import type { Page } from 'playwright-core';

type Picture = {
  readonly name: string;
  /** Of the demo's portfolios the one whose owner looks. */
  readonly portfolio: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** Goes to what is to be seen, and waits until it is there. */
  readonly show: (page: Page, portfolioId: string) => Promise<unknown>;
};

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

const portfolio = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/portfolios/${id}`);
  await page.getByText('n = 252').first().waitFor();
  await page.locator('.chart canvas').nth(1).waitFor();
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
  { name: 'phone-portfolio', portfolio: HIGH_NET_WORTH, ...PHONE, colorScheme: 'light', show: portfolio },
  { name: 'phone-stress', portfolio: HIGH_NET_WORTH, ...PHONE, colorScheme: 'dark', show: stress },
];
