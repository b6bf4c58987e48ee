import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { ownerEver } from '../../application/history/owner-ever.ts';
import { EVERYBODY } from '../../application/streams.ts';
import { errorMessage } from '../error-code.ts';
import type { Command } from './command.ts';
import { type History, withHistory } from './with-history.ts';

const options = z
  .object({
    portfolio: z.guid('--portfolio is the id of a portfolio.').toLowerCase().optional(),
    user: z.guid('--user is the id of a user.').toLowerCase().optional(),
    output: z.string().min(1).optional(),
  })
  .refine(({ portfolio, user }) => portfolio === undefined || user === undefined, {
    message: 'Give --portfolio or --user, not both.',
  });

/** The lines asked for; null when there is no such portfolio. */
const linesOf = async (
  { store, logExport, looksAt }: History,
  { portfolio, user }: z.infer<typeof options>,
): Promise<AsyncIterable<string> | null> => {
  const action = 'sigmafold export-log';
  if (portfolio !== undefined) {
    const owner = await ownerEver(store, portfolio);
    if (owner === null) return null;
    await looksAt(owner, action, portfolio);
    return logExport.ofPortfolio(portfolio, await store.head());
  }
  await looksAt(user ?? EVERYBODY, action);
  const upTo = await store.head();
  return user === undefined ? logExport.whole(upTo) : logExport.ofUser(user, upTo);
};

export const exportLogCommand: Command = {
  name: 'export-log',
  about: 'Write the log, or one portfolio’s or user’s part of it, as NDJSON with the hashes of its chain',
  options: {
    portfolio: { type: 'string', about: 'the id of a portfolio' },
    user: { type: 'string', about: 'the id of a user' },
    output: { type: 'string', about: 'a file that does not exist yet; to the terminal without it' },
  },
  run: async (call) => {
    const parsed = options.safeParse(call.options);
    if (!parsed.success) {
      for (const { message } of parsed.error.issues) call.output.error(message);
      return 2;
    }
    return withHistory(call, async (log) => {
      const lines = await linesOf(log, parsed.data);
      if (lines === null) {
        call.output.error('There is no such portfolio.');
        return 1;
      }
      const { output } = parsed.data;
      if (output === undefined) {
        for await (const text of lines) call.output.line(text.slice(0, -1));
        return 0;
      }
      try {
        await pipeline(Readable.from(lines), createWriteStream(output, { flags: 'wx', mode: 0o600 }));
      } catch (error) {
        call.output.error(`${output} could not be written: ${errorMessage(error)}`);
        return 1;
      }
      return 0;
    });
  },
};
