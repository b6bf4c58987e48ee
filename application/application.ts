import type { IsoDate, IsoInstant } from '../domain/dates.ts';
import type { Refusal } from '../domain/errors/refusal.ts';
import type { FlowKind } from '../domain/portfolio/capital-flow.ts';
import type { KnownFlow } from '../domain/portfolio/decide-capital-flow.ts';
import type { AccountType, UnidentifiedPosition } from '../domain/portfolio/position.ts';
import type { Result } from '../domain/result.ts';
import type { NewTarget, TargetId } from '../domain/targets/target-price.ts';
import type { Actor, Position } from './ports/event-store.ts';

/** What the edge knows about a call. `commandId` derives from the Idempotency-Key where there is one. */
export type CallContext = {
  readonly commandId: string;
  readonly correlationId: string;
  readonly actor: Actor;
};

/** An accepted command and the position it wrote, for read-your-writes; null when there was nothing to write. */
export type Accepted<Value> = { readonly value: Value; readonly position: Position | null };

export type Answer<Value> = Promise<Result<Accepted<Value>, Refusal>>;

export type SignedInUser = {
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  readonly isSuperuser: boolean;
  readonly createdAt: IsoInstant;
};

export type NewPortfolio = {
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: AccountType;
  readonly equityBalance: string;
  readonly description: string | null;
  readonly autoCalculate: boolean;
  readonly fileSha256: string;
  /** Positions without their ids, which follow from the portfolio's. */
  readonly positions: readonly UnidentifiedPosition[];
};

export type { UnidentifiedPosition };

export type StatedFlow = {
  readonly portfolioId: string;
  readonly kind: FlowKind;
  /** As it was written. */
  readonly amount: string;
  readonly date: IsoDate;
  readonly notes: string | null;
};

/** The write side: one function per command. Foreign or missing things are refused alike, as decisions say. */
export type Application = {
  readonly register: (
    input: {
      readonly email: string;
      readonly password: string;
      readonly fullName: string;
      readonly inviteCode: string;
    },
    context: Omit<CallContext, 'actor'>,
  ) => Answer<SignedInUser>;
  readonly login: (input: {
    readonly email: string;
    readonly password: string;
  }) => Promise<
    Result<
      { readonly token: string; readonly expiresInSeconds: number; readonly user: SignedInUser },
      Refusal
    >
  >;
  /** The user behind a bearer token, read from the store: revoked, unknown and malformed tokens are all null. */
  readonly authenticate: (token: string) => Promise<SignedInUser | null>;
  readonly logout: (userId: string, context: CallContext) => Answer<null>;
  /** Who owns it, read from the log and so never stale; null when there is none, or it was archived. */
  readonly ownerOfPortfolio: (portfolioId: string) => Promise<string | null>;
  readonly createPortfolio: (
    userId: string,
    input: NewPortfolio,
    context: CallContext,
  ) => Answer<{
    readonly portfolioId: string;
    readonly importId: string;
    /** Only with autoCalculate. */
    readonly runId: string | null;
    readonly positionsImported: number;
    /** Symbols that have no prices and factors yet. */
    readonly pendingSymbols: readonly string[];
  }>;
  readonly revertImport: (
    userId: string,
    input: { readonly portfolioId: string; readonly importId: string; readonly reason: string | null },
    context: CallContext,
  ) => Answer<{ readonly positionsRemoved: number }>;
  /** A calculation follows by itself; `runId` is its. */
  readonly recordCapitalFlow: (
    userId: string,
    input: StatedFlow,
    context: CallContext,
  ) => Answer<{ readonly flow: KnownFlow; readonly runId: string }>;
  readonly correctCapitalFlow: (
    userId: string,
    input: StatedFlow & { readonly flowId: string },
    context: CallContext,
  ) => Answer<{ readonly flow: KnownFlow; readonly runId: string }>;
  readonly removeCapitalFlow: (
    userId: string,
    input: { readonly portfolioId: string; readonly flowId: string },
    context: CallContext,
  ) => Answer<{ readonly runId: string }>;
  /** All targets or none, each in place of the one of its symbol and type. Ids are in the order of `targets`. */
  readonly setTargetPrices: (
    userId: string,
    input: { readonly portfolioId: string; readonly targets: readonly NewTarget[] },
    context: CallContext,
  ) => Answer<{ readonly targetIds: readonly TargetId[]; readonly changed: number }>;
  readonly removeTargetPrice: (
    userId: string,
    input: { readonly portfolioId: string; readonly targetId: TargetId },
    context: CallContext,
  ) => Answer<null>;
  readonly archivePortfolio: (userId: string, portfolioId: string, context: CallContext) => Answer<null>;
  readonly calculate: (
    userId: string,
    input: { readonly portfolioId: string; readonly force: boolean },
    context: CallContext,
  ) => Answer<{ readonly runId: string; readonly calculationDate: IsoDate; readonly symbols: number }>;
  readonly grantSuperuser: (email: string, context: CallContext) => Answer<SignedInUser>;
};
