import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import { sessionOnOrBefore } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate, weekday } from '../../domain/dates.ts';
import { blackScholes } from '../../domain/risk/black-scholes.ts';
import { DEMO_ENTRY_DATE, type DemoOption, type DemoPortfolio } from './portfolios.ts';

const HEADER =
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,' +
  'Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share';

/** `SYMBOL quantity@price` or, for private assets, `SYMBOL quantity@price:SUBTYPE`. */
const holdingRows = (holdings: string): readonly string[] =>
  [...holdings.matchAll(/(\S+) (-?[\d.]+)@([\d.]+)(?::(\S+))?/g)].map(
    ([, symbol, quantity, price, subtype]) =>
      subtype === undefined
        ? `${symbol},${quantity},${price},${DEMO_ENTRY_DATE},PUBLIC,,,,,,,`
        : `${symbol},${quantity},${price},${DEMO_ENTRY_DATE},PRIVATE,${subtype},,,,,,`,
  );

const fridayOnOrAfter = (date: IsoDate): IsoDate => addDays(date, (5 - weekday(date) + 7) % 7);

/** Strike near the price, expiry some weeks ahead, premium by Black–Scholes at 25 % volatility: always a live contract. */
const optionRow = (option: DemoOption, spot: number, entered: IsoDate): string => {
  const expiration = fridayOnOrAfter(addDays(entered, option.daysToExpiry));
  const strike = Math.max(1, Math.round((spot * option.moneyness) / 5) * 5);
  const years = option.daysToExpiry / 365;
  const { price } = blackScholes({
    right: option.right,
    spot,
    strike,
    years,
    rate: 0.05,
    dividendYield: 0,
    volatility: 0.25,
  });
  const premium = Math.max(0.01, price).toFixed(2);
  return `,${option.contracts},${premium},${entered},OPTIONS,,${option.underlying},${strike},${expiration},${option.right},,`;
};

/** The file that the demo uploads for a portfolio. Option contracts are set near `today`, so they never are stale. */
export const demoCsv = async (
  portfolio: DemoPortfolio,
  provider: MarketDataProvider,
  today: IsoDate,
): Promise<string> => {
  const rows = [...holdingRows(portfolio.holdings)];
  const options = portfolio.options ?? [];
  const entered = sessionOnOrBefore(addDays(today, -30));
  const symbols = [...new Set(options.map(({ underlying }) => underlying))];
  const histories =
    symbols.length === 0
      ? new Map()
      : await provider.history({ symbols, from: addDays(entered, -7), to: entered });
  for (const option of options) {
    const history = histories.get(option.underlying);
    const spot = history?.status === 'ok' ? Number(history.bars.at(-1)?.close) : Number.NaN;
    if (Number.isFinite(spot)) rows.push(optionRow(option, spot, entered));
  }
  return `${HEADER}\n${rows.join('\n')}\n`;
};
