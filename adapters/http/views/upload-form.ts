import { z } from 'zod';
import type { OnDuplicate } from '../../../domain/import/positions-import.ts';
import { limits } from '../../../domain/limits.ts';
import { ACCOUNT_TYPES } from '../../../domain/portfolio/position.ts';

export const ON_DUPLICATE = ['refuse', 'merge', 'keep'] as const satisfies readonly OnDuplicate[];

/**
 * The fields of create-portfolio. They are text, and may be absent as far as this schema goes: what is wrong with one
 * has a code of its own, which the domain knows. Only what is not one of our fields is refused here.
 */
export const uploadFields = z.strictObject({
  portfolio_name: z.string().optional(),
  account_name: z.string().optional(),
  account_type: z.string().optional(),
  equity_balance: z.string().optional(),
  description: z.string().optional(),
  on_duplicate: z.enum(ON_DUPLICATE).default('refuse'),
  auto_calculate: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});

/** The whole form, as the documentation shows it. */
export const documentedForm = z
  .strictObject({
    portfolio_name: z.string().meta({ description: `At most ${limits.portfolioNameLength} characters` }),
    account_name: z
      .string()
      .meta({ description: `At most ${limits.accountNameLength} characters, unique among your accounts` }),
    account_type: z.enum(ACCOUNT_TYPES),
    equity_balance: z.string().meta({
      description: 'Capital of the account in US dollars: its value less any margin loan',
      example: '100000.00',
    }),
    description: z
      .string()
      .optional()
      .meta({ description: `At most ${limits.descriptionLength} characters` }),
    on_duplicate: z
      .enum(ON_DUPLICATE)
      .optional()
      .meta({ description: 'What to do with rows of the same symbol or contract and entry date' }),
    auto_calculate: z.enum(['true', 'false']).optional(),
    csv_file: z
      .string()
      .meta({ format: 'binary', description: `A .csv file of at most ${limits.fileBytes} bytes` }),
  })
  .meta({ id: 'CreatePortfolioForm' });
