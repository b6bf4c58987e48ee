import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { Decimal } from '../decimal.ts';
import type { FlowId, ImportId, PortfolioId, PositionId, UserId } from '../ids.ts';
import type { CapitalFlow } from './capital-flow.ts';
import type { LotChange, LotClosure, PortfolioLot, StatedLot } from './lot.ts';
import type { AccountType, Position } from './position.ts';
import type { Difference } from './reconciliation.ts';

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

/**
 * A newer file of the same account: how what is held differs from what was held, as one event. Lots that it does not
 * name are as they were.
 */
export type PositionsReconciled = DomainEvent<
  'PositionsReconciled',
  {
    readonly portfolioId: PortfolioId;
    readonly importId: ImportId;
    readonly fileSha256: string;
    /** New York date of the import. */
    readonly importedOn: IsoDate;
    /** The day that the file speaks of. */
    readonly asOf: IsoDate;
    readonly autoCalculate: boolean;
  } & Difference
>;

/**
 * An import undone. The lists are absent from events of the time before lots could be edited: then everything that
 * the import had brought was removed.
 */
export type PositionsImportReverted = DomainEvent<
  'PositionsImportReverted',
  {
    readonly portfolioId: PortfolioId;
    readonly importId: ImportId;
    readonly reason: string | null;
    /** Lots that the import had brought. */
    readonly removed?: readonly PositionId[];
    /** Lots that the import had changed or closed, as they were before it. */
    readonly restored?: readonly PortfolioLot[];
    /** Lots of the import that were changed later: they stay as they are. */
    readonly stayed?: readonly PositionId[];
  }
>;

/** Entered by hand. Of the events of one command the last one asks for the calculation. */
export type PositionOpened = DomainEvent<
  'PositionOpened',
  { readonly portfolioId: PortfolioId; readonly lot: StatedLot; readonly autoCalculate: boolean }
>;

/** Stated anew by hand: as if it had always been so. */
export type PositionAdjusted = DomainEvent<
  'PositionAdjusted',
  { readonly portfolioId: PortfolioId; readonly autoCalculate: boolean } & LotChange
>;

export type PositionClosed = DomainEvent<
  'PositionClosed',
  { readonly portfolioId: PortfolioId; readonly autoCalculate: boolean } & LotClosure
>;

/** It was a mistake: as if it had never been held. */
export type PositionRemoved = DomainEvent<
  'PositionRemoved',
  {
    readonly portfolioId: PortfolioId;
    readonly removed: PortfolioLot;
    readonly reason: string | null;
    readonly autoCalculate: boolean;
  }
>;

export type PositionEvent = PositionOpened | PositionAdjusted | PositionClosed | PositionRemoved;

type Names = { readonly portfolioName: string; readonly accountName: string };

export type PortfolioRenamed = DomainEvent<
  'PortfolioRenamed',
  { readonly portfolioId: PortfolioId; readonly before: Names; readonly after: Names }
>;

/** What equity is rolled from, stated anew: the close of another day, or another amount. */
export type EquityStated = DomainEvent<
  'EquityStated',
  {
    readonly portfolioId: PortfolioId;
    readonly equity: Decimal;
    readonly asOf: IsoDate;
    readonly reason: string;
  }
>;

/** Out of sight, and nothing is lost. */
export type PortfolioArchived = DomainEvent<
  'PortfolioArchived',
  { readonly portfolioId: PortfolioId; readonly userId: UserId }
>;

export type PortfolioRevived = DomainEvent<
  'PortfolioRevived',
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
  | PositionsReconciled
  | PositionsImportReverted
  | PositionEvent
  | CapitalFlowEvent
  | PortfolioRenamed
  | EquityStated
  | PortfolioArchived
  | PortfolioRevived;
