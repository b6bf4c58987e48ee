import { z } from 'zod';
import type { ImportRow, PortfolioRow } from '../../../application/ports/queries.ts';
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
  })
  .meta({ id: 'Portfolio' });

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
});

export const importSchema = z
  .strictObject({
    import_id: uuid,
    file_sha256: z.string(),
    positions: z.int(),
    imported_at: instant,
    reverted_at: instant.nullable(),
    revert_reason: z.string().nullable(),
  })
  .meta({ id: 'Import' });

export const importView = (row: ImportRow): z.infer<typeof importSchema> => ({
  import_id: row.importId,
  file_sha256: row.fileSha256,
  positions: row.positions,
  imported_at: row.importedAt,
  reverted_at: row.revertedAt,
  revert_reason: row.revertReason,
});
