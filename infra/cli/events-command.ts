import { z } from 'zod';
import { reasonOf } from '../../application/history/reason.ts';
import { stepsOf } from '../../application/history/stream-states.ts';
import type { Actor } from '../../application/ports/event-store.ts';
import type { Command } from './command.ts';
import { withHistory } from './with-history.ts';

const options = z.object({
  stream: z.string('--stream is the name of a stream, such as portfolio-… or symbol-AAPL.').min(1),
  after: z
    .string()
    .regex(/^\d{1,18}$/, '--after is a revision.')
    .optional(),
  limit: z.coerce.number('--limit is a number.').int().min(1).max(10_000).default(100),
  state: z.boolean().default(false),
});

const actorText = (actor: Actor): string => {
  if (actor.kind === 'process') return actor.name;
  return actor.impersonatorId === undefined
    ? `user ${actor.userId}`
    : `user ${actor.impersonatorId} as user ${actor.userId}`;
};

/** Whose data a stream may be is in its name; of a portfolio's the owner is in its first event. */
const ownerIn = (stream: string, first: { readonly data: object } | undefined): string | null => {
  const ofUser = /^(?:user|accounts)-(.+)$/.exec(stream)?.[1];
  if (ofUser !== undefined) return ofUser;
  const { userId } = (first?.data ?? {}) as { readonly userId?: unknown };
  return typeof userId === 'string' && !stream.startsWith('access-') ? userId : null;
};

export const eventsCommand: Command = {
  name: 'events',
  about: 'Print the events of one stream, each with who, why and the JSON patch of what it changed',
  options: {
    stream: { type: 'string', about: 'its name, such as portfolio-… or symbol-AAPL' },
    after: { type: 'string', about: 'a revision: only the events after it' },
    limit: { type: 'string', about: 'how many events, 100 unless given' },
    state: { type: 'boolean', about: 'also print the state after each event' },
  },
  run: async (call) => {
    const parsed = options.safeParse(call.options);
    if (!parsed.success) {
      for (const { message } of parsed.error.issues) call.output.error(message);
      return 2;
    }
    const { stream, after, limit, state } = parsed.data;
    return withHistory(call, async ({ store, looksAt }) => {
      const portfolioId = /^(?:portfolio|calculation|valuation|risk|targets)-(.+)$/.exec(stream)?.[1];
      const [first] = await store.readStream(
        portfolioId === undefined ? stream : `portfolio-${portfolioId}`,
        {
          limit: 1,
        },
      );
      const { steps, more } = await stepsOf(store, stream, {
        after: after === undefined ? null : BigInt(after),
        limit,
      });
      if (steps.length === 0) {
        call.output.error(
          `There are no ${after === undefined ? '' : 'more '}events in the stream ${stream}.`,
        );
        return 1;
      }
      const owner = ownerIn(stream, first);
      if (owner !== null) await looksAt(owner, `sigmafold events ${stream}`, portfolioId);
      for (const { event, patch, state: now } of steps) {
        const reason = reasonOf(event);
        call.output.line(
          `${event.revision}  as_of ${event.position}  ${event.recordedAt}  ${event.type}  by ${actorText(event.metadata.actor)}${reason === null ? '' : `  because: ${reason}`}`,
        );
        for (const operation of patch) call.output.line(`    ${JSON.stringify(operation)}`);
        if (state) call.output.line(`    state ${JSON.stringify(now)}`);
      }
      if (more) call.output.line(`There are more: --after ${steps.at(-1)?.event.revision}`);
      return 0;
    });
  },
};
