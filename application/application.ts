import type { IsoDate, IsoInstant } from '../domain/dates.ts';
import type { Refusal } from '../domain/errors/refusal.ts';
import type { Cells } from '../domain/import/columns.ts';
import type { NewInvite } from '../domain/invite/new-invite.ts';
import type { FlowKind } from '../domain/portfolio/capital-flow.ts';
import type { KnownFlow } from '../domain/portfolio/decide-capital-flow.ts';
import type { Adjustment } from '../domain/portfolio/decide-positions.ts';
import type { PortfolioDetails } from '../domain/portfolio/form.ts';
import type { PortfolioLot } from '../domain/portfolio/lot.ts';
import type { AccountType, UnidentifiedPosition } from '../domain/portfolio/position.ts';
import type { Difference, Reconciliation, ReimportedFile } from '../domain/portfolio/reconciliation.ts';
import type { Result } from '../domain/result.ts';
import type { NewTarget, TargetId } from '../domain/targets/target-price.ts';
import type { Scope } from '../domain/user/scope.ts';
import type { Actor, Position } from './ports/event-store.ts';

/** Of the last event of a stream. */
export type StreamRevision = bigint | 'no-stream';

/** A revision as an entity tag. */
export const etagOf = (revision: StreamRevision): string =>
  `"${revision === 'no-stream' ? 'none' : revision}"`;

/** What the edge knows about a call. `commandId` derives from the Idempotency-Key where there is one. */
export type CallContext = {
  readonly commandId: string;
  readonly correlationId: string;
  readonly actor: Actor;
  /** Why, as the caller said; kept with every event of the command. */
  readonly reason?: string;
  /** The caller's `If-Match`: a command on that stream is refused (ERR_REQ_014) when it has another revision. */
  readonly expected?: { readonly stream: string; readonly revisions: readonly StreamRevision[] };
};

/** An accepted command and the position it wrote, for read-your-writes; null when there was nothing to write. */
export type Accepted<Value> = {
  readonly value: Value;
  readonly position: Position | null;
  /** Of the stream that the caller edits, after the command: its next `If-Match`. */
  readonly revision?: StreamRevision;
};

export type Answer<Value> = Promise<Result<Accepted<Value>, Refusal>>;

export type SignedInUser = {
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  readonly isSuperuser: boolean;
  readonly createdAt: IsoInstant;
};

/** What a person keeps a session in: a token for programs, a cookie for our own pages. */
export type SessionCarrier = 'token' | 'cookie';

export type Session = {
  readonly token: string;
  readonly expiresInSeconds: number;
  /** Null where the token lives as long as the session. */
  readonly refreshToken: string | null;
  readonly user: SignedInUser;
};

export type KnownApiKey = {
  readonly keyId: string;
  /** Null once the person is forgotten. */
  readonly name: string | null;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: IsoInstant;
  readonly expiresAt: IsoInstant | null;
  /** To the hour. */
  readonly lastUsedAt: IsoInstant | null;
};

/** An administrator who acts as a user. */
export type Impersonator = {
  readonly userId: string;
  readonly impersonationId: string;
  /** Theirs. */
  readonly sessionId: string;
  /** It was asked for, and the operator allows it. */
  readonly mayWrite: boolean;
};

/**
 * Whom a call comes from, by what it brought along. An API key may do only what its scopes name; for people `scopes` is
 * null. `sessionId` is null where there is none: with an API key.
 */
export type Identity = {
  readonly user: SignedInUser;
  /** The administrator who acts as the user, if any. */
  readonly impersonator: Impersonator | null;
  readonly via: 'token' | 'cookie' | 'api_key';
  readonly scopes: readonly Scope[] | null;
  readonly sessionId: string | null;
};

export type NewImpersonation = {
  readonly targetUserId: string;
  readonly reason: string;
  /** 1 to 480; null: as long as usual. */
  readonly minutes: number | null;
  readonly allowWrites: boolean;
};

export type StartedImpersonation = {
  readonly token: string;
  readonly expiresAt: IsoInstant;
  readonly allowWrites: boolean;
  readonly target: SignedInUser;
};

export type CreatedInvite = Omit<NewInvite, 'code'> & {
  readonly inviteId: string;
  /** Shown once: it cannot be read back. */
  readonly code: string;
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

export type CreatedPortfolio = {
  readonly portfolioId: string;
  readonly importId: string;
  /** Only with autoCalculate. */
  readonly runId: string | null;
  readonly positionsImported: number;
  /** Symbols that have no prices and factors yet. */
  readonly pendingSymbols: readonly string[];
};

/** A newer file of an account, for a portfolio that is there. */
export type Reimport = ReimportedFile & { readonly portfolioId: string; readonly fileSha256: string };

export type ReimportPlan = {
  readonly difference: Reconciliation;
  /** The import that this very file came with before, if any: then the difference is empty. */
  readonly alreadyImported: string | null;
  /** Symbols of the positions to be opened that have no prices and factors yet. */
  readonly pendingSymbols: readonly string[];
  /** Of the portfolio that it was made for: what `If-Match` takes. */
  readonly revision: StreamRevision;
};

export type NamedLot = { readonly positionId: string; readonly symbol: string };

/** What a command by hand has left behind. */
export type ChangedPositions = {
  /** The lots that it named or made, as they are now; without those that it removed. */
  readonly lots: readonly PortfolioLot[];
  /** The calculation that follows by itself; null when nothing was changed. */
  readonly runId: string | null;
  readonly pendingSymbols: readonly string[];
};

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
    readonly carrier?: SessionCarrier;
  }) => Promise<Result<Session, Refusal>>;
  /** The next tokens of a session, for its refresh token; ERR_AUTH_005 when another call had it a moment ago. */
  readonly refresh: (
    refreshToken: string,
    context: Omit<CallContext, 'actor'>,
  ) => Promise<Result<Session, Refusal>>;
  /** Whoever is behind a bearer token or a cookie, read from the store: what is revoked, unknown or malformed is null. */
  readonly authenticate: (
    token: string,
    via: 'header' | 'cookie',
  ) => Promise<Identity | 'impersonation ended' | null>;
  /** Ends one session; again changes nothing. */
  readonly logout: (sessionId: string) => Promise<void>;
  /** Ends all of them. */
  readonly logoutEverywhere: (userId: string, context: CallContext) => Answer<null>;
  /** Every session ends; the answer is a new one for the caller. ERR_USER_005 when the old password is wrong. */
  readonly changePassword: (
    userId: string,
    input: {
      readonly currentPassword: string;
      readonly newPassword: string;
      readonly carrier: SessionCarrier;
    },
    context: CallContext,
  ) => Answer<Session>;
  /** Sends a token to whoever has registered under the address, if anybody; returns before that. */
  readonly requestPasswordReset: (email: string) => void;
  /** Every session ends, and every API key is void. */
  readonly resetPassword: (
    input: { readonly token: string; readonly newPassword: string },
    context: Omit<CallContext, 'actor'>,
  ) => Answer<null>;
  /** `secret` is the key itself, and is nowhere afterwards. */
  readonly createApiKey: (
    userId: string,
    input: {
      readonly name: string;
      readonly scopes: readonly Scope[];
      readonly expiresInDays: number | null;
    },
    context: CallContext,
  ) => Answer<{ readonly secret: string; readonly apiKey: KnownApiKey }>;
  /** Those that were not revoked, in the order in which they were made. */
  readonly apiKeysOf: (userId: string) => Promise<readonly KnownApiKey[]>;
  readonly revokeApiKey: (userId: string, keyId: string, context: CallContext) => Answer<null>;
  /** Forgets the caller for ever, whose password confirms it. */
  readonly eraseMe: (
    userId: string,
    input: { readonly password: string },
    context: CallContext,
  ) => Answer<{ readonly alreadyErased: boolean }>;
  /** For whoever runs the service. `reason` is kept for ever: it must not name the person. */
  readonly eraseUser: (
    input: { readonly userId: string; readonly reason: string },
    context: CallContext,
  ) => Answer<{ readonly alreadyErased: boolean }>;
  /** What follows from an erasure that the log tells of; once more changes nothing. */
  readonly finishErasure: (userId: string, correlationId: string) => Promise<void>;
  /** Who owns it, read from the log and so never stale; null when there is none, or it was archived. */
  readonly ownerOfPortfolio: (portfolioId: string) => Promise<string | null>;
  /** Also of one that was archived. */
  readonly ownerOfArchived: (portfolioId: string) => Promise<string | null>;
  readonly createPortfolio: (
    userId: string,
    input: NewPortfolio,
    context: CallContext,
  ) => Answer<CreatedPortfolio>;
  /** Each as `createPortfolio` does, in order; names are looked at before the first of them. */
  readonly createPortfolios: (
    userId: string,
    inputs: readonly NewPortfolio[],
    context: CallContext,
  ) => Answer<readonly CreatedPortfolio[]>;
  /** Without positions: they are entered by hand, or come with a file. */
  readonly createEmptyPortfolio: (
    userId: string,
    input: PortfolioDetails,
    context: CallContext,
  ) => Answer<{ readonly portfolioId: string }>;
  /** How a newer file differs from what is held. Nothing is written. */
  readonly planReimport: (userId: string, input: Reimport) => Promise<Result<ReimportPlan, Refusal>>;
  /** Applies the difference as one event; ERR_PORT_015 while there are questions. The same file again changes nothing. */
  readonly reimport: (
    userId: string,
    input: Reimport,
    context: CallContext,
  ) => Answer<{
    /** Null when the file changed nothing; then no calculation follows either. */
    readonly applied: {
      readonly importId: string;
      readonly difference: Difference;
      readonly runId: string;
    } | null;
    readonly pendingSymbols: readonly string[];
  }>;
  /** As one event, also after later edits: what they touched stays. A calculation follows by itself. */
  readonly revertImport: (
    userId: string,
    input: { readonly portfolioId: string; readonly importId: string; readonly reason: string | null },
    context: CallContext,
  ) => Answer<{
    readonly removed: readonly NamedLot[];
    readonly restored: readonly NamedLot[];
    readonly stayed: readonly NamedLot[];
    readonly runId: string;
  }>;
  /** What `revertImport` would do now; of an import that is reverted already, what it did. */
  readonly previewRevert: (
    userId: string,
    input: { readonly portfolioId: string; readonly importId: string },
  ) => Promise<
    Result<
      {
        readonly reverted: boolean;
        readonly removed: readonly NamedLot[];
        readonly restored: readonly NamedLot[];
        readonly stayed: readonly NamedLot[];
      },
      Refusal
    >
  >;
  readonly openPositions: (
    userId: string,
    input: {
      readonly portfolioId: string;
      readonly positions: readonly Cells[];
      readonly onDuplicate: 'refuse' | 'keep';
    },
    context: CallContext,
  ) => Answer<ChangedPositions>;
  readonly adjustPositions: (
    userId: string,
    input: {
      readonly portfolioId: string;
      readonly positions: readonly { readonly positionId: string; readonly changes: Adjustment }[];
    },
    context: CallContext,
  ) => Answer<ChangedPositions>;
  /** What is closed in part becomes a lot of its own, which is among `lots` too. */
  readonly closePositions: (
    userId: string,
    input: {
      readonly portfolioId: string;
      readonly positions: readonly {
        readonly positionId: string;
        readonly quantity: string | null;
        readonly exitDate: string;
        readonly exitPrice: string;
      }[];
    },
    context: CallContext,
  ) => Answer<ChangedPositions>;
  readonly removePositions: (
    userId: string,
    input: {
      readonly portfolioId: string;
      readonly positionIds: readonly string[];
      readonly reason: string | null;
    },
    context: CallContext,
  ) => Answer<ChangedPositions>;
  /** What is undefined stays. */
  readonly renamePortfolio: (
    userId: string,
    input: {
      readonly portfolioId: string;
      readonly portfolioName?: string | undefined;
      readonly accountName?: string | undefined;
    },
    context: CallContext,
  ) => Answer<{ readonly portfolioName: string; readonly accountName: string }>;
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
  /** ERR_PORT_001 when its account name is taken by now. A calculation follows by itself. */
  readonly revivePortfolio: (
    userId: string,
    portfolioId: string,
    context: CallContext,
  ) => Answer<{ readonly runId: string | null }>;
  readonly calculate: (
    userId: string,
    input: { readonly portfolioId: string; readonly force: boolean },
    context: CallContext,
  ) => Answer<{ readonly runId: string; readonly calculationDate: IsoDate; readonly symbols: number }>;
  /** For an administrator, in the session with which they asked: it ends with that at the latest. */
  readonly startImpersonation: (
    administrator: { readonly userId: string; readonly sessionId: string },
    impersonation: NewImpersonation,
    context: CallContext,
  ) => Answer<StartedImpersonation>;
  /** The answer is a token of the administrator's own session. */
  readonly stopImpersonation: (
    impersonator: Impersonator,
    context: CallContext,
  ) => Answer<{ readonly token: string; readonly administrator: SignedInUser }>;
  readonly createInvite: (invite: NewInvite, context: CallContext) => Answer<CreatedInvite>;
  /** ERR_INVITE_006 when there is none; once more changes nothing. */
  readonly revokeInvite: (inviteId: string, context: CallContext) => Answer<null>;
  readonly grantSuperuser: (email: string, context: CallContext) => Answer<SignedInUser>;
  readonly revokeSuperuser: (email: string, context: CallContext) => Answer<SignedInUser>;
};
