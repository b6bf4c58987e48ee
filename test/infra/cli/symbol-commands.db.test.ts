import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkProviderCommand } from '../../../infra/cli/check-provider-command.ts';
import type { Call, Command } from '../../../infra/cli/command.ts';
import { dataHealthCommand } from '../../../infra/cli/data-health-command.ts';
import { symbolBatchCommand } from '../../../infra/cli/symbol-batch-command.ts';
import { symbolQueueCommand } from '../../../infra/cli/symbol-queue-command.ts';
import { uploadPricesCommand } from '../../../infra/cli/upload-prices-command.ts';
import { TEST_MASTER_KEY } from '../../support/corpus.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let directory: string;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'prices-'));
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const run = async (
  command: Command,
  { args = [], options = {} }: Partial<Pick<Call, 'args' | 'options'>> = {},
) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await command.run({
    args,
    options,
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      MASTER_KEY: TEST_MASTER_KEY,
      MARKET_DATA_PROVIDER: 'simulated',
      AS_OF: '2026-11-21T15:00:00Z',
    },
    output: { line: (text) => void lines.push(text), error: (text) => void errors.push(text) },
  });
  return { code, text: [...lines, ...errors].join('\n') };
};

describe('symbol-queue', () => {
  it('puts a symbol in the queue under its one spelling, lists it, and gives it up', async () => {
    expect((await run(symbolQueueCommand)).text).toContain('No symbol was looked up yet.');
    expect(await run(symbolQueueCommand, { args: ['retry', 'brk.b'] })).toMatchObject({
      code: 0,
      text: expect.stringContaining('BRK-B is in the queue'),
    });
    expect((await run(symbolQueueCommand)).text).toMatch(/BRK-B +pending +high/);
    const given = { args: ['give-up', 'BRK/B'], options: { reason: 'a typing error' } };
    expect((await run(symbolQueueCommand, given)).code).toBe(0);
    expect((await run(symbolQueueCommand)).text).toContain('a typing error (by cli:');
    expect(await run(symbolQueueCommand, given)).toMatchObject({
      code: 1,
      text: expect.stringContaining('ERR_SYMBOL_003'),
    });
  });

  it('says how it is called', async () => {
    expect((await run(symbolQueueCommand, { args: ['retry'] })).code).toBe(2);
    expect((await run(symbolQueueCommand, { args: ['drop', 'AAPL'] })).code).toBe(2);
  });
});

describe('data-health', () => {
  it('names what is critical with the commands that mend it, and fails', async () => {
    const { code, text } = await run(dataHealthCommand, { options: { severity: 'critical' } });
    expect(code).toBe(1);
    expect(text).toContain('Session 2026-11-20: 8 critical');
    expect(text).toContain('symbol SPY');
    expect(text).toContain('npm run sigmafold -- symbol-batch run --date 2026-11-20 --force');
    expect(text).toContain('POST /api/v1/admin/symbol-batch/run');
  });

  it('is content where nothing critical matches', async () => {
    expect((await run(dataHealthCommand, { options: { subject: 'portfolio' } })).code).toBe(0);
    expect((await run(dataHealthCommand, { options: { severity: 'terrible' } })).code).toBe(2);
  });
});

describe('upload-prices', () => {
  const file = async (text: string): Promise<string> => {
    const path = join(directory, 'prices.csv');
    await writeFile(path, text);
    return path;
  };
  const priced = async (): Promise<number> =>
    (await database.pool.query(`select from public.events where type = 'SymbolPriced'`)).rowCount ?? 0;

  it('says what would change, and nothing is written', async () => {
    const path = await file('symbol,date,close\nNEWCO,2026-11-19,12.50\nNEWCO,2026-11-20,12.75\n');
    expect(await run(uploadPricesCommand, { args: [path], options: { reason: 'a test' } })).toMatchObject({
      code: 0,
      text: expect.stringMatching(/NEWCO: 2 new, 0 restated, 0 as they were[\s\S]*--apply/),
    });
    expect(await priced()).toBe(0);
  });

  it('names each line that is wrong', async () => {
    const path = await file('symbol,date,close\nNEWCO,2026-11-19,0\n');
    expect(await run(uploadPricesCommand, { args: [path], options: { reason: 'a test' } })).toMatchObject({
      code: 1,
      text: expect.stringContaining('line 2, NEWCO: 2026-11-19: close is zero.'),
    });
    expect(await run(uploadPricesCommand, { args: [path] })).toMatchObject({ code: 2 });
  });
});

describe('check-provider', () => {
  it('fails for what the provider does not know, and says so', async () => {
    expect(await run(checkProviderCommand, { args: ['AAPL', 'ZZTOP'] })).toMatchObject({
      code: 1,
      text: expect.stringMatching(/AAPL +\d+ ms +23 sessions[\s\S]*ZZTOP[\s\S]*unknown, delisted or renamed/),
    });
  });

  it('is content with a market that knows the usual symbols and the factor ETFs', async () => {
    const { code, text } = await run(checkProviderCommand);
    expect(text).toContain('All 10 symbols are well');
    expect(code).toBe(0);
  });
});

describe('symbol-batch', () => {
  it('asks for a batch once, shows how far it is and what was, and says what it does not understand', async () => {
    expect((await run(symbolBatchCommand, { args: ['status'] })).text).toMatch(/^No batch was asked for/);
    const asked = await run(symbolBatchCommand, { args: ['run', 'brk.b', 'AAPL'] });
    expect(asked).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Batch \S+ of 2026-11-20 was asked for/),
    });
    expect(await run(symbolBatchCommand, { args: ['run'] })).toMatchObject({
      code: 1,
      text: expect.stringContaining('ERR_BATCH_007'),
    });
    const { text } = await run(symbolBatchCommand, { args: ['status'] });
    expect(text).toMatch(/^2026-11-20 {2}running {2}0 updated {2}0 failed {2}operator {2}cli:/);
    expect(text).toMatch(/^ {2}Prices +░+ +0% +0 symbols$/m);
    expect((await run(symbolBatchCommand, { args: ['history'] })).text.split('\n')).toHaveLength(1);
    for (const call of [
      { args: ['begin'] },
      { args: ['status', 'x'] },
      { args: ['run'], options: { date: 'today' } },
    ])
      expect((await run(symbolBatchCommand, call)).code).toBe(2);
  });
});
