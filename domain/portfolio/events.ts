import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { Decimal } from '../decimal.ts';
import type { FlowId, ImportId, PortfolioId, UserId } from '../ids.ts';
import type { CapitalFlow } from './capital-flow.ts';
import type { AccountType, Position } from './position.ts';

export type PortfolioCreated = DomainEvent<
  'PortfolioCreated',
  {
    readonly portfolioId: PortfolioId;
    readonly userId: UserId;
    readonly portfolioName: string;
    readonly accountName: string;
    readonly accountType: AccountType;
    /** The account's capital (value less margin loan), as the person stated it, at the close of `equityAsOf`. */
    readonly equityBalance: Decimal;
    /** The most recent completed session when the portfolio was created: the anchor of the equity rollforward. */
    readonly equityAsOf: IsoDate;
    readonly description: string | null;
    readonly currency: 'USD';
  }
>;

/** All positions of one file, or none: a file is one event. */
export type PositionsImported = DomainEvent<
  'PositionsImported',
  {
    readonly portfolioId: PortfolioId;
    readonly importId: ImportId;
    /** SHA-256 of the file's bytes, so that the same file can be recognised. The file itself is not kept. */
    readonly fileSha256: string;
    /** New York date of the import: quantities are in the shares of that day, which matters when a split follows. */
    readonly importedOn: IsoDate;
    readonly positions: readonly Position[];
    /** True when a calculation is to follow by itself. */
    readonly autoCalculate: boolean;
  }
>;

export type PositionsImportReverted = DomainEvent<
  'PositionsImportReverted',
  { readonly portfolioId: PortfolioId; readonly importId: ImportId; readonly reason: string | null }
>;

export type PortfolioArchived = DomainEvent<
  'PortfolioArchived',
  { readonly portfolioId: PortfolioId; readonly userId: UserId }
>;

export type CapitalFlowRecorded = DomainEvent<
  'CapitalFlowRecorded',
  CapitalFlow & {
    readonly portfolioId: PortfolioId;
    /** New York date: from then on run the days in which it can be corrected or removed. */
    readonly recordedOn: IsoDate;
  }
>;

/** The flow as it is from now on, whole. */
export type CapitalFlowCorrected = DomainEvent<
  'CapitalFlowCorrected',
  CapitalFlow & { readonly portfolioId: PortfolioId }
>;

export type CapitalFlowRemoved = DomainEvent<
  'CapitalFlowRemoved',
  { readonly portfolioId: PortfolioId; readonly flowId: FlowId }
>;

export type CapitalFlowEvent = CapitalFlowRecorded | CapitalFlowCorrected | CapitalFlowRemoved;

export type PortfolioEvent =
  | PortfolioCreated
  | PositionsImported
  | PositionsImportReverted
  | CapitalFlowEvent
  | PortfolioArchived;
