import { z } from 'zod';
import { limits } from '../../../domain/limits.ts';
import { ACCOUNT_TYPES } from '../../../domain/portfolio/position.ts';
import { csvFile, jsonField, readingFields } from './import-fields.ts';
import { uuid } from './scalars.ts';

/**
 * Which accounts of a file become which portfolio. Its texts, like those of the form, are judged by the domain; what a
 * choice does not say of its type, equity and description, the form says for all.
 */
const accountChoice = z.strictObject({
  keys: z.array(z.string().max(200)).min(1).max(100),
  portfolio_name: z.string().max(1000),
  account_name: z.string().max(1000),
  account_type: z.string().max(100).optional(),
  equity_balance: z.string().max(100).optional(),
  description: z.string().max(5000).optional(),
});

const importFields = {
  ...readingFields,
  preview_id: uuid.toLowerCase().optional().meta({ description: 'A preview instead of a file' }),
  accounts: jsonField(z.array(accountChoice).min(1).max(50))
    .optional()
    .meta({
      description: 'Of a file with several accounts: which of them become which portfolio, as JSON',
      example: [
        { keys: ['1'], portfolio_name: 'Savings', account_name: 'IRA', equity_balance: '25000' },
        { keys: ['2', '3'], portfolio_name: 'Trading', account_name: 'Brokerage', equity_balance: '90000' },
      ],
    }),
};

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
  ...importFields,
  auto_calculate: z
    .union([z.enum(['true', 'false']), z.boolean()])
    .default('false')
    .transform((flag) => String(flag) === 'true'),
});

export type UploadFields = z.output<typeof uploadFields>;

/** The whole form, as the documentation shows it. */
export const documentedForm = z
  .strictObject({
    portfolio_name: z
      .string()
      .optional()
      .meta({ description: `Needed without \`accounts\`; at most ${limits.portfolioNameLength} characters` }),
    account_name: z
      .string()
      .optional()
      .meta({
        description: `Needed without \`accounts\`; at most ${limits.accountNameLength} characters, unique among your accounts`,
      }),
    account_type: z.enum(ACCOUNT_TYPES).optional(),
    equity_balance: z.string().optional().meta({
      description: 'Capital of the account in US dollars: its value less any margin loan',
      example: '100000.00',
    }),
    description: z
      .string()
      .optional()
      .meta({ description: `At most ${limits.descriptionLength} characters` }),
    ...importFields,
    auto_calculate: z.enum(['true', 'false']).optional(),
    csv_file: csvFile.optional(),
  })
  .meta({ id: 'CreatePortfolioForm' });
