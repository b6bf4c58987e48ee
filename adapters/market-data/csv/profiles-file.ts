import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { publishedNumber, publishedText } from '../profiles/published.ts';
import { ProfilesWithoutSymbols } from './faults.ts';

const text = z.string().optional().transform(publishedText);
const number = z
  .string()
  .optional()
  .transform((value) => publishedNumber(Number((value ?? '').replaceAll(',', ''))));

const ASSET_TYPES: Readonly<Record<string, SymbolProfile['assetType']>> = {
  equity: 'equity',
  stock: 'equity',
  etf: 'etf',
  etn: 'etf',
  fund: 'fund',
  mutualfund: 'fund',
  index: 'index',
};

const profileRow = z
  .object({
    symbol: z.string(),
    name: text,
    companyname: text,
    assettype: text,
    sector: text,
    industry: text,
    exchange: text,
    currency: text,
    marketcap: number,
    beta: number,
  })
  .transform(
    ({ symbol, name, companyname, assettype, marketcap, beta, ...rest }): [string, SymbolProfile] => [
      canonicalSymbol(symbol),
      {
        ...rest,
        companyName: name ?? companyname,
        assetType: ASSET_TYPES[(assettype ?? '').toLowerCase().replace(/[\s_-]/g, '')] ?? null,
        marketCap: marketcap,
        providerBeta: beta,
      },
    ],
  );

/**
 * The profiles of a `profiles.csv`: columns symbol, name, sector, industry, asset_type, exchange, currency, market_cap
 * (US dollars) and beta, in any order, all but the symbol optional. What is empty, "Unknown" or zero is not known.
 */
export const readProfiles = (bytes: Buffer, delimiter: string): ReadonlyMap<string, SymbolProfile> => {
  const records: unknown[] = parse(bytes, {
    bom: true,
    delimiter,
    columns: (headings: string[]) => headings.map((heading) => heading.toLowerCase().replace(/[\s_-]/g, '')),
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  return new Map(
    records.map((record) => {
      const parsed = profileRow.safeParse(record);
      if (parsed.success) return parsed.data;
      throw new ProfilesWithoutSymbols('profiles.csv needs a column "symbol"', { cause: parsed.error });
    }),
  );
};
