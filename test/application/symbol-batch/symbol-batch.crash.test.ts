import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { createCommandHandler, createOpenStream } from '../../../application/command-handler.ts';
import { createRequestSymbolBatch } from '../../../application/symbol-batch/request-symbol-batch.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { type BatchWorld, contextOf, startBatchWorld } from '../../support/batch-world.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createScriptedProvider } from '../../support/scripted-provider.ts';
import { until } from '../../support/until.ts';

const DATE = '2024-06-28';
const SYMBOLS = ['AAPL', 'MSFT', 'JPM'];
const clock = (): Date => new Date('2024-06-28T22:00:00Z');

let database: TestDatabase;
let child: ChildProcess | undefined;
let world: BatchWorld | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await world?.stop();
  await database.close();
});

it('a batch whose process is killed goes on by itself with the next start, and tells nothing twice', async () => {
  const { provider } = createScriptedProvider(clock);
  // Answers the factor ETFs, and dies while it waits for the next chunk.
  child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/support/batching-process.ts', database.serviceUrl, String(FACTOR_ETFS.length)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  await until('the process has started', () => lines.includes('started'), 60_000);
  const store = createPostgresEventStore({ pool: database.pool });
  const request = createRequestSymbolBatch(createCommandHandler(createOpenStream(store, clock)), clock);
  const asked = await request(
    { date: DATE, trigger: 'operator', force: false, symbols: SYMBOLS },
    contextOf('killed'),
  );
  expect(asked.ok).toBe(true);
  await store.close();
  await until('the second chunk is in hand', () => lines.includes('waiting'), 60_000);
  child.kill('SIGKILL');
  await once(child, 'exit');

  world = await startBatchWorld({ url: database.serviceUrl, provider, clock });
  const { attempt } = world;
  await until(
    'the batch has ended',
    async () => (await attempt('killed', DATE))?.status === 'completed',
    60_000,
  );
  const told = (await world.eventsAfter(0n)).map(({ stream, type }) => `${stream} ${type}`);
  for (const symbol of [...SYMBOLS, ...FACTOR_ETFS])
    expect(told.filter((line) => line.startsWith(`symbol-${symbol} `))).toEqual(
      [
        'SymbolTracked',
        'SymbolPriced',
        'SymbolProfiled',
        'SymbolFactorsCalculated',
        'SymbolActivated',
        'SymbolMetricsCalculated',
      ].map((type) => `symbol-${symbol} ${type}`),
    );
  const ended = told.filter((line) => line.startsWith(`symbol-batch-${DATE} `));
  expect(ended.filter((line) => line.endsWith('SymbolBatchRequested'))).toHaveLength(1);
  expect(ended.filter((line) => line.endsWith('SymbolBatchCompleted'))).toHaveLength(1);
  // Six phases of each chunk, and the end.
  const chunks = ended.filter((line) => line.endsWith('SymbolBatchChunkCompleted'));
  expect(chunks.length % 6).toBe(1);
  expect(chunks.length).toBeGreaterThanOrEqual(13);
}, 180_000);
