import {
  type Actor,
  type EventStore,
  type Position,
  type RecordedEvent,
  START,
} from '../ports/event-store.ts';
import type { EventPlace, LogIndex } from '../ports/log-index.ts';

/** A command and what came of it; `commands` of an event are those that it set off. */
export type CommandNode = {
  readonly commandId: string;
  readonly actor: Actor;
  readonly events: readonly EventNode[];
};
export type EventNode = { readonly event: RecordedEvent; readonly commands: readonly CommandNode[] };

/** The ids of the commands that an event may set off: its own, and that of the run that it asks for. */
const setsOff = ({ eventId, type, data }: RecordedEvent): readonly string[] => {
  const { runId } = data as { readonly runId?: unknown };
  return type === 'CalculationRequested' && typeof runId === 'string' ? [eventId, runId] : [eventId];
};

/**
 * Events of one correlation as a tree: command → events → commands that they set off → …, both in the order of the
 * log. What was set off by an event that is not among them stands at the top.
 */
export const causationTree = (events: readonly RecordedEvent[]): readonly CommandNode[] => {
  const byCommand = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const { causationId } = event.metadata;
    const known = byCommand.get(causationId);
    if (known === undefined) byCommand.set(causationId, [event]);
    else known.push(event);
  }
  const parents = new Map<string, string>();
  for (const event of events)
    for (const command of setsOff(event))
      if (event.metadata.causationId !== command && byCommand.has(command) && !parents.has(command))
        parents.set(command, event.eventId);

  const nodeOf = (commandId: string): readonly CommandNode[] => {
    const caused = byCommand.get(commandId) ?? [];
    const [first] = caused;
    if (first === undefined) return [];
    const eventNode = (event: RecordedEvent): EventNode => ({
      event,
      commands: setsOff(event)
        .filter((command) => parents.get(command) === event.eventId)
        .flatMap(nodeOf),
    });
    return [{ commandId, actor: first.metadata.actor, events: caused.map(eventNode) }];
  };
  return [...byCommand.keys()].filter((command) => !parents.has(command)).flatMap(nodeOf);
};

/** Events that a correlation may have for its tree; what is more is left off, and said so. */
const MOST_EVENTS = 5000;

/** The events at some places, read stream by stream in one stretch each. */
const eventsAt = async (
  store: Pick<EventStore, 'readStream'>,
  places: readonly EventPlace[],
): Promise<readonly RecordedEvent[]> => {
  const byStream = new Map<string, bigint[]>();
  for (const { stream, revision } of places)
    byStream.set(stream, [...(byStream.get(stream) ?? []), revision]);
  const events: RecordedEvent[] = [];
  for (const [stream, revisions] of byStream) {
    const [first, last] = [revisions[0], revisions.at(-1)];
    if (first === undefined || last === undefined) continue;
    const wanted = new Set(revisions);
    const read = await store.readStream(stream, { after: first - 1n, limit: Number(last - first) + 1 });
    events.push(...read.filter(({ revision }) => wanted.has(revision)));
  }
  return events.sort((a, b) => (a.position < b.position ? -1 : 1));
};

/** Everything that carries a correlation id, in the order of the log, up to a bound. */
export const eventsOfCorrelation = async (
  {
    store,
    index,
  }: { readonly store: Pick<EventStore, 'readStream'>; readonly index: Pick<LogIndex, 'ofCorrelation'> },
  correlationId: string,
): Promise<{ readonly events: readonly RecordedEvent[]; readonly truncatedAfter: Position | null }> => {
  const places = await index.ofCorrelation(correlationId, { after: START, limit: MOST_EVENTS + 1 });
  const some = places.slice(0, MOST_EVENTS);
  const cut = places.length > some.length ? (some.at(-1)?.position ?? null) : null;
  return { events: await eventsAt(store, some), truncatedAfter: cut };
};
