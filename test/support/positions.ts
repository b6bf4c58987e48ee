import fc from 'fast-check';
import { occSymbolOf, readOptionSymbol } from '../../domain/import/option-symbol.ts';
import {
  PRIVATE_SUBTYPES,
  PUBLIC_SUBTYPES,
  type UnidentifiedPosition,
} from '../../domain/portfolio/position.ts';

const LAST_DAY = '2024-06-28';

const scaled = (max: number, decimals: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: 1, max })
    .map((units) => String(units / 10 ** decimals))
    .filter((text) => !text.includes('e'));
const date = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
const ticker = fc
  .stringMatching(/^[A-Z0-9._-]{1,12}$/)
  .filter(
    (text) => /[A-Z0-9]/.test(text) && readOptionSymbol(text).kind === 'none' && !text.startsWith('CASH_'),
  );

const amounts = fc.record({
  quantity: fc.tuple(fc.boolean(), scaled(2e9, 6)).map(([short, size]) => (short ? `-${size}` : size)),
  entryPrice: scaled(2e9, 6),
  entryDate: date('1990-01-01', '2020-12-31'),
  exit: fc.option(fc.record({ date: date('2021-01-01', LAST_DAY), price: scaled(2e9, 6) })),
});
const contract = fc.record({
  underlying: fc.stringMatching(/^[A-Z]{1,6}$/),
  strike: scaled(99_999_999, 3),
  expiration: date('2021-01-01', '2099-12-31'),
  right: fc.constantFrom('CALL' as const, 'PUT' as const),
});
/** Any position that can be held: public, private and options, long and short, open and closed. */
export const heldPositions: fc.Arbitrary<UnidentifiedPosition> = fc.oneof(
  fc
    .tuple(amounts, ticker, fc.option(fc.constantFrom(...PUBLIC_SUBTYPES)))
    .map(([lot, symbol, subtype]) => ({ ...lot, symbol, investmentClass: 'PUBLIC' as const, subtype })),
  fc
    .tuple(amounts, ticker, fc.option(fc.constantFrom(...PRIVATE_SUBTYPES)))
    .map(([lot, symbol, subtype]) => ({ ...lot, symbol, investmentClass: 'PRIVATE' as const, subtype })),
  fc.tuple(amounts, contract).map(([lot, option]) => ({
    ...lot,
    symbol: occSymbolOf(option),
    investmentClass: 'OPTIONS' as const,
    contract: option,
  })),
);
