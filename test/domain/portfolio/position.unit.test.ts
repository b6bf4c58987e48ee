import {
  isActiveOn,
  multiplierOf,
  type Position,
  positionTypeOf,
  pricedSymbolOf,
} from '../../../domain/portfolio/position.ts';

const lot = (quantity: string, more: object = {}): Position =>
  ({
    positionId: 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9',
    symbol: 'AAPL',
    quantity,
    entryPrice: '100',
    entryDate: '2024-06-03',
    exit: null,
    investmentClass: 'PUBLIC',
    subtype: 'STOCK',
    ...more,
  }) as Position;

const option = (quantity: string, right: 'CALL' | 'PUT'): Position =>
  lot(quantity, {
    symbol: 'BRKB240621C00400000',
    investmentClass: 'OPTIONS',
    contract: { underlying: 'BRK.B', strike: '400', expiration: '2024-06-21', right },
  });

describe('a position', () => {
  it.each([
    ['LONG', 1, lot('10')],
    ['SHORT', 1, lot('-10')],
    ['LC', 100, option('1', 'CALL')],
    ['LP', 100, option('1', 'PUT')],
    ['SC', 100, option('-1', 'CALL')],
    ['SP', 100, option('-1', 'PUT')],
    ['LONG', 1, lot('1', { investmentClass: 'PRIVATE', subtype: 'ART' })],
  ])('of type %s counts %d shares a unit', (type, multiplier, position) => {
    expect(positionTypeOf(position)).toBe(type);
    expect(multiplierOf(position)).toBe(multiplier);
  });

  it.each([
    ['a stock', lot('1', { symbol: 'brk.b' }), 'BRK-B'],
    ['a real ticker that looks like a made-up one', lot('1', { symbol: 'EQIX' }), 'EQIX'],
    ['an option: its underlying', option('1', 'PUT'), 'BRK-B'],
    ['a money market fund held as cash', lot('1', { symbol: 'SPAXX', subtype: 'CASH' }), null],
    ['cash without a ticker', lot('1', { investmentClass: 'PRIVATE', subtype: 'CASH' }), null],
    ['a private asset', lot('1', { investmentClass: 'PRIVATE', subtype: 'PRIVATE_EQUITY' }), null],
    [
      'a private asset with the ticker of a company',
      lot('1', { investmentClass: 'PRIVATE', subtype: null }),
      null,
    ],
  ])('asks the market for %s', (_, position, symbol) => {
    expect(pricedSymbolOf(position)).toBe(symbol);
  });

  it.each([
    ['the day before its entry', lot('1'), '2024-06-02', false],
    ['its entry day', lot('1'), '2024-06-03', true],
    ['the day before its exit', lot('1', { exit: { date: '2024-06-10', price: '1' } }), '2024-06-09', true],
    ['its exit day', lot('1', { exit: { date: '2024-06-10', price: '1' } }), '2024-06-10', false],
    ['its expiration', option('1', 'CALL'), '2024-06-21', true],
    ['the day after its expiration', option('1', 'CALL'), '2024-06-22', false],
  ])('at the end of %s', (_, position, date, held) => {
    expect(isActiveOn(position, date)).toBe(held);
  });
});
