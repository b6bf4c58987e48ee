import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { parseSnapshotsCsv } from '../../adapters/csv/parse-snapshots-csv.ts';
import { uuid5 } from '../../domain/ids.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withRestatement } from './with-restatement.ts';

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw new OperatorError(`${path} cannot be read (${errorCode(error)}).`);
  }
}

export const importSnapshotsCommand: Command = {
  name: 'import-snapshots',
  about:
    'Take over the table of snapshots that an earlier system kept of a portfolio, and say where it breaks',
  args: '<file.csv>',
  options: { portfolio: { type: 'string', about: 'the id of the portfolio' } },
  run: ({ args, options, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const portfolio = z.guid().toLowerCase().safeParse(options.portfolio);
      const [path] = args;
      if (!portfolio.success || path === undefined || args.length > 1) {
        output.error('Give one file, and the portfolio’s id with --portfolio.');
        return 2;
      }
      const hash = createHash('sha256');
      const parsed = await parseSnapshotsCsv(
        (async function* () {
          for await (const chunk of bytesOf(path)) {
            hash.update(chunk);
            yield chunk;
          }
        })(),
        { maxBytes: config.maxUploadBytes },
      );
      if (!parsed.ok) {
        output.error(explainRefusal(parsed.error));
        return 1;
      }
      // The same file again is the same import.
      const commandId = uuid5(`snapshots of ${portfolio.data}`, hash.digest('hex'));
      return withRestatement(config, async (restatement) => {
        const imported = await restatement.importSnapshots(portfolio.data, parsed.value, {
          commandId,
          correlationId: randomUUID(),
          actor: { kind: 'process', name: 'import-snapshots' },
        });
        if (!imported.ok) {
          output.error(explainRefusal(imported.error));
          const { errors } = (imported.error.details ?? {}) as {
            readonly errors?: readonly {
              readonly row: number;
              readonly field: string;
              readonly message: string;
            }[];
          };
          for (const { row, field, message } of errors ?? [])
            output.error(`  line ${row}, ${field}: ${message}`);
          return 1;
        }
        const { snapshots, from, to, repeated, breaks, lastGood } = imported.value;
        output.line(`${snapshots} snapshots from ${from} to ${to} were taken over.`);
        if (repeated.length > 0) output.line(`Several rows for ${repeated.join(', ')}: the last was taken.`);
        for (const line of table(
          breaks.map(({ date, stated, expected, difference }) => [
            `  ${date}`,
            `equity ${stated}`,
            `follows from the day before: ${expected}`,
            `difference ${difference}`,
          ]),
        ))
          output.line(line);
        output.line(
          breaks.length === 0 || lastGood === null
            ? 'Every equity follows from the day before.'
            : `The last good snapshot is that of ${lastGood.date}, with ${lastGood.equity}: restate --anchor last-good starts there.`,
        );
        return 0;
      });
    }),
};
