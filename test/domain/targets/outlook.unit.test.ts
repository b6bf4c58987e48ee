import fc from 'fast-check';
import { decimal, toMoney } from '../../../domain/decimal.ts';
import { type HeldLot, heldLot, outlookOf, summarise } from '../../../domain/targets/outlook.ts';
import { HORIZONS, type NewTarget } from '../../../domain/targets/target-price.ts';

const lotOf = (symbol: string, quantity: string) => ({
  positionId: `${symbol} ${quantity}`,
  symbol,
  quantity,
  entryPrice: '50',
  entryDate: '2024-01-16',
  exit: null,
});

const stock = (symbol: string, quantity: string, marketValue: string | null = null): HeldLot =>
  heldLot({ ...lotOf(symbol, quantity), investmentClass: 'PUBLIC', subtype: 'STOCK' }, quantity, marketValue);

const option = (quantity: string, right: 'CALL' | 'PUT'): HeldLot =>
  heldLot(
    {
      ...lotOf(`SPY250919${right === 'CALL' ? 'C' : 'P'}00460000`, quantity),
      investmentClass: 'OPTIONS',
      contract: { underlying: 'SPY', strike: '460', expiration: '2025-09-19', right },
    },
    quantity,
    null,
  );

const targetOf = (symbol: string, change: Partial<NewTarget> = {}) => ({
  targetId: `target ${symbol}`,
  symbol,
  positionType: 'LONG' as const,
  prices: { eoy: '130', nextYear: '150', downside: '80' },
  userPrice: null,
  ...change,
});

const at = (close: string) => ({ date: '2024-06-28', close, eventId: 'e1', simulated: false });
const numbers = (record: Readonly<Record<string, { toNumber: () => number } | null>>) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value?.toNumber() ?? null]));

describe('a target', () => {
  it('of a long gains what the price is to rise, in dollars of all its lots', () => {
    const outlook = outlookOf(targetOf('AAPL'), [stock('AAPL', '10'), stock('AAPL', '5')], at('100'));
    expect(numbers(outlook.returns)).toEqual({ eoy: 0.3, nextYear: 0.5, downside: -0.2 });
    expect(numbers(outlook.dollars)).toEqual({ eoy: 450, nextYear: 750, downside: -300 });
    expect(outlook.lots).toHaveLength(2);
  });

  it('of a short gains what the price is to fall', () => {
    const target = targetOf('C', {
      positionType: 'SHORT',
      prices: { eoy: '80', nextYear: '70', downside: '120' },
    });
    const outlook = outlookOf(target, [stock('C', '-10')], at('100'));
    expect(numbers(outlook.returns)).toEqual({ eoy: 0.2, nextYear: 0.3, downside: -0.2 });
    expect(numbers(outlook.dollars)).toEqual({ eoy: 200, nextYear: 300, downside: -200 });
    expect(outlook.inconsistent).toBe(false);
  });

  it.each([
    ['LC', '2', 'CALL', 0.5, 500],
    ['LP', '2', 'PUT', 0.5, 500],
    ['SC', '-2', 'CALL', -0.5, -500],
    ['SP', '-2', 'PUT', -0.5, -500],
  ] as const)(
    'of %s is for the premium of a contract, and counts a hundred shares each',
    (positionType, quantity, right, fraction, dollars) => {
      const lot = option(quantity, right);
      const target = targetOf(lot.position.symbol, {
        positionType,
        prices: { eoy: '7.5', nextYear: null, downside: null },
        userPrice: '5',
      });
      const outlook = outlookOf(target, [lot], at('460'));
      expect(outlook.price).toEqual({ source: 'user', value: '5' });
      expect(numbers(outlook.returns)).toEqual({ eoy: fraction, nextYear: null, downside: null });
      expect(numbers(outlook.dollars)).toEqual({ eoy: dollars, nextYear: null, downside: null });
    },
  );

  it('goes by the market before it goes by the person, and by nobody where neither knows', () => {
    const target = targetOf('AAPL', { userPrice: '90' });
    expect(outlookOf(target, [], at('100')).price).toMatchObject({
      source: 'market',
      value: '100',
      date: '2024-06-28',
    });
    expect(outlookOf(target, [], undefined).price).toEqual({ source: 'user', value: '90' });
    const unknown = outlookOf(targetOf('AAPL'), [stock('AAPL', '10')], undefined);
    expect([unknown.price, unknown.returns.eoy, unknown.dollars.eoy]).toEqual([null, null, null]);
  });

  it('typed LONG does not match a SHORT, and says what is held instead', () => {
    const outlook = outlookOf(targetOf('GE'), [stock('GE', '-10'), stock('F', '1')], at('100'));
    expect(outlook.lots).toEqual([]);
    expect(outlook.heldOtherwise).toEqual(['SHORT']);
    expect(outlook.dollars).toEqual({ eoy: null, nextYear: null, downside: null });
  });

  it('finds its position under any spelling of the symbol', () => {
    expect(outlookOf(targetOf('BRK-B'), [stock('BRK.B', '3')], at('400')).lots).toHaveLength(1);
  });

  it('of zero is a loss of everything, and not a missing target', () => {
    const target = targetOf('AAPL', { prices: { eoy: null, nextYear: null, downside: '0' } });
    expect(numbers(outlookOf(target, [stock('AAPL', '10')], at('100')).returns)).toEqual({
      eoy: null,
      nextYear: null,
      downside: -1,
    });
  });

  it('whose downside is above its target is inconsistent', () => {
    const bnd = targetOf('BND', { prices: { eoy: '76.58', nextYear: '79.64', downside: '78' } });
    expect(outlookOf(bnd, [], undefined).inconsistent).toBe(true);
    expect(outlookOf(targetOf('AAPL'), [], undefined).inconsistent).toBe(false);
  });

  it('of a short is the opposite of one of a long of the same size', () => {
    const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => decimal(cents).div(100).toFixed(2));
    fc.assert(
      fc.property(price, price, fc.integer({ min: 1, max: 1_000_000 }), (close, eoy, size) => {
        const prices = { eoy, nextYear: null, downside: null };
        const long = outlookOf(targetOf('X', { prices }), [stock('X', `${size}`)], at(close));
        const short = outlookOf(
          targetOf('X', { prices, positionType: 'SHORT' }),
          [stock('X', `-${size}`)],
          at(close),
        );
        expect(short.returns.eoy?.plus(long.returns.eoy ?? 1).toNumber()).toBe(0);
        expect(short.dollars.eoy?.plus(long.dollars.eoy ?? 1).toNumber()).toBe(0);
      }),
    );
  });
});

describe('the targets of a portfolio', () => {
  const held = [stock('AAPL', '10', '1000'), stock('C', '-10', '-500'), stock('F', '4', '500')];
  const outlooks = [
    outlookOf(targetOf('AAPL'), held, at('100')),
    outlookOf(
      targetOf('C', { positionType: 'SHORT', prices: { eoy: '40', nextYear: null, downside: null } }),
      held,
      at('50'),
    ),
    outlookOf(targetOf('NOTHELD'), held, at('1')),
  ];

  it('weigh by absolute value on equity, so that return × equity is the dollars', () => {
    const { horizons } = summarise(outlooks, held, '2000');
    expect(horizons.eoy.fraction?.toNumber()).toBeCloseTo(0.5 * 0.3 + 0.25 * 0.2, 15);
    expect(toMoney(horizons.eoy.dollars ?? decimal(0))).toBe('400.00');
    expect(horizons.eoy.positions).toBe(2);
    expect(horizons.nextYear).toMatchObject({ positions: 1 });
    for (const horizon of HORIZONS) {
      const { fraction, dollars } = horizons[horizon];
      expect(fraction?.times(2000).toNumber()).toBeCloseTo(dollars?.toNumber() ?? Number.NaN, 9);
    }
  });

  it('say how much of the portfolio they cover', () => {
    expect(summarise(outlooks, held, '2000')).toMatchObject({
      positions: 3,
      positionsWithTarget: 2,
      coverage: 2 / 3,
      coverageByValue: 0.75,
    });
  });

  it('show nothing, and not zero, where there is nothing', () => {
    expect(summarise([], held, '2000').horizons.eoy).toEqual({ fraction: null, dollars: null, positions: 0 });
    expect(summarise([], [], '2000')).toMatchObject({ coverage: null, coverageByValue: null });
    const broke = summarise(outlooks, held, '0').horizons.eoy;
    expect([broke.fraction, broke.dollars?.toNumber()]).toEqual([null, 400]);
  });
});
