import { z } from 'zod';
import { momentOf } from '../../application/history/as-of.ts';
import { ownerEver } from '../../application/history/owner-ever.ts';
import { backwardsFrom, readTimeline } from '../../application/history/read-timeline.ts';
import { storeUntil } from '../../application/history/store-until.ts';
import { whoOf } from '../../application/history/who.ts';
import { streamsOfPortfolio } from '../../application/streams.ts';
import { entryOf } from '../../domain/errors/catalogue.ts';
import type { Command } from './command.ts';
import { withHistory } from './with-history.ts';

const options = z.object({
  portfolio: z.guid('--portfolio is the id of a portfolio.').toLowerCase(),
  'as-of': z.string().optional(),
  limit: z.coerce.number('--limit is a number.').int().min(1).max(10_000).default(50),
});

export const timelineCommand: Command = {
  name: 'timeline',
  about: 'Tell what happened to a portfolio, newest first, with the positions to look back to',
  options: {
    portfolio: { type: 'string', about: 'its id' },
    'as-of': { type: 'string', about: 'an instant, a date or a position: what was known then' },
    limit: { type: 'string', about: 'how many entries, 50 unless given' },
  },
  run: async (call) => {
    const parsed = options.safeParse(call.options);
    if (!parsed.success) {
      for (const { message } of parsed.error.issues) call.output.error(message);
      return 2;
    }
    const { portfolio, limit, 'as-of': asOf } = parsed.data;
    return withHistory(call, async ({ store, index, clock, looksAt }) => {
      const moment = asOf === undefined ? null : await momentOf({ store, index, clock }, asOf);
      if (moment?.ok === false) {
        const { message, fix } = entryOf(moment.error.code);
        call.output.error(`${message} ${fix}`);
        return 2;
      }
      const then = moment === null ? store : storeUntil(store, moment.value.position);
      const ownerId = await ownerEver(then, portfolio);
      if (ownerId === null) {
        call.output.error(`There is no portfolio ${portfolio}${asOf === undefined ? '' : ` as of ${asOf}`}.`);
        return 1;
      }
      await looksAt(ownerId, 'sigmafold timeline', portfolio);
      const names = streamsOfPortfolio(portfolio);
      const { entries } = await readTimeline(
        then,
        names,
        await backwardsFrom({ store: then, index }, names),
        {
          limit,
        },
      );
      for (const entry of entries.slice(0, limit)) {
        const who = whoOf(entry.actor, { userId: '', ownerId });
        const sentence = `${who} ${entry.predicate.replace(/\.$/, '')}.`;
        const figures = entry.figures.map(({ name, value }) => `${name} ${value}`).join(', ');
        const why =
          entry.reason === null || sentence.includes(entry.reason) ? '' : ` Reason: ${entry.reason}.`;
        call.output.line(
          `${entry.at}  as_of ${entry.position}  ${sentence}${why}${figures === '' ? '' : `  (${figures})`}`,
        );
      }
      return 0;
    });
  },
};
