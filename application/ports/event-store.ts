import type { IsoInstant } from '../../domain/dates.ts';
import type { DomainEvent } from '../../domain/decider.ts';

/**
 * A place in the store's total order. Opaque: compare, store, pass back; never compute with it. Reading is always
 * *after* a position, so `START` reads everything. A decimal string in JSON.
 */
export type Position = bigint & { readonly __brand: 'Position' };
export const START = 0n as Position;
export const positionFrom = (text: string | bigint): Position => BigInt(text) as Position;

/** Who did it. `impersonatorId` is the administrator acting as the user, if any. */
export type Actor =
  | { readonly kind: 'user'; readonly userId: string; readonly impersonatorId?: string }
  | { readonly kind: 'process'; readonly name: string };

export type EventMetadata = {
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly schemaVersion: number;
  readonly occurredAt: IsoInstant;
  /** Why, where the caller said so. */
  readonly reason?: string;
  /** Only on calculated facts. */
  readonly engineVersion?: string;
};

export type NewEvent = DomainEvent & { readonly eventId: string; readonly metadata: EventMetadata };

export type RecordedEvent<Event extends DomainEvent = DomainEvent> = Event & {
  readonly eventId: string;
  readonly metadata: EventMetadata;
  readonly stream: string;
  /** Of the event in its stream; the first is 0. */
  readonly revision: bigint;
  readonly position: Position;
  /** Taken by the store under its lock: never goes back. */
  readonly recordedAt: IsoInstant;
};

/** `any` appends whatever is there; a bigint is the revision of the stream's last event. */
export type ExpectedRevision = bigint | 'no-stream' | 'any';

export type AppendOutcome =
  | {
      readonly status: 'appended';
      /** Of the last event of this append. */
      readonly revision: bigint;
      readonly position: Position;
      /** True when the same event ids were already there: this is the first append's result, nothing was written. */
      readonly repeated: boolean;
    }
  | { readonly status: 'conflict'; readonly actual: bigint | 'no-stream' };

/** Empty lists mean "all". An event passes when it matches every list that is given. */
export type EventFilter = {
  readonly types?: readonly string[];
  readonly streams?: readonly string[];
  readonly streamPrefixes?: readonly string[];
};

export type EventPage = {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here has been looked at, also events that the filter dropped. Read on after it. */
  readonly checkpoint: Position;
  /** True when the page reached the head as it was when the page was read. */
  readonly caughtUp: boolean;
};

/**
 * The log. The contract suite in test/application/ports is the definition; every adapter passes it.
 *
 * `append` with the same event ids and the same expectation gives the first result again (a lost acknowledgement may
 * be retried blindly). A follower sees every event exactly once, in the total order, and never skips one.
 * Rejects with an `EventStoreUnavailable` when the store cannot be reached, and with another error for what only a bug
 * would ask: an append of nothing, ids that belong to other events, data that no store keeps faithfully (U+0000, NaN,
 * the infinities), or reading after a position that this log never gave.
 */
export type EventStore = {
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ) => Promise<AppendOutcome>;
  /** Oldest first, after revision `after` (omit for all), at most `limit`. An absent stream is empty. */
  readonly readStream: (
    stream: string,
    options?: { readonly after?: bigint; readonly limit?: number },
  ) => Promise<readonly RecordedEvent[]>;
  readonly readAll: (options: {
    readonly after: Position;
    readonly limit: number;
    readonly filter?: EventFilter;
  }) => Promise<EventPage>;
  /**
   * Pages that never end until `signal` aborts or the store is closed; reconnects by itself. The first page comes at
   * once, even when it is empty; after that each page moves the checkpoint. Live within 50 ms of the append.
   */
  readonly follow: (options: {
    readonly after: Position;
    readonly pageSize?: number;
    readonly filter?: EventFilter;
    readonly signal: AbortSignal;
  }) => AsyncIterable<EventPage>;
  readonly head: () => Promise<Position>;
  readonly close: () => Promise<void>;
};

/** The store cannot be reached or did not answer in time. Retrying with the same event ids is always safe. */
export class EventStoreUnavailable extends Error {
  readonly code = 'EVENT_STORE_UNAVAILABLE';
}
