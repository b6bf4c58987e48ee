import { z } from 'zod';
import type { Book } from '../../../../application/analytics/book.ts';
import { ENGINE_VERSION } from '../../../../domain/risk/engine-version.ts';
import { day, uuid } from '../scalars.ts';

const facts = {
  available: z.literal(true),
  calculation_date: day.meta({ description: 'The session that the figures are as of' }),
  simulated: z.boolean().meta({ description: 'True when any price used was made up' }),
  engine_version: z.string().meta({ description: 'Of the formulas, which ran when this was read' }),
};

/** What every figure says of itself that is computed when it is read. */
export const computedFields = { ...facts, portfolio_id: uuid };

export const computedView = (portfolioId: string, book: Pick<Book, 'date' | 'simulated'>) => ({
  available: true as const,
  calculation_date: book.date,
  simulated: book.simulated,
  engine_version: ENGINE_VERSION,
  portfolio_id: portfolioId,
});

/** Where a number is taken apart; null for one that `explain` does not know. */
export const explainLink = z
  .string()
  .nullable()
  .meta({ description: 'Path that takes the number apart down to prices and events' });

export const explainPath = (portfolioId: string, date: string, number: string): string =>
  `/api/v1/audit/portfolios/${portfolioId}/explain?number=${number}&date=${date}`;
