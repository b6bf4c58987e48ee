import fc from 'fast-check';
import { readPositionsFile } from '../../../adapters/brokers/read-positions-file.ts';
import { writePositionsCsv } from '../../../adapters/csv/write-positions-csv.ts';
import { decimal, toDecimal } from '../../../domain/decimal.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';
import { createTestQueries } from '../../support/http-queries.ts';
import { positionRows } from '../../support/http-rows.ts';
import { heldPositions } from '../../support/positions.ts';
import { unzip } from '../../support/unzip.ts';

describe('an export', () => {
  let server: TestServer;
  let token: string;
  let userId: string;
  let portfolioId = '';

  beforeAll(async () => {
    server = await startTestServer({
      queries: createTestQueries(
        () => ({ portfolioId, userId }),
        () => true,
      ),
    });
    const { user, token: given } = await server.signUp('jane@example.com');
    [userId, token] = [user.userId, given];
    const created = await server.services.application.createPortfolio(
      userId,
      {
        portfolioName: '=1+1',
        accountName: '../Jane\'s "IRA"',
        accountType: 'ira',
        equityBalance: '1000',
        description: null,
        autoCalculate: false,
        fileSha256: 'ab'.repeat(32),
        positions: positionRows.map(({ position: { positionId: _, ...position } }) => position),
      },
      {
        commandId: crypto.randomUUID(),
        correlationId: crypto.randomUUID(),
        actor: { kind: 'user', userId },
      },
    );
    if (!created.ok) throw new Error(created.error.code);
    portfolioId = created.value.value.portfolioId;
  });
  afterAll(() => server.stop());

  const get = (path: string) => fetch(`${server.url}${path}`, { headers: bearer(token) });

  it('of positions is the file that the import reads', async () => {
    const response = await get(`/api/v1/portfolios/${portfolioId}/positions/export.csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    const file = Buffer.from(await response.arrayBuffer());
    const read = await readPositionsFile(once(file), { today: '2026-11-21', onDuplicate: 'refuse' });
    const held = positionRows.map(({ position: { positionId: _, ...position } }) => ({
      ...position,
      entryPrice: toDecimal(decimal(position.entryPrice)),
    }));
    expect(read.ok ? read.value.accounts[0]?.positions : read.error).toEqual(held);
  });

  it('of snapshots has one line per session', async () => {
    const response = await get(`/api/v1/portfolios/${portfolioId}/snapshots/export.csv?from=2024-01-01`);
    const [header, line, end] = (await response.text()).split('\r\n');
    expect(header).toMatch(/^Date,Basis,Equity,/);
    expect(line).toMatch(/^2024-06-28,/);
    expect(end).toBe('');
  });

  it('of everything is an archive with every event and every table', async () => {
    const response = await get('/api/v1/users/me/export');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename=sigmafold_export_2024-06-28.zip',
    );
    const files = unzip(Buffer.from(await response.arrayBuffer()));
    const manifest = JSON.parse(files.get('manifest.json') ?? '') as { readonly files: readonly string[] };
    expect(['manifest.json', ...manifest.files]).toEqual([...files.keys()]);
    expect(files.get('README.txt')).toContain('jane@example.com');
    const events = (files.get('events.ndjson') ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['UserRegistered', 'AccountOpened', 'PortfolioCreated', 'PositionsImported']),
    );
    const tables = [...files.keys()].filter((path) => path.startsWith('portfolios/'));
    expect(tables.map((path) => path.split('/').at(-1)).toSorted()).toEqual([
      'equity_changes.csv',
      'imports.json',
      'portfolio.json',
      'positions.csv',
      'snapshots.csv',
      'target_prices.csv',
    ]);
    expect(tables.every((path) => /^portfolios\/[A-Za-z0-9_-]+\/[a-z_.]+$/.test(path))).toBe(true);
    expect([...files.values()].join('')).not.toMatch(/plain:|Correct1Horse|\$argon2/);
  });

  it('is nobody else’s', async () => {
    const joe = (await server.signUp('joe@example.com')).token;
    const path = `${server.url}/api/v1/portfolios/${portfolioId}/positions/export.csv`;
    expect((await fetch(path, { headers: bearer(joe) })).status).toBe(404);
    expect((await fetch(`${server.url}/api/v1/users/me/export`)).status).toBe(401);
    const own = await fetch(`${server.url}/api/v1/users/me/export`, { headers: bearer(joe) });
    const files = unzip(Buffer.from(await own.arrayBuffer()));
    expect(files.get('events.ndjson')).not.toContain(portfolioId);
  });
});

async function* once(file: Buffer): AsyncGenerator<Buffer> {
  yield file;
}

describe('a portfolio that is written and imported again', () => {
  it('is the same portfolio, and the file changes nothing in it', async () => {
    const server = await startTestServer();
    const { user } = await server.signUp('jane@example.com');
    const { application } = server.services;
    const context = () => ({
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
      actor: { kind: 'user', userId: user.userId } as const,
    });
    let accounts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(heldPositions, { minLength: 1, maxLength: 25 }), async (positions) => {
        accounts += 1;
        const created = await application.createPortfolio(
          user.userId,
          {
            portfolioName: 'P',
            accountName: `Account ${accounts}`,
            accountType: 'ira',
            equityBalance: '1000',
            description: null,
            autoCalculate: false,
            fileSha256: 'ab'.repeat(32),
            positions,
          },
          context(),
        );
        if (!created.ok) throw new Error(created.error.code);
        const { portfolioId } = created.value.value;
        const events = await server.store.readStream(`portfolio-${portfolioId}`);
        const held = events.flatMap(({ type, data }) =>
          type === 'PositionsImported' ? (data as { readonly positions: readonly Position[] }).positions : [],
        );
        const read = await readPositionsFile(once(Buffer.from(writePositionsCsv(held))), {
          today: '2024-06-28',
          onDuplicate: 'refuse',
        });
        if (!read.ok) throw new Error(read.error.code);
        const [account] = read.value.accounts;
        expect(account?.positions).toEqual(positions);
        const plan = await application.planReimport(user.userId, {
          portfolioId,
          fileSha256: 'cd'.repeat(32),
          positions: account?.positions ?? [],
          dated: true,
          asOf: '2024-06-28',
          splits: {},
          exits: {},
        });
        expect(plan.ok ? { ...plan.value.difference, unchanged: [] } : plan.error).toEqual({
          opened: [],
          changed: [],
          closed: [],
          splits: [],
          unchanged: [],
          questions: [],
        });
      }),
      { numRuns: 60 },
    );
    await server.stop();
  });
});
