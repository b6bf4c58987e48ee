import { v5 } from 'uuid';

/** Names are hashed in the DNS namespace, so that ids of demo users are the same on every machine. */
const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

export type UserId = string;
export type PortfolioId = string;
export type PositionId = string;
export type ImportId = string;
export type FlowId = string;
export type RunId = string;

const utf8 = new TextEncoder();

/** Given bytes, the library need not make them by way of escapes, which is half of its time. */
export const uuid5 = (name: string, namespace: string = DNS): string => v5(utf8.encode(name), namespace);

export const userIdOf = (normalisedEmail: string): UserId => uuid5(normalisedEmail);

export const portfolioIdOf = (userId: UserId, accountName: string): PortfolioId =>
  uuid5(`${userId}:${accountName.trim()}`);

/** `ordinal` tells apart lots of one symbol entered on one day; the first has none, as the published ids do. */
export const positionIdOf = (
  portfolioId: PortfolioId,
  symbol: string,
  entryDate: string,
  ordinal = 0,
): PositionId =>
  uuid5(`${portfolioId}:${symbol.trim().toUpperCase()}:${entryDate}${ordinal === 0 ? '' : `:${ordinal}`}`);
