import { z } from 'zod';
import { FACTOR_SET_IDS } from '../../../domain/risk/stress-results.ts';

/** The kinds of value on the wire. Money and decimals are strings, statistics are numbers, times are UTC with `Z`. */

export const money = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .meta({ description: 'US dollars and cents', example: '1250.00' });

export const decimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'Exact decimal', example: '12.345678' });

/** A decimal fraction: 0.05 is five percent. */
export const fraction = z.number().meta({ description: 'Decimal fraction: 0.05 is 5 %' });

export const day = z.iso.date().meta({ description: 'New York calendar date' });

export const instant = z.iso.datetime().meta({ description: 'UTC instant' });

export const uuid = z.guid();

export const eventPosition = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'Place in the log; opaque: compare, store, pass back' });

/** The name of a stream of the log, in a path. */
export const streamParameter = z.string().regex(/^[a-z]+(-[a-z]+)*-[A-Za-z0-9._^=-]{1,128}$/);

/** An id in a path, in any case. */
export const idParameter = z.guid().toLowerCase();

/** A whole number written plainly, as a query parameter. */
export const countParameter = ({
  atLeast,
  atMost,
  usually,
}: {
  readonly atLeast: number;
  readonly atMost: number;
  readonly usually: number;
}) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/, 'Give a whole number.')
    .transform(Number)
    .pipe(z.int().min(atLeast).max(atMost))
    .default(usually)
    .meta({ type: 'integer', minimum: atLeast, maximum: atMost, default: usually });

/** A share from 0 to 1 as a plain decimal, as a query parameter. */
export const shareParameter = (usually: number) =>
  z
    .string()
    .regex(/^[01](\.\d{1,10})?$/, 'Give a decimal from 0 to 1.')
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .default(usually)
    .meta({ type: 'number', minimum: 0, maximum: 1, default: usually });

/** A rate a year as a plain decimal, as a query parameter; 0 unless given. */
export const rateParameter = z
  .string()
  .regex(/^-?\d(\.\d{1,10})?$/, 'Give a decimal rate a year, as 0.05 for 5 %.')
  .transform(Number)
  .pipe(z.number().gt(-1).max(1))
  .default(0)
  .meta({ type: 'number', minimum: -1, maximum: 1, default: 0 });

/** Which betas a stress adds up. */
export const factorSetParameter = z.enum(FACTOR_SET_IDS).default('market_rates_spreads').meta({
  description:
    'Market, rates and the four spreads; or rates and the six ridge styles, which hold the market among them',
});

export const flagParameter = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
  .meta({ type: 'boolean', default: false });

export const pagingParameters = (usually = 50, atMost = 500) => ({
  limit: countParameter({ atLeast: 1, atMost, usually }),
  offset: countParameter({ atLeast: 0, atMost: 100_000_000, usually: 0 }),
});

/** How a page says where it is. */
export const pageFields = {
  total: z.int().nonnegative(),
  limit: z.int().positive(),
  offset: z.int().nonnegative(),
};

/** Why there is nothing to show. */
export const REASONS = [
  'NO_SNAPSHOT',
  'NO_FACTOR_CALCULATIONS',
  'NO_VOLATILITY',
  'NO_STRESS_TEST_RESULTS',
  'NO_CALCULATION',
  'NO_INVESTMENTS',
  'NO_MARKET_POSITIONS',
  'TOO_FEW_SYMBOLS',
] as const;
export type Reason = (typeof REASONS)[number];

/** Where there is nothing to show yet: said, and never shown as zeros. */
export const unavailable = z
  .strictObject({
    available: z.literal(false),
    portfolio_id: uuid,
    reason: z.enum(REASONS),
    message: z.string(),
  })
  .meta({ id: 'Unavailable' });

export const REASON_MESSAGES: Readonly<Record<Reason, string>> = {
  NO_SNAPSHOT: 'The portfolio has not been valued yet: request a calculation.',
  NO_FACTOR_CALCULATIONS: 'Factor exposures have not been calculated yet: request a calculation.',
  NO_VOLATILITY: 'Volatility has not been calculated yet: request a calculation.',
  NO_STRESS_TEST_RESULTS: 'Stress tests have not been run yet: request a calculation.',
  NO_CALCULATION: 'Nothing has been calculated yet: request a calculation.',
  NO_INVESTMENTS: 'Nothing but cash is held.',
  NO_MARKET_POSITIONS: 'Nothing is held that has a market price.',
  TOO_FEW_SYMBOLS: 'Fewer than two symbols are large enough: lower the thresholds.',
};

export const notAvailable = (portfolioId: string, reason: Reason): z.infer<typeof unavailable> => ({
  available: false,
  portfolio_id: portfolioId,
  reason,
  message: REASON_MESSAGES[reason],
});
