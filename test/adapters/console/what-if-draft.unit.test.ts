import type { Position, WhatIf } from '../../../adapters/console/api/analytics.ts';
import {
  type Draft,
  draftReducer,
  NOTHING,
  requestOf,
  tradesOf,
} from '../../../adapters/console/pages/stress/draft.ts';

const held = [
  { position_id: 'a', quantity: '100' },
  { position_id: 'b', quantity: '-50' },
] as unknown as readonly Position[];

const draftOf = (...actions: readonly Parameters<typeof draftReducer>[1][]): Draft =>
  actions.reduce(draftReducer, NOTHING);

describe('what somebody tries out', () => {
  it('asks nothing as long as nothing is otherwise', () => {
    expect(requestOf(NOTHING, held)).toBeNull();
    expect(requestOf(draftOf({ type: 'quantity', positionId: 'a', quantity: '100.0' }), held)).toBeNull();
    expect(requestOf(draftOf({ type: 'add', kind: 'share' }), held)).toBeNull();
  });

  it('passes over what is not a number yet, and asks about the rest', () => {
    const draft = draftOf(
      { type: 'quantity', positionId: 'a', quantity: '-' },
      { type: 'quantity', positionId: 'b', quantity: ' 0 ' },
    );
    expect(requestOf(draft, held)?.changes).toEqual([{ position_id: 'b', quantity: '0' }]);
  });

  it('asks about a hedge once it says enough', () => {
    const draft = draftOf({ type: 'add', kind: 'share' }, { type: 'add', kind: 'option' });
    expect(draft.additions.map(({ key }) => key)).toEqual([1, 2]);
    const filled = [
      { type: 'change', key: 1, to: { symbol: ' SPY ', quantity: '-20' } },
      { type: 'change', key: 2, to: { symbol: 'SPY', quantity: '2', strike: '500' } },
    ] as const;
    const half = filled.reduce(draftReducer, draft);
    expect(requestOf(half, held)?.additions).toEqual([{ symbol: 'SPY', quantity: '-20' }]);
    const whole = draftReducer(half, { type: 'change', key: 2, to: { expiration: '2024-12-20' } });
    expect(requestOf(whole, held)?.additions).toEqual([
      { symbol: 'SPY', quantity: '-20' },
      {
        investment_class: 'OPTIONS',
        underlying: 'SPY',
        quantity: '2',
        strike: '500',
        expiration: '2024-12-20',
        option_type: 'PUT',
      },
    ]);
    expect(draftReducer(whole, { type: 'drop', key: 1 }).additions.map(({ key }) => key)).toEqual([2]);
  });

  it('forgets a shock of zero, and clears shocks and positions apart', () => {
    const shocked = draftOf(
      { type: 'shock', factor: 'market_beta_90d', value: -0.2 },
      { type: 'shock', factor: 'ir_beta', value: 0.01 },
      { type: 'shock', factor: 'ir_beta', value: 0 },
      { type: 'quantity', positionId: 'a', quantity: '1' },
    );
    expect(requestOf(shocked, held)).toEqual({
      changes: [{ position_id: 'a', quantity: '1' }],
      additions: [],
      scenarios: [{ name: 'Your own shock', shocks: { market_beta_90d: -0.2 } }],
    });
    expect(draftReducer(shocked, { type: 'clear shocks' })).toEqual({ ...shocked, shocks: {} });
    expect(draftReducer(shocked, { type: 'clear positions' }).shocks).toEqual(shocked.shocks);
  });
});

describe('the trades that make it real', () => {
  const lot = (positionId: string | null, before: string, after: string) =>
    ({
      position_id: positionId,
      symbol: positionId ?? 'NEW',
      investment_class: 'PUBLIC',
      option: null,
      price: '10.123456789',
      quantity: { before, after, change: String(Number(after) - Number(before)) },
    }) as WhatIf['positions'][number];
  const trade = (before: string, after: string, positionId: string | null = 'a') =>
    tradesOf({ positions: [lot(positionId, before, after)] }).map(({ kind, quantity }) => [kind, quantity]);

  it.each([
    ['more of a long position is bought', '100', '120', [['open', '20']]],
    ['less of it is sold', '100', '70', [['close', '30']]],
    ['none of it is sold whole', '100', '0', [['close', '100']]],
    ['more of a short position is sold', '-50', '-80', [['open', '-30']]],
    ['less of it is bought back', '-50', '-20', [['close', '30']]],
    [
      'the other side closes one and opens the other',
      '100',
      '-10',
      [
        ['close', '100'],
        ['open', '-10'],
      ],
    ],
    ['nothing is nothing', '100', '100', []],
  ] as const)('%s', (_what, before, after, expected) => {
    expect(trade(before, after)).toEqual(expected);
  });

  it('opens what is not held, at a price that an entry takes', () => {
    expect(trade('0', '-20', null)).toEqual([['open', '-20']]);
    expect(tradesOf({ positions: [lot(null, '0', '5')] })[0]).toMatchObject({ price: '10.123456' });
  });
});
