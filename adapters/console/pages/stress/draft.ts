import type { Position, WhatIf, WhatIfRequest } from '../../api/analytics.ts';

export const SHOCKS = [
  { id: 'market_beta_90d', name: 'Market', reach: 0.5, step: 0.01 },
  { id: 'ir_beta', name: 'Long yields', reach: 0.03, step: 0.0005 },
  { id: 'value', name: 'Value', reach: 0.4, step: 0.01 },
  { id: 'growth', name: 'Growth', reach: 0.4, step: 0.01 },
  { id: 'momentum', name: 'Momentum', reach: 0.4, step: 0.01 },
  { id: 'quality', name: 'Quality', reach: 0.4, step: 0.01 },
  { id: 'size', name: 'Small companies', reach: 0.4, step: 0.01 },
  { id: 'low_volatility', name: 'Low volatility', reach: 0.4, step: 0.01 },
] as const;
export type ShockId = (typeof SHOCKS)[number]['id'];

export type Addition = {
  /** Of this page alone. */
  readonly key: number;
  readonly kind: 'share' | 'option';
  /** Of an option its underlying. */
  readonly symbol: string;
  readonly quantity: string;
  readonly strike: string;
  readonly expiration: string;
  readonly optionType: 'CALL' | 'PUT';
};

/** What somebody is trying out: nothing of it is saved. */
export type Draft = {
  /** As typed, by position. */
  readonly quantities: Readonly<Record<string, string>>;
  readonly additions: readonly Addition[];
  readonly shocks: Readonly<Partial<Record<ShockId, number>>>;
};

export const NOTHING: Draft = { quantities: {}, additions: [], shocks: {} };

export type DraftAction =
  | { readonly type: 'quantity'; readonly positionId: string; readonly quantity: string }
  | { readonly type: 'add'; readonly kind: Addition['kind'] }
  | { readonly type: 'change'; readonly key: number; readonly to: Partial<Omit<Addition, 'key'>> }
  | { readonly type: 'drop'; readonly key: number }
  | { readonly type: 'shock'; readonly factor: ShockId; readonly value: number }
  | { readonly type: 'clear positions' }
  | { readonly type: 'clear shocks' };

const added = (additions: readonly Addition[], kind: Addition['kind']): readonly Addition[] => [
  ...additions,
  {
    key: Math.max(0, ...additions.map(({ key }) => key)) + 1,
    kind,
    symbol: '',
    quantity: '',
    strike: '',
    expiration: '',
    optionType: 'PUT',
  },
];

export const draftReducer = (draft: Draft, action: DraftAction): Draft => {
  switch (action.type) {
    case 'quantity':
      return { ...draft, quantities: { ...draft.quantities, [action.positionId]: action.quantity } };
    case 'add':
      return { ...draft, additions: added(draft.additions, action.kind) };
    case 'change':
      return {
        ...draft,
        additions: draft.additions.map((each) =>
          each.key === action.key ? { ...each, ...action.to } : each,
        ),
      };
    case 'drop':
      return { ...draft, additions: draft.additions.filter(({ key }) => key !== action.key) };
    case 'shock': {
      const { [action.factor]: _, ...others } = draft.shocks;
      return { ...draft, shocks: action.value === 0 ? others : { ...others, [action.factor]: action.value } };
    }
    case 'clear positions':
      return { ...draft, quantities: {}, additions: [] };
    case 'clear shocks':
      return { ...draft, shocks: {} };
    default:
      return action satisfies never;
  }
};

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Held lots whose quantity is written and another one. */
export const changesOf = ({ quantities }: Draft, positions: readonly Position[]) =>
  positions.flatMap(({ position_id, quantity }) => {
    const wanted = quantities[position_id]?.trim();
    return wanted === undefined || !NUMBER.test(wanted) || Number(wanted) === Number(quantity)
      ? []
      : [{ position_id, quantity: wanted }];
  });

/** Entries that say enough to be asked about. */
const complete = ({ kind, symbol, quantity, strike, expiration }: Addition): boolean =>
  symbol.trim() !== '' &&
  NUMBER.test(quantity.trim()) &&
  Number(quantity) !== 0 &&
  (kind === 'share' || (NUMBER.test(strike.trim()) && expiration !== ''));

const additionOf = ({ kind, symbol, quantity, strike, expiration, optionType }: Addition) =>
  kind === 'share'
    ? { symbol: symbol.trim(), quantity: quantity.trim() }
    : {
        investment_class: 'OPTIONS',
        underlying: symbol.trim(),
        quantity: quantity.trim(),
        strike: strike.trim(),
        expiration,
        option_type: optionType,
      };

export const OWN_SCENARIO = 'Your own shock';

/** The question that the draft comes to, or null where it asks for nothing that is not known already. */
export const requestOf = (draft: Draft, positions: readonly Position[]): WhatIfRequest | null => {
  const changes = changesOf(draft, positions);
  const additions = draft.additions.filter(complete).map(additionOf);
  const shocks = { ...draft.shocks };
  const isShocked = Object.keys(shocks).length > 0;
  if (changes.length === 0 && additions.length === 0 && !isShocked) return null;
  return { changes, additions, scenarios: isShocked ? [{ name: OWN_SCENARIO, shocks }] : [] };
};

/** A trade that makes a tried-out quantity real. */
export type Trade =
  | {
      readonly kind: 'open';
      readonly symbol: string;
      readonly quantity: string;
      readonly price: string;
      readonly option: WhatIf['positions'][number]['option'];
      readonly investmentClass: WhatIf['positions'][number]['investment_class'];
    }
  | {
      readonly kind: 'close';
      readonly positionId: string;
      readonly symbol: string;
      /** Without a sign. */
      readonly quantity: string;
      readonly price: string;
    };

/** Entries have six decimals at most. */
const entryPrice = (price: string): string => price.replace(/(\.\d{6})\d+$/, '$1');

const unsigned = (quantity: string): string => quantity.replace('-', '');

/** What has to be bought and sold, at the prices that the answer was worked out with. */
export const tradesOf = ({ positions }: Pick<WhatIf, 'positions'>): readonly Trade[] =>
  positions.flatMap((each): readonly Trade[] => {
    const { position_id: positionId, symbol, quantity, option } = each;
    const price = entryPrice(each.price);
    const [before, after, change] = [quantity.before, quantity.after, quantity.change].map(Number) as [
      number,
      number,
      number,
    ];
    const open = (size: string): Trade => ({
      kind: 'open',
      symbol,
      quantity: size,
      price,
      option,
      investmentClass: each.investment_class,
    });
    if (change === 0) return [];
    if (positionId === null) return [open(quantity.after)];
    const close = (size: string): Trade => ({
      kind: 'close',
      positionId,
      symbol,
      quantity: unsigned(size),
      price,
    });
    if (after === 0) return [close(quantity.before)];
    if (Math.sign(after) !== Math.sign(before)) return [close(quantity.before), open(quantity.after)];
    return Math.abs(after) < Math.abs(before) ? [close(quantity.change)] : [open(quantity.change)];
  });
