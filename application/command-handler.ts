import { createHash } from 'node:crypto';
import type { Decider, DomainEvent } from '../domain/decider.ts';
import { type Refusal, refuse } from '../domain/errors/refusal.ts';
import { uuid5 } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { type CallContext, etagOf, type StreamRevision } from './application.ts';
import { upcasting } from './evolution/upcasting.ts';
import { pause } from './pause.ts';
import type { Clock } from './ports/clock.ts';
import {
  type AppendOutcome,
  type EventStore,
  EventStoreUnavailable,
  type ExpectedRevision,
  type NewEvent,
  type Position,
} from './ports/event-store.ts';

/** ESDB refuses appends over 1 MiB; a long append is written in parts that can be repeated. */
const EVENTS_PER_APPEND = 40;
const ATTEMPTS = 12;
const UNAVAILABLE_ATTEMPTS = 4;

export type CommandContext = CallContext & {
  readonly engineVersion?: string;
  /** All events of the command in one append: they are few and small. */
  readonly atomic?: true;
};

export type Decided<Event, State> = {
  readonly events: readonly Event[];
  readonly state: State;
  /** Of the last event written; null when there was nothing to write. */
  readonly position: Position | null;
  /** Of the stream, after the command. */
  readonly revision: StreamRevision;
};

/** One stream held open: its state is kept, so that the next command reads only what others have added. */
export type OpenStream<Command, Event extends DomainEvent, State> = {
  readonly state: () => State;
  readonly execute: (
    command: Command,
    context: CommandContext,
  ) => Promise<Result<Decided<Event, State>, Refusal>>;
};

export type OpenStreamOf = <Command, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
  stream: string,
) => Promise<OpenStream<Command, Event, State>>;

/** `current` is what the caller can send as `If-Match` once they have read again. */
export const changedSince = (revision: StreamRevision): Refusal =>
  refuse('ERR_REQ_014', { details: { current: etagOf(revision) } });

type DecidedEvent = { readonly event: DomainEvent; readonly context: CommandContext };

const inContext = (events: readonly DomainEvent[], context: CommandContext): readonly DecidedEvent[] =>
  events.map((event) => ({ event, context }));

/**
 * Event ids follow from the command, the place in the stream, and all that was decided with it: a repeated append writes
 * once; the same command that is decided otherwise, on newer prices or a read model that was behind, has other ids and
 * meets what was written before as a conflict, on which it is decided again.
 */
const envelope = (
  decided: readonly DecidedEvent[],
  stream: string,
  revision: StreamRevision,
  now: Date,
): readonly NewEvent[] => {
  const first: bigint = revision === 'no-stream' ? 0n : revision + 1n;
  const facts = createHash('sha256')
    .update(JSON.stringify(decided.map(({ event }) => event)))
    .digest('hex');
  return decided.map(({ event, context }, index) => ({
    ...event,
    eventId: uuid5(`${stream}@${first + BigInt(index)} ${facts}`, context.commandId),
    metadata: {
      correlationId: context.correlationId,
      causationId: context.commandId,
      actor: context.actor,
      schemaVersion: upcasting.currentVersion(event.type),
      occurredAt: now.toISOString(),
      ...(context.reason === undefined ? {} : { reason: context.reason }),
      ...(context.engineVersion === undefined ? {} : { engineVersion: context.engineVersion }),
    },
  }));
};

/** A lost acknowledgement looks like an unreachable store; the same ids again are safe, and give the first result. */
const appendSurely = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Promise<AppendOutcome> => {
  for (let tries = 1; ; tries++) {
    try {
      return await store.append(stream, expected, events);
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable) || tries === UNAVAILABLE_ATTEMPTS) throw error;
      await pause(50 * 2 ** tries);
    }
  }
};

export type AppendDecided = (
  stream: string,
  revision: StreamRevision,
  events: readonly DomainEvent[],
  context: CommandContext,
) => Promise<'appended' | 'conflict'>;

/**
 * Appends what was decided on a state that was not read from the stream, but is known to be that of `revision`: when
 * anything was written since, it is a conflict, and nothing is written. All events in one append.
 */
export const createAppendDecided =
  (store: EventStore, clock: Clock): AppendDecided =>
  async (stream, revision, events, context) => {
    const enveloped = envelope(inContext(events, context), stream, revision, clock());
    return (await appendSurely(store, stream, revision, enveloped)).status;
  };

/**
 * Read, fold, decide, append. A conflict means that somebody else wrote first: read what they wrote and decide again,
 * after a short random wait. The only place that adds metadata.
 */
export const createOpenStream =
  (store: EventStore, clock: Clock): OpenStreamOf =>
  async (decider, stream) => {
    let state = decider.initial;
    let revision: StreamRevision = 'no-stream';
    const commands = new Set<string>();

    const catchUp = async (): Promise<void> => {
      const recorded = await store.readStream(stream, revision === 'no-stream' ? {} : { after: revision });
      for (const event of recorded) {
        // The stream's own decider wrote these, so their types are its event types.
        state = decider.evolve(state, event as never);
        revision = event.revision;
        commands.add(event.metadata.causationId);
      }
    };

    /** Whoever repeats a command has seen the stream before their own first attempt at it. */
    const isAsSeen = ({ commandId, expected }: CommandContext): boolean =>
      expected?.stream !== stream || expected.revisions.includes(revision) || commands.has(commandId);

    type Command = Parameters<typeof decider.decide>[0];
    const attempt = async (command: Command, context: CommandContext) => {
      if (!isAsSeen(context)) return fail(changedSince(revision));
      const decided = decider.decide(command, state);
      if (!decided.ok) return fail(decided.error);
      const events = envelope(inContext(decided.value, context), stream, revision, clock());
      let position: Position | null = null;
      const partSize = context.atomic ? events.length : EVENTS_PER_APPEND;
      for (let start = 0; start < events.length; start += partSize) {
        const part = events.slice(start, start + partSize);
        const outcome = await appendSurely(store, stream, revision, part);
        if (outcome.status === 'conflict') return null;
        revision = outcome.revision;
        position = outcome.position;
        commands.add(context.commandId);
        for (const event of part) state = decider.evolve(state, event as never);
      }
      return ok({ events: decided.value, state, position, revision });
    };

    await catchUp();
    return {
      state: () => state,
      execute: async (command, context) => {
        for (let tries = 0; tries < ATTEMPTS; tries++) {
          const result = await attempt(command, context);
          if (result !== null) return result;
          await pause(Math.random() * 2 ** Math.min(tries, 6));
          await catchUp();
        }
        return fail({ code: 'ERR_UNAVAILABLE', message: 'Too many changes at once; try again.' });
      },
    };
  };

export type HandleCommand = <Command, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
  stream: string,
  command: Command,
  context: CommandContext,
) => Promise<Result<Decided<Event, State>, Refusal>>;

/** One command on one stream. */
export const createCommandHandler =
  (openStream: OpenStreamOf): HandleCommand =>
  async (decider, stream, command, context) =>
    (await openStream(decider, stream)).execute(command, context);

export type Step<Command> = { readonly command: Command; readonly context: CommandContext };

export type HandleKnown = <Command, Event extends DomainEvent, State>(
  decider: Decider<Command, Event, State>,
  stream: string,
  known: { readonly state: State; readonly revision: StreamRevision },
  steps: readonly Step<Command>[],
) => Promise<Result<Pick<Decided<Event, State>, 'events' | 'position'>, Refusal>>;

/**
 * Commands on a stream whose state somebody knows without reading it, from a read model: decided on that and appended
 * as one, expecting the revision that it was read at. Has the stream moved on since, it is read, and all is decided
 * again.
 */
export const createHandleKnown =
  (store: EventStore, clock: Clock, openStream: OpenStreamOf): HandleKnown =>
  async (decider, stream, { state: known, revision }, steps) => {
    const decided: Parameters<typeof decider.evolve>[1][] = [];
    const inContexts: DecidedEvent[] = [];
    let state = known;
    for (const { command, context } of steps) {
      const result = decider.decide(command, state);
      if (!result.ok) return fail(result.error);
      inContexts.push(...inContext(result.value, context));
      decided.push(...result.value);
      for (const event of result.value) state = decider.evolve(state, event);
    }
    if (decided.length === 0) return ok({ events: [], position: null });
    const outcome = await appendSurely(
      store,
      stream,
      revision,
      envelope(inContexts, stream, revision, clock()),
    );
    if (outcome.status === 'appended') return ok({ events: decided, position: outcome.position });

    const open = await openStream(decider, stream);
    const told: typeof decided = [];
    let position: Position | null = null;
    for (const { command, context } of steps) {
      const result = await open.execute(command, context);
      if (!result.ok) return fail(result.error);
      told.push(...result.value.events);
      position = result.value.position ?? position;
    }
    return ok({ events: told, position });
  };
