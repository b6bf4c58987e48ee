import { z } from 'zod';
import type { BookGreeks } from '../../../../application/analytics/greeks.ts';
import { OPTION_ASSUMPTIONS } from '../../../../domain/risk/black-scholes.ts';
import type { PositionGreeks } from '../../../../domain/risk/position-greeks.ts';
import { uuid } from '../scalars.ts';

const greeksSchema = z
  .strictObject({
    delta: z.number().meta({ description: 'Shares of the underlying that move as the position does' }),
    delta_dollars: z.number().meta({ description: 'Delta × price of the underlying' }),
    gamma: z.number().meta({ description: 'Change of delta per dollar of the underlying' }),
    vega: z.number().meta({ description: 'Dollars per percentage point of volatility' }),
    theta: z.number().meta({ description: 'Dollars per calendar day' }),
    rho: z.number().meta({ description: 'Dollars per percentage point of rate' }),
  })
  .nullable()
  .meta({ description: 'Null where they cannot be computed, which is not 0' });

export const greeksFields = {
  assumptions: z.strictObject({
    model: z.string(),
    rate: z.number(),
    dividend_yield: z.number(),
    volatility: z.number(),
  }),
  positions: z.array(
    z.strictObject({
      position_id: uuid,
      symbol: z.string(),
      underlying: z.string(),
      spot: z
        .number()
        .nullable()
        .meta({ description: 'Price of an option’s underlying, in contract shares' }),
      years_to_expiry: z.number().nullable(),
      greeks: greeksSchema,
    }),
  ),
  underlyings: z.array(
    z.strictObject({
      underlying: z.string(),
      positions: z.int(),
      computed: z.int().meta({ description: 'How many of them have Greeks' }),
      total: greeksSchema,
    }),
  ),
};

const greeksView = (greeks: PositionGreeks | null) =>
  greeks === null
    ? null
    : {
        delta: greeks.delta,
        delta_dollars: greeks.dollarDelta,
        gamma: greeks.gamma,
        vega: greeks.vega,
        theta: greeks.theta,
        rho: greeks.rho,
      };

export const greeksBody = ({ positions, underlyings }: BookGreeks) => ({
  assumptions: {
    model:
      'Black–Scholes–Merton, European exercise, Actual/365 from the calculation date; per position: signed contracts × 100. Shares: delta is their number.',
    rate: OPTION_ASSUMPTIONS.rate,
    dividend_yield: OPTION_ASSUMPTIONS.dividendYield,
    volatility: OPTION_ASSUMPTIONS.volatility,
  },
  positions: positions.map(({ lot, underlying, greeks }) => ({
    position_id: lot.mark.positionId,
    symbol: lot.mark.symbol,
    underlying,
    spot: lot.option?.spot ?? null,
    years_to_expiry: lot.option?.years ?? null,
    greeks: greeksView(greeks),
  })),
  underlyings: underlyings.map(({ underlying, positions: count, computed, total }) => ({
    underlying,
    positions: count,
    computed,
    total: greeksView(total),
  })),
});
