import type { DomainEvent } from '../decider.ts';
import type { PortfolioId } from '../ids.ts';

/** Stream `accounts-{userId}`: one decider sees all of a user's account names and keeps them unique. */
export type AccountOpened = DomainEvent<
  'AccountOpened',
  { readonly portfolioId: PortfolioId; readonly accountName: string }
>;

/** Frees the name that it had. */
export type AccountRenamed = DomainEvent<
  'AccountRenamed',
  { readonly portfolioId: PortfolioId; readonly accountName: string }
>;

/** Frees the name. */
export type AccountClosed = DomainEvent<'AccountClosed', { readonly portfolioId: PortfolioId }>;

export type AccountsEvent = AccountOpened | AccountRenamed | AccountClosed;
