import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { ImportId, PortfolioId, RunId } from '../ids.ts';
import type { ImportedSnapshot, Valuation } from './valuation.ts';

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

/** A snapshot of the system before this one, as it stood in its table: what people had been shown. */
export type SnapshotImported = DomainEvent<
  'SnapshotImported',
  {
    readonly importId: ImportId;
    readonly portfolioId: PortfolioId;
    readonly valuation: ImportedSnapshot;
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
export type ValuationEvent = PortfolioValued | SnapshotRestated | SnapshotWithdrawn | SnapshotImported;
