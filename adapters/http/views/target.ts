import { z } from 'zod';
import type { PortfolioTargets, TargetWithOutlook } from '../../../application/targets/read-targets.ts';
import { toMoney } from '../../../domain/decimal.ts';
import { summarise } from '../../../domain/targets/outlook.ts';
import type { TargetText } from '../../../domain/targets/parse-target.ts';
import { isOptionType } from '../../../domain/targets/target-price.ts';
import { day, decimalText, fraction, instant, money, uuid } from './scalars.ts';

/** Digits that a JSON number keeps on its way through a double. */
const EXACT_DIGITS = 15;

const exactNumber = z
  .number()
  .refine((value) => String(value).replace(/\D|^0\.0*/g, '').length <= EXACT_DIGITS, {
    error: `A number of more than ${EXACT_DIGITS} digits is not exact; send it as a string.`,
  })
  .transform(String);

const priceInput = z
  .union([z.string().max(100), exactNumber])
  .nullish()
  .meta({ description: 'At least 0, at most 6 decimals; a string, or a number of at most 15 digits' });

/** Permissive on purpose: what is wrong with a value has a code of its own. */
export const targetInput = z
  .strictObject({
    symbol: z
      .string()
      .max(1000)
      .meta({ description: 'For options the symbol of the contract', example: 'AAPL' }),
    position_type: z
      .string()
      .max(100)
      .meta({ description: 'LONG, SHORT, LC, LP, SC or SP', example: 'LONG' }),
    target_eoy: priceInput,
    target_next_year: priceInput,
    downside: priceInput,
    current_price: priceInput.meta({
      description: 'Above 0: the price to go by where the market has none',
    }),
  })
  .meta({ id: 'NewTargetPrice' });

export const targetTextOf = (input: z.output<typeof targetInput>): TargetText => ({
  symbol: input.symbol,
  position_type: input.position_type,
  target_eoy: input.target_eoy ?? '',
  target_next_year: input.target_next_year ?? '',
  downside: input.downside ?? '',
  current_price: input.current_price ?? '',
});

/** The form of an import, as the documentation shows it. */
export const targetsForm = z
  .strictObject({
    csv_file: z.string().meta({
      format: 'binary',
      description:
        'A .csv file with the columns symbol, position_type, target_eoy, target_next_year, downside, current_price',
    }),
  })
  .meta({ id: 'TargetPricesForm' });

const positionType = z.enum(['LONG', 'SHORT', 'LC', 'LP', 'SC', 'SP']);

export const targetSchema = z
  .strictObject({
    target_id: uuid,
    portfolio_id: uuid,
    symbol: z.string(),
    position_type: positionType,
    applies_to: z
      .enum(['security', 'option_premium'])
      .meta({ description: 'What the prices are of: the target of an option is for its premium per share' }),
    target_eoy: decimalText.nullable(),
    target_next_year: decimalText.nullable(),
    downside: decimalText.nullable(),
    current_price: decimalText.nullable().meta({ description: 'As the person gave it' }),
    price: decimalText.nullable().meta({ description: 'What the returns are measured from' }),
    price_source: z.enum(['market', 'user']).nullable().meta({
      description: 'The latest raw close at or before `as_of`, else the price that the person gave',
    }),
    price_date: day.nullable(),
    price_event_id: uuid.nullable(),
    simulated: z.boolean(),
    as_of: day,
    return_eoy: fraction.nullable(),
    return_next_year: fraction.nullable(),
    return_downside: fraction.nullable(),
    matching: z.enum(['held', 'held_otherwise', 'not_held']),
    positions: z.int().meta({ description: 'Lots that it is about' }),
    upside_eoy_dollars: money.nullable(),
    upside_next_year_dollars: money.nullable(),
    downside_dollars: money.nullable(),
    notes: z.array(z.string()),
    updated_at: instant,
    event_id: uuid,
  })
  .meta({ id: 'TargetPrice', description: 'Returns and dollars are positive when the holder gains' });

type Amount = { readonly toFixed: (decimals: number) => string } | null;

const fractionOf = (value: Amount): number | null => (value === null ? null : Number(value.toFixed(8)));

const dollarsOf = (value: Parameters<typeof toMoney>[0] | null): string | null =>
  value === null ? null : toMoney(value);

const matchingOf = ({ outlook }: TargetWithOutlook): z.infer<typeof targetSchema>['matching'] => {
  if (outlook.lots.length > 0) return 'held';
  return outlook.heldOtherwise.length > 0 ? 'held_otherwise' : 'not_held';
};

const mismatchOf = ({ row, outlook }: TargetWithOutlook): string | null => {
  if (outlook.lots.length > 0) return null;
  return outlook.heldOtherwise.length > 0
    ? `${row.symbol} is held as ${outlook.heldOtherwise.join(', ')}; a target for ${row.positionType} does not apply to it.`
    : `${row.symbol} is not held as ${row.positionType}.`;
};

const notesOf = (target: TargetWithOutlook): string[] => {
  const { row, outlook } = target;
  return [
    mismatchOf(target),
    isOptionType(row.positionType) ? 'The prices are of the option’s premium, not of its underlying.' : null,
    outlook.price === null ? 'There is no market price and none was given: no return can be told.' : null,
    outlook.inconsistent ? 'The downside is better than a target: please check them.' : null,
  ].filter((note) => note !== null);
};

export const targetView = (target: TargetWithOutlook, asOf: string): z.infer<typeof targetSchema> => {
  const { row, outlook } = target;
  const market = outlook.price?.source === 'market' ? outlook.price : null;
  return {
    target_id: row.targetId,
    portfolio_id: row.portfolioId,
    symbol: row.symbol,
    position_type: row.positionType,
    applies_to: isOptionType(row.positionType) ? 'option_premium' : 'security',
    target_eoy: row.prices.eoy,
    target_next_year: row.prices.nextYear,
    downside: row.prices.downside,
    current_price: row.userPrice,
    price: outlook.price?.value ?? null,
    price_source: outlook.price?.source ?? null,
    price_date: market?.date ?? null,
    price_event_id: market?.eventId ?? null,
    simulated: market?.simulated ?? false,
    as_of: asOf,
    return_eoy: fractionOf(outlook.returns.eoy),
    return_next_year: fractionOf(outlook.returns.nextYear),
    return_downside: fractionOf(outlook.returns.downside),
    matching: matchingOf(target),
    positions: outlook.lots.length,
    upside_eoy_dollars: dollarsOf(outlook.dollars.eoy),
    upside_next_year_dollars: dollarsOf(outlook.dollars.nextYear),
    downside_dollars: dollarsOf(outlook.dollars.downside),
    notes: notesOf(target),
    updated_at: row.updatedAt,
    event_id: row.eventId,
  };
};

export const targetSummarySchema = z
  .strictObject({
    available: z.literal(true),
    portfolio_id: uuid,
    snapshot_date: day,
    equity_balance: money,
    target_price_return_eoy: fraction.nullable(),
    target_price_return_next_year: fraction.nullable(),
    target_price_downside_return: fraction.nullable(),
    target_price_upside_eoy_dollars: money.nullable(),
    target_price_upside_next_year_dollars: money.nullable(),
    target_price_downside_dollars: money.nullable(),
    positions_counted: z
      .strictObject({ eoy: z.int(), next_year: z.int(), downside: z.int() })
      .meta({ description: 'Lots with a target and a price, behind each of the figures' }),
    target_price_coverage: fraction
      .nullable()
      .meta({ description: 'Lots with a target / lots held; null where nothing is held' }),
    target_price_coverage_by_value: fraction
      .nullable()
      .meta({ description: 'The same by absolute market value' }),
    target_price_positions_count: z.int(),
    target_price_total_positions: z.int(),
    target_price_last_updated: instant.nullable(),
    unmatched: z.array(
      z.strictObject({ target_id: uuid, symbol: z.string(), position_type: positionType, note: z.string() }),
    ),
    simulated: z.boolean(),
    snapshot_event_id: uuid,
  })
  .meta({
    id: 'TargetPriceSummary',
    description:
      'A return is the sum over lots of |market value| / equity × return; lots without a target add nothing',
  });

export const targetSummaryView = (
  portfolioId: string,
  {
    snapshot,
    held,
    targets,
  }: PortfolioTargets & { readonly snapshot: NonNullable<PortfolioTargets['snapshot']> },
): z.infer<typeof targetSummarySchema> => {
  const outlooks = targets.map(({ outlook }) => outlook);
  const summary = summarise(outlooks, held, snapshot.valuation.equity);
  const { eoy, nextYear, downside } = summary.horizons;
  return {
    available: true,
    portfolio_id: portfolioId,
    snapshot_date: snapshot.valuation.date,
    equity_balance: snapshot.valuation.equity,
    target_price_return_eoy: fractionOf(eoy.fraction),
    target_price_return_next_year: fractionOf(nextYear.fraction),
    target_price_downside_return: fractionOf(downside.fraction),
    target_price_upside_eoy_dollars: dollarsOf(eoy.dollars),
    target_price_upside_next_year_dollars: dollarsOf(nextYear.dollars),
    target_price_downside_dollars: dollarsOf(downside.dollars),
    positions_counted: { eoy: eoy.positions, next_year: nextYear.positions, downside: downside.positions },
    target_price_coverage: summary.coverage,
    target_price_coverage_by_value: summary.coverageByValue,
    target_price_positions_count: summary.positionsWithTarget,
    target_price_total_positions: summary.positions,
    target_price_last_updated:
      targets
        .map(({ row }) => row.updatedAt)
        .toSorted()
        .at(-1) ?? null,
    unmatched: targets.flatMap((target) => {
      const note = mismatchOf(target);
      const { targetId, symbol, positionType: type } = target.row;
      return note === null ? [] : [{ target_id: targetId, symbol, position_type: type, note }];
    }),
    simulated:
      snapshot.simulated || outlooks.some(({ price }) => price?.source === 'market' && price.simulated),
    snapshot_event_id: snapshot.eventId,
  };
};
