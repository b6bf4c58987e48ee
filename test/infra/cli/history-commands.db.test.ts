import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventChain } from '../../../adapters/event-chain/postgres-event-chain.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { canonicalEvent, GENESIS } from '../../../application/integrity/chain.ts';
import { linksOf } from '../../../application/integrity/keep-chain.ts';
import { START } from '../../../application/ports/event-store.ts';
import type { Command } from '../../../infra/cli/command.ts';
import { eventsCommand } from '../../../infra/cli/events-command.ts';
import { exportLogCommand } from '../../../infra/cli/export-log-command.ts';
import { timelineCommand } from '../../../infra/cli/timeline-command.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventOf, type PortfolioStory, tell, town } from '../../support/events.ts';

let database: TestDatabase;
let dataDirectory: string;
let jane: PortfolioStory;
let joe: PortfolioStory;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDirectory = mkdtempSync(join(tmpdir(), 'sigmafold-history-'));
  const log = createPostgresEventStore({ pool: database.pool });
  const { portfolios, told } = town({ symbols: ['AAPL', 'MSFT'] });
  [jane, joe] = portfolios as [PortfolioStory, PortfolioStory];
  await tell(log, told);
  await tell(
    log,
    portfolios.map(({ userId, portfolioId }) => ({
      stream: `accounts-${userId}`,
      event: eventOf(
        { type: 'AccountOpened', data: { portfolioId, accountName: 'An account' } },
        portfolioId,
      ),
    })),
  );
  const chain = createPostgresEventChain(database.pool);
  let previous = GENESIS;
  for (let after = START; ; ) {
    const page = await log.readAll({ after, limit: 50 });
    const links = linksOf(previous, page);
    if (links.length === 0) break;
    await chain.append({ after, links });
    previous = links.at(-1)!.hash;
    after = page.checkpoint;
  }
  await log.close();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const run = async (command: Command, options: Record<string, string | boolean> = {}) => {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await command.run({
    args: [],
    options,
    env: { NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: dataDirectory },
    output: { line: (text) => void lines.push(...text.split('\n')), error: (text) => void errors.push(text) },
  });
  return { code, lines, errors };
};

const accesses = async (userId: string): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ action: string }>(
    `select data ->> 'action' as action from public.events where stream = $1 order by revision`,
    [`access-${userId}`],
  );
  return rows.map(({ action }) => action);
};

describe('the history on the command line', () => {
  it('tells a portfolio’s timeline, also as it was, and records that somebody looked', async () => {
    const told = await run(timelineCommand, { portfolio: jane.portfolioId });
    expect(told.errors).toEqual([]);
    expect(told.lines).toHaveLength(13);
    expect(told.lines[0]).toMatch(/as_of \d+ {2}The process “test” removed a contribution or withdrawal\.$/);
    expect(told.lines.at(-1)).toContain('The owner created the portfolio “Portfolio of person-0”');
    expect(await accesses(jane.userId)).toEqual(['sigmafold timeline']);
    const position = /as_of (\d+)/.exec(told.lines[6]!)![1]!;
    const then = await run(timelineCommand, { portfolio: jane.portfolioId, 'as-of': position });
    expect(then.lines).toEqual(told.lines.slice(6));
    expect((await run(timelineCommand, { portfolio: jane.portfolioId, limit: '2' })).lines).toEqual(
      told.lines.slice(0, 2),
    );
    expect((await run(timelineCommand, { portfolio: jane.portfolioId, 'as-of': '0' })).code).toBe(1);
    expect((await run(timelineCommand, { portfolio: jane.portfolioId, 'as-of': 'noon' })).code).toBe(2);
    expect((await run(timelineCommand, {})).code).toBe(2);
  });

  it('prints a stream with who, why and the patch of each event', async () => {
    const stream = `portfolio-${jane.portfolioId}`;
    const { code, lines } = await run(eventsCommand, { stream });
    expect(code).toBe(0);
    const events = lines.filter((line) => /^\d/.test(line));
    expect(events.map((line) => line.split('  ')[3])).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'PositionsImported',
      'PositionsImportReverted',
      'CapitalFlowRecorded',
      'CapitalFlowRecorded',
      'CapitalFlowRecorded',
      'CapitalFlowCorrected',
      'CapitalFlowRemoved',
    ]);
    expect(events[0]).toContain(`by user ${jane.userId}`);
    expect(events[3]).toContain('because: the wrong file');
    expect(lines.filter((line) => line.startsWith('    {"op"')).length).toBeGreaterThan(9);
    const some = await run(eventsCommand, { stream, after: '2', limit: '1', state: true });
    expect(some.lines[0]).toMatch(/^3 {2}/);
    expect(some.lines.at(-2)).toMatch(/^ {4}state \{"status":"open"/);
    expect(some.lines.at(-1)).toBe('There are more: --after 3');
    expect((await run(eventsCommand, { stream: 'symbol-NONE' })).code).toBe(1);
    expect((await run(eventsCommand, { stream: 'symbol-AAPL', limit: '1' })).code).toBe(0);
    expect(await accesses(jane.userId)).toContain(`sigmafold events ${stream}`);
  });

  it('exports the log whole, so that its chain can be computed anew from the file alone', async () => {
    const output = join(dataDirectory, 'log.ndjson');
    expect(await run(exportLogCommand, { output })).toEqual({ code: 0, lines: [], errors: [] });
    expect(statSync(output).mode & 0o077).toBe(0);
    const lines = readFileSync(output, 'utf8').trimEnd().split('\n');
    let previous = GENESIS;
    let chained = 0;
    for (const line of lines) {
      const { hash } = JSON.parse(line) as { hash: string | null };
      const text = line.slice(0, line.lastIndexOf(',"hash":')).concat('}');
      if (hash === null) continue;
      previous = createHash('sha256').update(previous, 'hex').update(text, 'utf8').digest('hex');
      expect([chained, hash]).toEqual([chained, previous]);
      chained += 1;
    }
    expect(chained).toBeGreaterThan(100);
    // What the looking itself wrote is in the log, and not chained while no service runs.
    const last = JSON.parse(lines.at(-1)!) as { type: string; hash: null; stream: string };
    expect([last.type, last.stream, last.hash]).toEqual(['DataAccessed', 'access-all', null]);
    expect(await accesses('all')).toEqual(['sigmafold export-log']);
    const again = await run(exportLogCommand, { output });
    expect([again.code, again.errors[0]]).toEqual([1, expect.stringContaining('could not be written')]);
  });

  it('exports one portfolio or one person, and nobody else’s', async () => {
    const log = createPostgresEventStore({ pool: database.pool });
    const ofPortfolio = await run(exportLogCommand, { portfolio: joe.portfolioId });
    const names = new Set(ofPortfolio.lines.map((line) => (JSON.parse(line) as { stream: string }).stream));
    expect([...names].every((name) => name.endsWith(joe.portfolioId))).toBe(true);
    expect(names.size).toBe(5);
    const [first] = await log.readStream(`portfolio-${joe.portfolioId}`, { limit: 1 });
    expect(ofPortfolio.lines[0]!.startsWith(canonicalEvent(first!).slice(0, -1))).toBe(true);
    const ofUser = await run(exportLogCommand, { user: joe.userId });
    expect(ofUser.lines.length).toBeGreaterThan(ofPortfolio.lines.length);
    expect(ofUser.lines.some((line) => line.includes(jane.portfolioId))).toBe(false);
    expect(ofUser.lines.at(-1)).toContain('DataAccessed');
    expect((await run(exportLogCommand, { portfolio: crypto.randomUUID() })).code).toBe(1);
    expect((await run(exportLogCommand, { portfolio: joe.portfolioId, user: joe.userId })).code).toBe(2);
    await log.close();
  });
});
