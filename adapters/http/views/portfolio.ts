import { z } from 'zod';
import type { ImportRow, PortfolioRow } from '../../../application/ports/queries.ts';
import type { PortfolioForm } from '../../../domain/portfolio/form.ts';
import { day, decimalText, instant, uuid } from './scalars.ts';

export const portfolioSchema = z
  .strictObject({
    portfolio_id: uuid,
    portfolio_name: z.string(),
    account_name: z.string(),
    account_type: z.string(),
    equity_balance: decimalText.meta({ description: 'Capital of the account as stated, at `equity_as_of`' }),
    equity_as_of: day,
    description: z.string().nullable(),
    currency: z.string(),
    num_positions: z.int(),
    created_at: instant,
    archived_at: instant.nullable(),
  })
  .meta({ id: 'Portfolio' });

/** Permissive on purpose: what is wrong with a value has a code of its own. */
const formText = z.string().max(5000).optional();

export const newPortfolioInput = z
  .strictObject({
    portfolio_name: formText,
    account_name: formText,
    account_type: formText.meta({ example: 'taxable' }),
    equity_balance: z
      .union([z.string().max(100), z.number()])
      .optional()
      .meta({ description: 'The account value less any margin loan, in US dollars', example: '100000.00' }),
    description: formText.nullable(),
  })
  .meta({ id: 'NewEmptyPortfolio' });

export const formOf = (input: z.output<typeof newPortfolioInput>): PortfolioForm => ({
  portfolioName: input.portfolio_name,
  accountName: input.account_name,
  accountType: input.account_type,
  equityBalance: input.equity_balance === undefined ? undefined : String(input.equity_balance),
  description: input.description ?? undefined,
});

/** What is left out stays. */
export const namesInput = z
  .strictObject({ portfolio_name: formText, account_name: formText })
  .meta({ id: 'PortfolioNames' });

export const portfolioView = (row: PortfolioRow): z.infer<typeof portfolioSchema> => ({
  portfolio_id: row.portfolioId,
  portfolio_name: row.portfolioName,
  account_name: row.accountName,
  account_type: row.accountType,
  equity_balance: row.statedEquity,
  equity_as_of: row.equityAsOf,
  description: row.description,
  currency: row.currency,
  num_positions: row.positionCount,
  created_at: row.createdAt,
  archived_at: row.archivedAt,
});

export const importSchema = z
  .strictObject({
    import_id: uuid,
    kind: z.enum(['first', 'reconciliation']).meta({
      description: 'The first file of a portfolio, or a newer one that was compared with what was held',
    }),
    file_sha256: z.string(),
    positions: z.int().meta({ description: 'That it brought' }),
    changed: z.int(),
    closed: z.int(),
    undone: z
      .strictObject({ removed: z.int(), restored: z.int(), stayed: z.int() })
      .nullable()
      .meta({ description: 'How many positions reverting it removed, restored, and left as they were' }),
    imported_at: instant,
    reverted_at: instant.nullable(),
    revert_reason: z.string().nullable(),
  })
  .meta({ id: 'Import' });

export const importView = (row: ImportRow): z.infer<typeof importSchema> => ({
  import_id: row.importId,
  kind: row.kind,
  file_sha256: row.fileSha256,
  positions: row.positions,
  changed: row.changed,
  closed: row.closed,
  undone: row.undone,
  imported_at: row.importedAt,
  reverted_at: row.revertedAt,
  revert_reason: row.revertReason,
});
