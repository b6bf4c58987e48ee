import type { SymbolProfile } from '../../../domain/symbol/events.ts';

const ASSET_TYPES: Readonly<Record<string, SymbolProfile['assetType']>> = {
  EQUITY: 'equity',
  ETF: 'etf',
  MUTUALFUND: 'fund',
  INDEX: 'index',
};

/** Yahoo's quote type in our words; null for what we do not hold. */
export const assetTypeOf = (quoteType: string | null | undefined): SymbolProfile['assetType'] =>
  ASSET_TYPES[quoteType ?? ''] ?? null;
