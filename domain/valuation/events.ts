import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { PortfolioId, RunId } from '../ids.ts';
import type { Valuation } from './valuation.ts';

export type PortfolioValued = DomainEvent<
  'PortfolioValued',
  { readonly runId: RunId; readonly portfolioId: PortfolioId; readonly valuation: Valuation }
>;

/** A date that was valued before, with other inputs. `changed` names every figure that moved. */
export type SnapshotRestated = DomainEvent<
  'SnapshotRestated',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly valuation: Valuation;
    readonly changed: readonly {
      readonly field: string;
      readonly before: string | null;
      readonly after: string | null;
    }[];
    readonly reason: string;
  }
>;

/** The date no longer belongs to the portfolio's history (an import was reverted). */
export type SnapshotWithdrawn = DomainEvent<
  'SnapshotWithdrawn',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly date: IsoDate;
    readonly reason: string;
  }
>;

/** Stream `valuation-{portfolioId}`: one event per date, or a restatement that says what moved. */
export type ValuationEvent = PortfolioValued | SnapshotRestated | SnapshotWithdrawn;
