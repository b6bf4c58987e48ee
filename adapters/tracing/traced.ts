import type { EventStore, RecordedEvent } from '../../application/ports/event-store.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Tracing } from '../../application/ports/tracing.ts';

/** The store; an append is traced with the kind of its stream and its events by type, and never with what they say. */
export const tracedEventStore = (store: EventStore, tracing: Tracing): EventStore => ({
  ...store,
  append: (stream, expected, events) => {
    const correlationId = events[0]?.metadata.correlationId;
    const append = () => store.append(stream, expected, events);
    if (correlationId === undefined) return append();
    const kind = stream.split('-', 1)[0] ?? stream;
    const attributes = { 'stream.kind': kind, 'event.types': events.map(({ type }) => type).join(',') };
    return tracing.during({ name: `append ${kind}`, correlationId, attributes }, append);
  },
});

/** The bus; each attempt at a message is traced. */
export const tracedBus = (bus: MessageBus, tracing: Tracing): MessageBus => ({
  ...bus,
  subscribe: (topic, handler, options) =>
    bus.subscribe(
      topic,
      (message, signal) =>
        message.correlationId === undefined
          ? handler(message, signal)
          : tracing.during(
              {
                name: `work ${topic}`,
                correlationId: message.correlationId,
                attributes: { 'message.type': message.type, 'message.id': message.id },
              },
              () => handler(message, signal),
            ),
      options,
    ),
});

/** Of a page that was applied: a span in the trace of each call whose events are in it. */
export const traceApplied =
  (tracing: Tracing) =>
  ({
    projections,
    events,
    startedAt,
    endedAt,
  }: {
    readonly projections: readonly string[];
    readonly events: readonly Pick<RecordedEvent, 'metadata'>[];
    readonly startedAt: number;
    readonly endedAt: number;
  }): void => {
    const counts = new Map<string, number>();
    for (const { metadata } of events)
      counts.set(metadata.correlationId, (counts.get(metadata.correlationId) ?? 0) + 1);
    for (const [correlationId, count] of counts) {
      const attributes = {
        projections: projections.join(','),
        'events.of_trace': count,
        'events.of_page': events.length,
      };
      tracing.was({ name: 'project', correlationId, attributes, startedAt, endedAt });
    }
  };
