import type { IsoInstant } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { PortfolioId, UserId } from '../ids.ts';

/** Somebody else looked at the person's data: a superuser, or an administrator in the person's name. */
export type DataAccessed = DomainEvent<
  'DataAccessed',
  {
    /** Whose data it is. */
    readonly userId: UserId;
    readonly accessedBy: UserId;
    /** The route, as its documentation writes it: `GET /api/v1/audit/portfolios/{id}/events`. */
    readonly action: string;
    readonly portfolioId: PortfolioId | null;
    readonly reason: string | null;
    readonly accessedAt: IsoInstant;
  }
>;

/** Stream `access-{userId}`: who looked at this person's data. */
export type AccessEvent = DataAccessed;
