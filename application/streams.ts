/** Stream names, in one place. That of an e-mail address is made by `createEmailStream`: it takes a secret. */
export const streams = {
  user: (userId: string) => `user-${userId}`,
  /** Of invites: the id is a keyed hash of the code. */
  invite: (inviteId: string) => `invite-${inviteId}`,
  /** Of the administrator who acts as others. */
  impersonations: (administratorId: string) => `impersonations-${administratorId}`,
  accounts: (userId: string) => `accounts-${userId}`,
  portfolio: (portfolioId: string) => `portfolio-${portfolioId}`,
  calculation: (portfolioId: string) => `calculation-${portfolioId}`,
  valuation: (portfolioId: string) => `valuation-${portfolioId}`,
  risk: (portfolioId: string) => `risk-${portfolioId}`,
  targets: (portfolioId: string) => `targets-${portfolioId}`,
  symbol: (symbol: string) => `symbol-${symbol}`,
  /** Of one session. */
  symbolBatch: (date: string) => `symbol-batch-${date}`,
  /** Of one session. */
  portfolioRefresh: (date: string) => `portfolio-refresh-${date}`,
  /** Who else looked at the person's data. */
  access: (userId: string) => `access-${userId}`,
} as const;

/** In place of a user's id, where something is about all of them. */
export const EVERYBODY = 'all';

/** Every stream that belongs to one portfolio, for its audit trail. */
export const streamsOfPortfolio = (portfolioId: string): readonly string[] => [
  streams.portfolio(portfolioId),
  streams.calculation(portfolioId),
  streams.valuation(portfolioId),
  streams.risk(portfolioId),
  streams.targets(portfolioId),
];
