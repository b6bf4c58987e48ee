import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parsePricesCsv } from '../../adapters/csv/parse-prices-csv.ts';
import type { PriceRowError } from '../../application/prices/upload-prices.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Command, Output } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { withSymbols } from './with-symbols.ts';
import { atTheCommandLine } from './with-upkeep.ts';

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw new OperatorError(`${path} cannot be read (${errorCode(error)}).`);
  }
}

const tell = (refusal: Refusal, output: Output): number => {
  output.error(explainRefusal(refusal));
  const { errors } = (refusal.details ?? {}) as { readonly errors?: readonly PriceRowError[] };
  for (const { row, symbol, message } of errors ?? [])
    output.error(`  line ${row}${symbol === '' ? '' : `, ${symbol}`}: ${message}`);
  return 1;
};

export const uploadPricesCommand: Command = {
  name: 'upload-prices',
  about: 'Take prices that the provider lacks or has wrong from a CSV file (symbol, date, close)',
  args: '<file.csv>',
  options: {
    reason: { type: 'string', about: 'why; it stays with the prices' },
    apply: { type: 'boolean', about: 'take them; without it, only say what would change' },
  },
  run: async (call) => {
    const { args, options, output } = call;
    const [path] = args;
    if (path === undefined || args.length > 1 || options.reason === undefined) {
      output.error('Give one file, and the reason with --reason.');
      return 2;
    }
    return withSymbols(call, async ({ config, clock, uploadPrices }) => {
      const hash = createHash('sha256');
      const parsed = await parsePricesCsv(
        (async function* () {
          for await (const chunk of bytesOf(path)) {
            hash.update(chunk);
            yield chunk;
          }
        })(),
        { now: clock(), maxBytes: config.maxUploadBytes },
      );
      if (!parsed.ok) return tell(parsed.error, output);
      const commandId = randomUUID();
      const dryRun = options.apply !== true;
      const taken = await uploadPrices(
        {
          prices: parsed.value,
          upload: {
            fileName: basename(path),
            fileSha256: hash.digest('hex'),
            reason: String(options.reason).trim(),
          },
          dryRun,
        },
        { commandId, correlationId: commandId, actor: atTheCommandLine() },
      );
      if (!taken.ok) return tell(taken.error, output);
      for (const { symbol, added, unchanged, restated } of taken.value.symbols) {
        output.line(`${symbol}: ${added} new, ${restated.length} restated, ${unchanged} as they were`);
        for (const { date, before, after } of restated) output.line(`  ${date}: ${before} -> ${after}`);
      }
      if (dryRun) output.line('Nothing was written; the same with --apply takes these prices.');
      else if (taken.value.batchId !== null)
        output.line(`Batch ${taken.value.batchId} refreshes the portfolios that hold them.`);
      return 0;
    });
  },
};
