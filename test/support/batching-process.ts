/**
 * Works on the batches of a database until it is killed. Its source says a line per chunk that it is asked for, and
 * then answers nothing more once it has answered so many symbols: `batching-process.ts <url> <symbols>`.
 */

import { startBatchWorld } from './batch-world.ts';
import { createScriptedProvider } from './scripted-provider.ts';

const [url = '', most = '0'] = process.argv.slice(2);
const clock = (): Date => new Date('2024-06-28T22:00:00Z');
const { provider, script } = createScriptedProvider(clock);
let answered = 0;
script.before = async (symbols) => {
  if (answered >= Number(most)) {
    process.stdout.write('waiting\n');
    await new Promise(() => {});
  }
  answered += symbols.length;
};
await startBatchWorld({ url, provider, clock });
process.stdout.write('started\n');
