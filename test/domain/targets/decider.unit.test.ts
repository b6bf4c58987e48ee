import { targetsDecider } from '../../../domain/targets/decider.ts';
import type { TargetsEvent } from '../../../domain/targets/events.ts';
import { type NewTarget, targetIdOf } from '../../../domain/targets/target-price.ts';
import { given } from '../../support/given.ts';

const portfolioId = 'p1';

const targetOf = (
  symbol: string,
  eoy = '261.38',
  positionType: NewTarget['positionType'] = 'LONG',
): NewTarget => ({
  symbol,
  positionType,
  prices: { eoy, nextYear: null, downside: '200' },
  userPrice: null,
});

const set = (...targets: readonly NewTarget[]): TargetsEvent => ({
  type: 'TargetPricesSet',
  data: {
    portfolioId,
    targets: targets.map((target) => ({ targetId: targetIdOf(portfolioId, target), ...target })),
  },
});

const removed = (target: NewTarget): TargetsEvent => ({
  type: 'TargetPriceRemoved',
  data: {
    portfolioId,
    targetId: targetIdOf(portfolioId, target),
    symbol: target.symbol,
    positionType: target.positionType,
  },
});

const setting = (...targets: readonly NewTarget[]) =>
  ({ type: 'SetTargetPrices', portfolioId, targets }) as const;
const removing = (target: NewTarget) =>
  ({ type: 'RemoveTargetPrice', portfolioId, targetId: targetIdOf(portfolioId, target) }) as const;

describe('the target prices of a portfolio', () => {
  it('are set together as one event', () => {
    given(targetsDecider, [])
      .when(setting(targetOf('AAPL'), targetOf('MSFT')))
      .then(set(targetOf('AAPL'), targetOf('MSFT')));
  });

  it('replace the target of the same symbol and type, and tell only what changes', () => {
    given(targetsDecider, [set(targetOf('AAPL'), targetOf('MSFT'))])
      .when(setting(targetOf('AAPL', '300'), targetOf('MSFT')))
      .then(set(targetOf('AAPL', '300')));
  });

  it('are not told again when nothing changes', () => {
    given(targetsDecider, [set(targetOf('AAPL'))])
      .when(setting(targetOf('AAPL')))
      .thenNothing();
  });

  it('are told again after they were removed', () => {
    given(targetsDecider, [set(targetOf('AAPL')), removed(targetOf('AAPL'))])
      .when(setting(targetOf('AAPL')))
      .then(set(targetOf('AAPL')));
  });

  it('are two for a symbol that is held long and short', () => {
    given(targetsDecider, [set(targetOf('C'))])
      .when(setting(targetOf('C', '80', 'SHORT')))
      .then(set(targetOf('C', '80', 'SHORT')));
    expect(targetIdOf(portfolioId, targetOf('C'))).not.toBe(
      targetIdOf(portfolioId, targetOf('C', '80', 'SHORT')),
    );
    expect(targetIdOf(portfolioId, targetOf('C'))).not.toBe(targetIdOf('p2', targetOf('C')));
  });

  it('are removed once', () => {
    given(targetsDecider, [set(targetOf('AAPL'))])
      .when(removing(targetOf('AAPL')))
      .then(removed(targetOf('AAPL')));
    given(targetsDecider, [set(targetOf('AAPL')), removed(targetOf('AAPL'))])
      .when(removing(targetOf('AAPL')))
      .thenNothing();
  });

  it('are at most a thousand, and all are refused when one is too many', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => targetOf(`S${i}`));
    given(targetsDecider, [set(...thousand.slice(1))])
      .when(setting(targetOf('A'), targetOf('B')))
      .thenRefused('ERR_TARGET_011');
    given(targetsDecider, [set(...thousand)])
      .when(setting(targetOf('S7', '1')))
      .thenTypes('TargetPricesSet');
  });
});
