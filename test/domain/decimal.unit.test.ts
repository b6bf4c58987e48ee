import fc from 'fast-check';
import { decimal, moneyOf, shareOf, sumOf, toDecimal, toMoney } from '../../domain/decimal.ts';

const exactly = (amount: string, fraction: number): string =>
  toMoney(decimal(amount).times(decimal(fraction)));

describe('a float64 in dollars and cents', () => {
  it('is rounded as exact arithmetic rounds it', () => {
    const values = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.integer({ min: -100_000_000, max: 100_000_000 }).map((thousandths) => thousandths / 1000),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(moneyOf(value)).toBe(toMoney(decimal(value)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a sum', () => {
  it('is what adding one by one gives, of few digits and of many', () => {
    const parts = fc.oneof(
      fc.record({ units: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), decimals: fc.nat(6) }),
      // More than float64 can count.
      fc.record({ units: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), decimals: fc.nat(20) }),
    );
    const values = fc.array(parts.map(({ units, decimals }) => decimal(`${units}e-${decimals}`)));
    fc.assert(
      fc.property(values, (all) => {
        const oneByOne = all.reduce((total, value) => total.plus(value), decimal(0));
        expect(toDecimal(sumOf(all))).toBe(toDecimal(oneByOne));
        expect(toMoney(sumOf(all))).toBe(toMoney(oneByOne));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [[], '0'],
    [['0.1', '0.2'], '0.3'],
    [['1.50', '-1.5'], '0'],
    [['9007199254740991', '1'], '9007199254740992'],
    [['900000000000000', '900000000000000', '0.01'], '1800000000000000.01'],
    [['-0.000000000000001', '1000000'], '999999.999999999999999'],
  ])('of %j is %s', (values, total) => {
    expect(toDecimal(sumOf(values.map((value) => decimal(value))))).toBe(total);
  });
});

describe('a share of an amount', () => {
  it('is to the cent what exact arithmetic gives', () => {
    const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    const amounts = cents.map((all) => toMoney(decimal(String(all)).div(100)));
    const fractions = fc.oneof(
      fc.double({ min: -20, max: 20, noNaN: true }),
      // Half a cent, and next to it.
      fc.integer({ min: -100_000, max: 100_000 }).map((thousandths) => thousandths / 1000),
      fc.integer({ min: -1000, max: 1000 }).map((eighths) => eighths / 8),
    );
    fc.assert(
      fc.property(amounts, fractions, (amount, fraction) => {
        expect(shareOf(amount, fraction)).toBe(exactly(amount, fraction));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['0.01', 0.5, '0.01'],
    ['-0.01', 0.5, '-0.01'],
    ['1.00', 0.005, '0.01'],
    ['100.00', -0.00001, '0.00'],
    ['100.00', -0, '0.00'],
    ['100000.00', -0.0012345, '-123.45'],
    ['99999999999999.99', 1.5, '149999999999999.99'],
  ])('%s × %s is %s', (amount, fraction, share) => {
    expect(shareOf(amount, fraction)).toBe(share);
    expect(exactly(amount, fraction)).toBe(share);
  });

  it('of what is no number is an error', () => {
    expect(() => shareOf('100.00', Number.NaN)).toThrow();
  });
});
