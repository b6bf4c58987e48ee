import { z } from 'zod';
import type {
  Assessment,
  ChangedLot,
  ValueTotals,
  WhatIf,
  WhatIfRequest,
} from '../../../../application/analytics/what-if.ts';
import { type Decimal, decimal, toMoney } from '../../../../domain/decimal.ts';
import { FACTOR_DEFINITIONS } from '../../../../domain/risk/factor-definitions.ts';
import { FACTOR_IDS } from '../../../../domain/risk/factors.ts';
import type { StressScenario } from '../../../../domain/risk/scenarios.ts';
import type { ScenarioResult } from '../../../../domain/risk/stress-results.ts';
import { optionSchema, optionView, subtypeOf } from '../position.ts';
import { cellsOfInput, newPosition } from '../position-input.ts';
import { day, decimalText, factorSetParameter, fraction, money, uuid } from '../scalars.ts';
import { scenariosInput, userScenarios } from './stress.ts';

const {
  entry_date: _date,
  exit_date: _exitDate,
  exit_price: _exitPrice,
  entry_price,
  ...addition
} = newPosition;

const AT_ONCE = 200;

export const whatIfFields = {
  changes: z
    .array(
      z.strictObject({
        position_id: uuid,
        quantity: z.union([z.string().max(100), z.number()]).meta({
          description: 'Signed, in the shares in which the position is shown; 0 takes it out',
          example: '120',
        }),
      }),
    )
    .max(AT_ONCE)
    .default([])
    .refine(
      (changes) => new Set(changes.map(({ position_id: id }) => id)).size === changes.length,
      'Name each position once.',
    ),
  additions: z
    .array(
      z.strictObject({
        ...addition,
        entry_price: entry_price.meta({
          description: 'Without it the last close, or for an option the value by Black–Scholes',
          example: '158.25',
        }),
      }),
    )
    .max(AT_ONCE)
    .default([])
    .meta({ description: 'Lots that are not held: a hedge, of any symbol whose prices are known' }),
  scenarios: scenariosInput
    .default([])
    .meta({ description: 'Scenarios of one’s own, beside those of every calculation' }),
  factor_set: factorSetParameter,
};

export const whatIfInput = z.strictObject(whatIfFields).meta({ id: 'WhatIfRequest' });

export const whatIfRequest = (
  input: z.output<typeof whatIfInput>,
  active: readonly StressScenario[],
): WhatIfRequest => ({
  changes: input.changes.map(({ position_id: positionId, quantity }) => ({
    positionId,
    quantity: String(quantity).trim(),
  })),
  additions: input.additions.map(cellsOfInput),
  scenarios: [...active, ...userScenarios(input)],
  factorSet: input.factor_set,
});

const compared = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ before: value, after: value, change: value });
const amounts = compared(money);
const figures = compared(z.number().nullable()).meta({
  description: 'Null where it is not known; the change where either is not',
});
const loss = z.strictObject({ pnl: money, fraction_of_equity: fraction }).nullable();

export const whatIfResultFields = {
  convention: z.string(),
  equity_balance: money.meta({ description: 'Of both sides: what is bought is paid from cash' }),
  values: z.strictObject({
    net_market_value: amounts,
    gross_exposure: amounts,
    long_value: amounts,
    short_value: amounts,
    cash_value: amounts,
    leverage: figures,
  }),
  positions: z
    .array(
      z.strictObject({
        position_id: uuid.nullable().meta({ description: 'Null for one that is not held' }),
        symbol: z.string(),
        investment_class: z.enum(['PUBLIC', 'OPTIONS', 'PRIVATE']),
        investment_subtype: z.string().nullable(),
        option: optionSchema.nullable(),
        quantity: compared(decimalText),
        market_value: amounts,
        price: decimalText,
        price_date: day.nullable(),
        price_event_id: uuid.nullable(),
        priced_by: z.enum(['market', 'given', 'model']).meta({
          description: '`model`: Black–Scholes with the assumptions of the Greeks',
        }),
      }),
    )
    .meta({ description: 'Those that would be otherwise, in the order of the request' }),
  quality: z.enum(['full', 'limited', 'partial', 'no_public_positions', 'unavailable']),
  factors: z.array(
    z.strictObject({
      factor_id: z.enum(FACTOR_IDS),
      name: z.string(),
      type: z.enum(['market', 'macro', 'style']),
      beta: figures,
      exposure_dollars: compared(money.nullable()),
      coverage: fraction.nullable().meta({ description: 'Afterwards' }),
      observations: z.int().nullable().meta({ description: 'Afterwards' }),
    }),
  ),
  volatility: z.strictObject({
    realized_volatility_21d: figures,
    realized_volatility_63d: figures,
    observations: z.int(),
    coverage: fraction.nullable(),
  }),
  stress: z.strictObject({
    method: z.literal('conditional'),
    factor_set: z.string(),
    observations: z.int(),
    covariance_as_of: day.nullable(),
    scenarios: z.array(
      z.strictObject({
        scenario_id: z.string().meta({ description: '`user_1`, `user_2`, … for one’s own' }),
        name: z.string(),
        category: z.string(),
        severity: z.string(),
        status: z.enum(['ok', 'partial', 'failed']),
        missing_factors: z.array(z.string()),
        conditional: compared(loss),
        direct: compared(loss),
      }),
    ),
  }),
};

const money2 = (before: Decimal, after: Decimal) => ({
  before: toMoney(decimal(before)),
  after: toMoney(decimal(after)),
  change: toMoney(decimal(toMoney(decimal(after))).minus(toMoney(decimal(before)))),
});

const known = (before: number | null, after: number | null) => ({
  before,
  after,
  change: before === null || after === null ? null : after - before,
});

const knownMoney = (before: Decimal | null, after: Decimal | null) =>
  before === null || after === null ? { before, after, change: null } : money2(before, after);

type Loss = ScenarioResult['direct'];

const lossView = (value: Loss): z.infer<typeof loss> =>
  value === null ? null : { pnl: value.dollars, fraction_of_equity: value.fractionOfEquity };

const losses = (before: Loss, after: Loss) => ({
  before: lossView(before),
  after: lossView(after),
  change:
    before === null || after === null
      ? null
      : {
          pnl: money2(before.dollars, after.dollars).change,
          fraction_of_equity: after.fractionOfEquity - before.fractionOfEquity,
        },
});

const leverageOf = ({ grossExposure }: ValueTotals, equity: Decimal): number | null =>
  decimal(equity).gt(0) ? Number(decimal(grossExposure).div(equity)) : null;

const lotView = ({ positionId, position, before, after, mark, pricedBy }: ChangedLot) => ({
  position_id: positionId,
  symbol: position.symbol,
  investment_class: position.investmentClass,
  investment_subtype: subtypeOf(position),
  option: optionView(position),
  quantity: {
    before: before.quantity,
    after: after.quantity,
    change: decimal(after.quantity).minus(before.quantity).toFixed(),
  },
  market_value: money2(before.marketValue, after.marketValue),
  price: mark.price,
  price_date: mark.priceDate,
  price_event_id: mark.priceEventId,
  priced_by: pricedBy,
});

const stressView = (before: Assessment['stress'], after: Assessment['stress']) => ({
  method: after.method,
  factor_set: after.factorSet,
  observations: after.observations,
  covariance_as_of: after.covarianceAsOf,
  scenarios: after.scenarios.map((scenario, i) => {
    const was = before.scenarios[i];
    return {
      scenario_id: scenario.scenarioId,
      name: scenario.name,
      category: scenario.category,
      severity: scenario.severity,
      status: scenario.status,
      missing_factors: [...scenario.missingFactors],
      conditional: losses(was?.conditional ?? null, scenario.conditional),
      direct: losses(was?.direct ?? null, scenario.direct),
    };
  }),
});

export const whatIfBody = ({ before, after, lots }: WhatIf, equity: Decimal) => ({
  convention:
    'Traded at the last close and paid from cash: equity stays, before costs and taxes. The formulas are those of a calculation.',
  equity_balance: equity,
  values: {
    net_market_value: money2(before.totals.netMarketValue, after.totals.netMarketValue),
    gross_exposure: money2(before.totals.grossExposure, after.totals.grossExposure),
    long_value: money2(before.totals.longValue, after.totals.longValue),
    short_value: money2(before.totals.shortValue, after.totals.shortValue),
    cash_value: money2(before.totals.cash, after.totals.cash),
    leverage: known(leverageOf(before.totals, equity), leverageOf(after.totals, equity)),
  },
  positions: lots.map(lotView),
  quality: after.exposures.quality,
  factors: after.exposures.exposures.map((exposure, i) => {
    const was = before.exposures.exposures[i];
    const definition = FACTOR_DEFINITIONS.find(({ id }) => id === exposure.factor);
    return {
      factor_id: exposure.factor,
      name: definition?.name ?? exposure.factor,
      type: definition?.type ?? ('style' as const),
      beta: known(was?.beta ?? null, exposure.beta),
      exposure_dollars: knownMoney(was?.dollars ?? null, exposure.dollars),
      coverage: exposure.coverage,
      observations: exposure.observations,
    };
  }),
  volatility: {
    realized_volatility_21d: known(before.volatility.window21, after.volatility.window21),
    realized_volatility_63d: known(before.volatility.window63, after.volatility.window63),
    observations: after.volatility.observations,
    coverage: after.volatility.coverage,
  },
  stress: stressView(before.stress, after.stress),
});
