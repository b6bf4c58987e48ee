import fc from 'fast-check';
import { addDays } from '../../../domain/dates.ts';
import { readBrokerOption } from '../../../domain/import/broker-option.ts';
import { occSymbolOf, underlyingOfRoot } from '../../../domain/import/option-symbol.ts';
import type { OptionContract } from '../../../domain/portfolio/position.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const occ = (text: string): string => {
  const read = readBrokerOption(text);
  return read.kind === 'contract' ? occSymbolOf(read.contract) : read.kind;
};

describe('an option', () => {
  it.each([
    ['Schwab', 'AAPL 09/18/2026 190.00 C', 'AAPL260918C00190000'],
    ['Schwab, a share class', 'BRK.B 09/18/2026 400.00 P', 'BRKB260918P00400000'],
    ['Fidelity', '-MU270115C600', 'MU270115C00600000'],
    ['Fidelity, long', '-TEST260620P00010000', 'TEST260620P00010000'],
    ['E*TRADE', "TWTR Feb 15 '19 $41 Call", 'TWTR190215C00041000'],
    ['Merrill, a call', 'XYZ#B1326C425000', 'XYZ260213C00425000'],
    ['Merrill, a put', 'ABC#N1326D130000', 'ABC260213P00013000'],
    ['Interactive Brokers', 'AAPL 19SEP25 150.5 C', 'AAPL250919C00150500'],
    ['the OCC, with blanks', 'SPY   250919C00460000', 'SPY250919C00460000'],
    ['Robinhood', 'AAPL 9/18/2026 Call $190.00', 'AAPL260918C00190000'],
    ['a name', 'AAPL CALL 01/15/27 $175.00', 'AAPL270115C00175000'],
    ['thinkorswim', '.AAPL250919C150', 'AAPL250919C00150000'],
    ['TD Ameritrade', 'AAPL_091925C150', 'AAPL250919C00150000'],
    ['hand', 'SPY_C450_20240315', 'SPY240315C00450000'],
  ])('as %s writes it is its OCC symbol', (_, text, expected) => {
    expect(occ(text)).toBe(expected);
  });

  it.each([
    'AAPL',
    'BRK.B',
    'VTSAX',
    '912828ZX1',
    'US0378331005',
    'Cash & Cash Investments',
    '',
    'A'.repeat(100_000),
  ])('is not %j', (text) => {
    expect(readBrokerOption(text)).toEqual({ kind: 'none' });
  });

  it.each(['AAPL 02/30/2026 190.00 C', 'AAPL 09/18/2026 0.00 C', 'AAPL1260918C00190000', 'XYZ#B3126C425000'])(
    'that cannot be is told from none: %s',
    (text) => {
      expect(readBrokerOption(text).kind).toBe('invalid');
    },
  );

  it.each(['BRKB 09/18/2026 400.00 P', 'BRK.B 09/18/2026 400.00 P', '-BRKB260918P400', 'BRKB 18SEP26 400 P'])(
    'of a share class is one of that class, by its root as well: %s',
    (text) => {
      expect(readBrokerOption(text)).toMatchObject({ kind: 'contract', contract: { underlying: 'BRK-B' } });
    },
  );

  const contracts: fc.Arbitrary<OptionContract> = fc.record({
    underlying: fc.stringMatching(/^[A-Z]{1,4}$/).filter((name) => underlyingOfRoot(name) === name),
    strike: fc.integer({ min: 1, max: 999_00 }).map((cents) => String(cents / 100)),
    expiration: fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2024-01-01', days)),
    right: fc.constantFrom('CALL' as const, 'PUT' as const),
  });

  it('is the same contract in each of the ways', () => {
    fc.assert(
      fc.property(contracts, (contract) => {
        const { underlying, strike, right } = contract;
        const [y = '', m = '', d = ''] = contract.expiration.split('-');
        const letter = right.charAt(0);
        const month = MONTHS[Number(m) - 1] ?? '';
        const thousandths = String(Math.round(Number(strike) * 1000)).padStart(6, '0');
        const merrill = String.fromCharCode(64 + Number(m) + (right === 'CALL' ? 0 : 12));
        const expected = { kind: 'contract', contract };
        for (const text of [
          `${underlying} ${m}/${d}/${y} ${Number(strike).toFixed(2)} ${letter}`,
          `-${underlying}${y.slice(2)}${m}${d}${letter}${strike}`,
          `${underlying} ${month} ${d} '${y.slice(2)} $${strike} ${right === 'CALL' ? 'Call' : 'Put'}`,
          `${underlying}#${merrill}${d}${y.slice(2)}C${thousandths}`,
          `${underlying} ${d}${month.toUpperCase()}${y.slice(2)} ${strike} ${letter}`,
          occSymbolOf(contract),
        ]) {
          expect([text, readBrokerOption(text)]).toEqual([text, expected]);
        }
      }),
    );
  });
});
