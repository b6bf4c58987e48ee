import Big from 'big.js';
import fc from 'fast-check';
import { readPositionsFile } from '../../../adapters/brokers/read-positions-file.ts';
import { linesOf } from './statement-of.ts';

type Contract = { readonly expiration: Date; readonly call: boolean; readonly strike: Big };
type Held = {
  readonly ticker: string;
  readonly contract: Contract | null;
  readonly quantity: Big;
  readonly cost: Big;
  readonly price: Big;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

const parts = ({ expiration }: Contract) => ({
  year: String(expiration.getUTCFullYear()).slice(2),
  month: expiration.getUTCMonth(),
  day: expiration.getUTCDate(),
});
const occOf = (ticker: string, contract: Contract): string => {
  const { year, month, day } = parts(contract);
  const strike = contract.strike.times(1000).toFixed(0).padStart(8, '0');
  return `${ticker}${year}${two(month + 1)}${two(day)}${contract.call ? 'C' : 'P'}${strike}`;
};

const units = ({ contract }: Held): number => (contract === null ? 1 : 100);
const worthOf = (held: Held): Big => held.price.times(held.quantity).times(units(held));
const costOf = (held: Held): Big => held.cost.times(held.quantity).times(units(held));

const grouped = (number: Big): string => {
  const [whole = '', fraction] = number.abs().toFixed().split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
};
const inParentheses = (number: Big): string => (number.lt(0) ? `(${grouped(number)})` : grouped(number));
const dollars = (number: Big): string => `${number.lt(0) ? '-' : ''}$${grouped(number)}`;
const quoted = (...cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',');

/** How each broker would print a portfolio. */
const WRITERS: Readonly<Record<string, (portfolio: readonly Held[]) => string>> = {
  'etrade-portfolio-download': (portfolio) =>
    linesOf(
      'Account Summary',
      'Account,Net Account Value',
      '"Individual -0000",1.00',
      '',
      'View Summary - All Positions',
      'Symbol,Last Price $,Change %,Quantity,Price Paid $,Total Gain $,Value $',
      ...portfolio.map((held) => {
        const { ticker, contract, quantity, cost, price } = held;
        const name = (option: Contract): string => {
          const { year, month, day } = parts(option);
          return `${ticker} ${MONTHS[month]} ${day} '${year} $${option.strike} ${option.call ? 'Call' : 'Put'}`;
        };
        const symbol = contract === null ? ticker : name(contract);
        return `${symbol},${price},0.00,${quantity.toFixed(4)},${cost},0.00,${worthOf(held).toFixed(4)}`;
      }),
      `TOTAL,,,,,,${portfolio.reduce((sum, held) => sum.plus(worthOf(held)), new Big(0)).toFixed(2)}`,
      'Generated at Jan 1 2026 12:00 PM ET',
    ),
  'merrill-holdings': (portfolio) =>
    linesOf(
      '"COB Date","Security #","Symbol","CUSIP #","Security Description","Account Nickname","Account Registration","Account #","Quantity","Price ($)","Value ($)","Unrealized Gain/Loss ($)"',
      ...portfolio.map((held) => {
        const { ticker, contract, quantity, price } = held;
        const code = (option: Contract): string => {
          const { year, month, day } = parts(option);
          const letter = String.fromCharCode(65 + month + (option.call ? 0 : 12));
          return `${ticker}#${letter}${two(day)}${year}C${option.strike.times(1000).toFixed(0).padStart(6, '0')}`;
        };
        return quoted(
          '2/9/2026',
          'X1',
          contract === null ? ticker : code(contract),
          '--',
          'SOMETHING',
          '--',
          'CMA',
          'AA-11',
          inParentheses(quantity),
          grouped(price),
          inParentheses(worthOf(held)),
          inParentheses(worthOf(held).minus(costOf(held))),
        );
      }),
    ),
  'ibkr-activity-statement': (portfolio) =>
    linesOf(
      'Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code',
      ...portfolio.map((held) => {
        const { ticker, contract, quantity, cost, price } = held;
        const name = (option: Contract): string => {
          const { year, month, day } = parts(option);
          const date = `${two(day)}${(MONTHS[month] ?? '').toUpperCase()}${year}`;
          return `${ticker} ${date} ${option.strike} ${option.call ? 'C' : 'P'}`;
        };
        const [category, symbol] =
          contract === null ? ['Stocks', ticker] : ['Equity and Index Options', name(contract)];
        const figures = [quantity, units(held), cost, costOf(held), price, worthOf(held)].join(',');
        return `Open Positions,Data,Summary,${category},USD,${symbol},${figures},0,`;
      }),
    ),
  'ibkr-flex-xml': (portfolio) => {
    const position = (held: Held): string => {
      const { ticker, contract, quantity, price } = held;
      const symbol = contract === null ? ticker : `${ticker.padEnd(6)}${occOf('', contract)}`;
      return `<OpenPosition currency="USD" assetCategory="${contract === null ? 'STK' : 'OPT'}" symbol="${symbol}" position="${quantity}" multiplier="${units(held)}" markPrice="${price}" positionValue="${worthOf(held)}" costBasisMoney="${costOf(held)}" levelOfDetail="SUMMARY"/>`;
    };
    return `<FlexQueryResponse><FlexStatements><FlexStatement accountId="U1"><OpenPositions>${portfolio
      .map(position)
      .join('\n')}</OpenPositions></FlexStatement></FlexStatements></FlexQueryResponse>`;
  },
  'jp-morgan-positions': (portfolio) =>
    linesOf(
      'Asset Class,Asset Strategy,Description,Ticker,Quantity,Base CCY,Local CCY,Price,Value,Cost,Unit Cost,Acquisition Date',
      ...portfolio.map((held) => {
        const { ticker, contract, quantity, cost, price } = held;
        const name = (option: Contract): string => {
          const { year, month, day } = parts(option);
          const date = `${two(month + 1)}/${two(day)}/${year}`;
          return `${ticker} ${option.call ? 'CALL' : 'PUT'} ${date} $${option.strike.toFixed(2)}`;
        };
        const symbol = contract === null ? ticker : name(contract);
        const figures = [grouped(price), dollars(worthOf(held)), dollars(costOf(held)), grouped(cost)];
        return quoted('Equity', 'Any', 'SOMETHING', symbol, `${quantity}`, 'USD', 'USD', ...figures, '');
      }),
    ),
};

const WORDS = new Set(['CASH', 'TOTAL', 'USD', 'US']);
const held: fc.Arbitrary<Held> = fc
  .record({
    ticker: fc
      .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWY'), minLength: 2, maxLength: 5 })
      .filter((ticker) => !WORDS.has(ticker)),
    contract: fc.option(
      fc.record({
        expiration: fc.date({
          min: new Date('2027-01-01'),
          max: new Date('2031-12-31'),
          noInvalidDate: true,
        }),
        call: fc.boolean(),
        strike: fc.integer({ min: 1, max: 1_998 }).map((halves) => new Big(halves).div(2)),
      }),
      { freq: 3 },
    ),
    quantity: fc
      .integer({ min: -99_999, max: 99_999 })
      .filter((quantity) => quantity !== 0)
      .map((quantity) => new Big(quantity)),
    fraction: fc.boolean(),
    cost: fc.integer({ min: 100, max: 500_000 }).map((cents) => new Big(cents).div(100)),
    /** The market is never far from the cost, as a cost under the wrong title would be. */
    rise: fc.integer({ min: 60, max: 180 }),
  })
  .map(({ ticker, contract, quantity, fraction, cost, rise }) => ({
    ticker,
    contract,
    quantity: fraction && contract === null ? quantity.div(100) : quantity,
    cost,
    price: cost.times(rise).div(100).round(2),
  }));
const portfolios = fc.uniqueArray(held, {
  selector: ({ ticker }) => ticker,
  minLength: 1,
  maxLength: 12,
});

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

test.each(Object.entries(WRITERS))('a portfolio printed as %s is read as it was', async (format, write) => {
  await fc.assert(
    fc.asyncProperty(portfolios, async (portfolio) => {
      const result = await readPositionsFile(once(write(portfolio)), {
        today: '2026-11-20',
        onDuplicate: 'refuse',
        entryDate: '2026-01-02',
      });
      if (!result.ok) throw new Error(result.error.message);
      expect(result.value.format.id).toBe(format);
      expect(result.value.errors).toEqual([]);
      const positions = result.value.accounts.flatMap((account) => account.positions);
      expect(positions.map(({ symbol, quantity, entryPrice }) => [symbol, quantity, entryPrice])).toEqual(
        portfolio.map(({ ticker, contract, quantity, cost }) => [
          contract === null ? ticker : occOf(ticker, contract),
          quantity.toFixed(),
          cost.toFixed(),
        ]),
      );
    }),
    { numRuns: 60 },
  );
});
