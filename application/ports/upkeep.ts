import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Actor, Position } from './event-store.ts';

/** Who asked for a repair, and why. */
export type Order = { readonly actor: Actor; readonly reason: string };

/** What rows belong to: each can be folded alone. */
export const KEY_KINDS = ['user', 'portfolio', 'symbol', 'invite'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** `missing` is not in the live table though it should be; `extra` is there and should not be. */
export type RowDifference = {
  readonly kind: 'changed' | 'missing' | 'extra';
  /** What the row belongs to: the user, portfolio, symbol or invite whose repair mends it. */
  readonly belongsTo: string | null;
  /** The row's primary key. */
  readonly key: Readonly<Record<string, string | null>>;
  /** Only of a changed row: the columns that differ, as PostgreSQL writes them, long ones cut. */
  readonly columns: readonly {
    readonly column: string;
    readonly live: string | null;
    readonly expected: string | null;
  }[];
};

export type TableComparison = {
  readonly table: string;
  /** That there should be. */
  readonly rows: number;
  readonly changed: number;
  readonly missing: number;
  readonly extra: number;
  /** The first of them. */
  readonly sample: readonly RowDifference[];
};

/** One projection's part of a repair. */
export type Refolded = {
  readonly projection: string;
  /** The projection's checkpoint, up to which its events were folded. */
  readonly position: Position;
  readonly events: number;
  /** The rows that were there, against those that are there now. */
  readonly tables: readonly TableComparison[];
  /** Where the key waits (still, or from now on); null when all of it is applied. */
  readonly parked: { readonly position: Position; readonly error: string } | null;
};

export type KeyToFold = {
  readonly partition: KeyKind;
  readonly key: string;
  /** Only the rows of dated tables from this day on are written; the fold reads the whole key all the same. */
  readonly from: IsoDate | null;
};

export type RepairReport = KeyToFold & {
  readonly repairId: string;
  readonly kind: 'repair' | 'retry' | 'skip';
  readonly seconds: number;
  readonly projections: readonly Refolded[];
};

export type RepairRecord = RepairReport & Order & { readonly repairedAt: IsoInstant };

export type ParkedKey = {
  readonly projection: string;
  readonly key: string;
  /** Of the event that could not be applied: the key's rows are as they were before it. */
  readonly position: Position;
  readonly eventId: string;
  readonly eventType: string;
  readonly error: string;
  /** Events that wait, that one among them. */
  readonly waiting: number;
  readonly attempts: number;
  readonly parkedAt: IsoInstant;
  readonly triedAt: IsoInstant;
};

export type SkippedEvent = Order &
  Pick<ParkedKey, 'projection' | 'key' | 'position' | 'eventId' | 'eventType' | 'error'> & {
    readonly skippedAt: IsoInstant;
  };

export type VerificationScope =
  | { readonly kind: 'whole' }
  /** So many random keys of each kind. */
  | { readonly kind: 'sample'; readonly keys: number }
  | { readonly kind: 'key'; readonly partition: KeyKind; readonly key: string };

export type VerifiedProjection = {
  readonly projection: string;
  /** Both sides are as of here; null where the tables belong to other code and were not looked at. */
  readonly position: Position | null;
  /** How many keys were looked at; null for all. */
  readonly keys: number | null;
  readonly events: number;
  /** Rows that differ, in all tables. */
  readonly differences: number;
  readonly tables: readonly TableComparison[];
  /** Commands that mend what was found. */
  readonly repair: readonly string[];
};

export type Verification = {
  readonly verificationId: string;
  readonly scope: VerificationScope;
  readonly actor: Actor;
  readonly status: 'running' | 'completed' | 'failed';
  readonly startedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  readonly projections: readonly VerifiedProjection[];
  readonly error: string | null;
};

/** What an operator can do for the read models, beside rebuilding them. Nothing here changes an event. */
export type Upkeep = {
  /** In one transaction, recorded. No names mean every projection of that kind of key. */
  readonly repair: (
    key: KeyToFold,
    projections: readonly string[],
    order: Order,
  ) => Promise<Result<RepairReport, Refusal>>;
  /** Newest first. */
  readonly repairs: (limit: number) => Promise<readonly RepairRecord[]>;
  readonly parkedKeys: () => Promise<readonly ParkedKey[]>;
  readonly skippedEvents: () => Promise<readonly SkippedEvent[]>;
  /** Applies what a parked key waits for, as far as it can be applied. */
  readonly retry: (projection: string, key: string, order: Order) => Promise<Result<RepairReport, Refusal>>;
  /** Passes over the event at `position`, at which the key is parked, for ever, and applies what waits behind it. */
  readonly skip: (
    projection: string,
    key: string,
    position: Position,
    order: Order,
  ) => Promise<Result<RepairReport, Refusal>>;
  /** Resolves when it has ended, one way or the other; `onStart` hears of it before. */
  readonly verify: (
    scope: VerificationScope,
    projections: readonly string[],
    actor: Actor,
    onStart?: (verification: Verification) => void,
  ) => Promise<Result<Verification, Refusal>>;
  readonly verification: (verificationId: string) => Promise<Verification | null>;
  /** Newest first. */
  readonly verifications: (limit: number) => Promise<readonly Verification[]>;
};
