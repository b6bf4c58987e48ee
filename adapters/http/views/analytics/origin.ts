import { z } from 'zod';
import type { Aggregate } from '../../../../application/analytics/aggregate.ts';
import type { Book } from '../../../../application/analytics/book.ts';
import type { PortfolioRow } from '../../../../application/ports/queries.ts';
import { decimal } from '../../../../domain/decimal.ts';
import { ENGINE_VERSION } from '../../../../domain/risk/engine-version.ts';
import { day, fraction, money, REASON_MESSAGES, REASONS, type Reason, uuid } from '../scalars.ts';

const facts = {
  available: z.literal(true),
  calculation_date: day.meta({ description: 'The session that the figures are as of' }),
  simulated: z.boolean().meta({ description: 'True when any price used was made up' }),
  engine_version: z.string().meta({ description: 'Of the formulas, which ran when this was read' }),
};

/** The paths that take numbers apart, for those of `numbers` that `explain` knows. */
export const explainPaths = (
  portfolioId: string,
  date: string,
  numbers: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    numbers.map((number) => [
      number,
      `/api/v1/audit/portfolios/${portfolioId}/explain?number=${number}&date=${date}`,
    ]),
  );

export const explainField = z.record(z.string(), z.string()).meta({
  description:
    'Where the numbers behind this one are taken apart, down to prices and events: paths by the name of the number',
});

/** What every figure says of itself that is computed when it is read. */
export const computedFields = { ...facts, portfolio_id: uuid, explain: explainField };

export const computedView = (
  portfolioId: string,
  book: Pick<Book, 'date' | 'simulated'>,
  explained: readonly string[],
) => ({
  available: true as const,
  calculation_date: book.date,
  simulated: book.simulated,
  engine_version: ENGINE_VERSION,
  portfolio_id: portfolioId,
  explain: explainPaths(portfolioId, book.date, explained),
});

const named = z.strictObject({ portfolio_id: uuid, portfolio_name: z.string() });

/** The same of a figure over several portfolios, and which of them it is about. */
export const aggregateFields = {
  ...facts,
  equity_balance: money.meta({ description: 'Of all portfolios included: what every weight is on' }),
  portfolios_included: z.int(),
  missing_portfolios: z.array(named).meta({ description: 'Not valued yet, and no part of any figure' }),
  stale_portfolios: z
    .array(named)
    .meta({ description: 'Included as of an earlier session than the calculation date' }),
  portfolio_coverage: fraction
    .nullable()
    .meta({ description: 'Equity included / that and the stated equity of the missing ones' }),
};

const coverageOf = ({ book, missing }: Aggregate): number | null => {
  const included = decimal(book.equity);
  const all = missing.reduce((total, { statedEquity }) => total.plus(statedEquity), included);
  return included.gt(0) && all.gt(0) ? Number(included.div(all)) : null;
};

export const aggregateView = (aggregate: Aggregate) => {
  const { book, portfolios, missing } = aggregate;
  const nameOf = ({ portfolioId, portfolioName }: PortfolioRow) => ({
    portfolio_id: portfolioId,
    portfolio_name: portfolioName,
  });
  return {
    available: true as const,
    calculation_date: book.date,
    simulated: book.simulated,
    engine_version: ENGINE_VERSION,
    equity_balance: book.equity,
    portfolios_included: portfolios.length,
    missing_portfolios: missing.map(nameOf),
    stale_portfolios: portfolios
      .filter((each) => each.book.date < book.date)
      .map(({ portfolio }) => nameOf(portfolio)),
    portfolio_coverage: coverageOf(aggregate),
  };
};

/** Where there is nothing over all portfolios. */
export const aggregateUnavailable = z
  .strictObject({ available: z.literal(false), reason: z.enum(REASONS), message: z.string() })
  .meta({ id: 'AggregateUnavailable' });

export const aggregateNotAvailable = (reason: Reason): z.infer<typeof aggregateUnavailable> => ({
  available: false,
  reason,
  message: REASON_MESSAGES[reason],
});
