import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresEventChain } from '../../../adapters/event-chain/postgres-event-chain.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { createAuditChain } from '../../../application/integrity/audit-chain.ts';
import { positionFrom } from '../../../application/ports/event-store.ts';
import { backup } from '../../../infra/backup/backup.ts';
import type { Manifest } from '../../../infra/backup/manifest.ts';
import { restore } from '../../../infra/backup/restore.ts';
import { DERIVED_TABLES, KEPT_TABLES } from '../../../infra/backup/tables.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { PROJECTIONS } from '../../../projections/all.ts';
import { liveChecksums } from '../../../projections/rebuild/checksum.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const CSV =
  'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.00,2026-06-01\nMSFT,40,300.00,2026-07-15\n';
const clock = () => new Date('2026-11-21T15:00:00Z');

describe('a backup', () => {
  let folder: string;
  let directory: string;
  let database: TestDatabase;
  let service: Service;
  let jane: Api;
  let portfolioId: string;
  let manifest: Manifest;

  const rowsIn = async (of: TestDatabase, table: string): Promise<number> =>
    (await of.pool.query<{ n: number }>(`select count(*)::int as n from public.${table}`)).rows[0]!.n;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
    directory = join(folder, 'monday');
    database = await createTestDatabase();
    service = await startTestService(database, { DATA_DIR: folder }, { clock });
    jane = await signIn(createApi(service.url), 'jane@example.com');
    const created = await jane.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'main', csv: CSV, autoCalculate: true }),
    );
    portfolioId = created.body.portfolio_id;
    await runEnded(jane, portfolioId);
    const chain = createPostgresEventChain(database.pool);
    await until('everything is chained', async () => {
      const head = await chain.head();
      return head !== null && head.position === (await service.store.head());
    });
    manifest = await backup(database.url, directory);
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows of every table whether it is kept or made anew', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...KEPT_TABLES, ...DERIVED_TABLES].sort());
  });

  it('was taken while the service ran, for its owner’s eyes, and says what is in it', async () => {
    expect(manifest.log.position).toBe(String(await service.store.head()));
    expect(manifest.log.chain?.position).toBe(manifest.log.position);
    expect(statSync(directory).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    for (const { file } of manifest.tables) expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
    const text = readFileSync(join(directory, 'manifest.json'), 'utf8');
    expect(text).not.toContain('jane@example.com');
  });

  it('is not written over another', async () => {
    await expect(backup(database.url, directory)).rejects.toThrow('is not empty');
  });

  it('brings everything back into an empty database: the same log, the same numbers, the same login', async () => {
    const other = await createTestDatabase();
    try {
      await restore(other.url, directory);
      for (const table of KEPT_TABLES)
        expect([table, await rowsIn(other, table)]).toEqual([table, await rowsIn(database, table)]);
      const again = await startTestService(other, { DATA_DIR: folder }, { clock });
      try {
        expect(await again.readModels.waitFor(await again.store.head(), 30_000)).toBe(true);
        const checksums = async (of: TestDatabase) =>
          (await liveChecksums(of.pool, PROJECTIONS)).map(({ table, md5 }) => [table, md5]);
        expect(await checksums(other)).toEqual(await checksums(database));
        const back = await signIn(createApi(again.url), 'jane@example.com');
        const path = `/api/v1/portfolios/${portfolioId}/snapshots?limit=5`;
        expect((await back.get(path)).body).toEqual((await jane.get(path)).body);
        const log = createPostgresEventStore({ pool: other.pool });
        const chain = createAuditChain({ log, chain: createPostgresEventChain(other.pool) });
        const { position, hash } = manifest.log.chain!;
        expect(await chain.verify({ expect: { position: positionFrom(position), hash } })).toMatchObject({
          status: 'intact',
        });
        await log.close();
      } finally {
        await again.stop();
      }
    } finally {
      await other.close();
    }
  });

  it('is not restored over what is there', async () => {
    const events = await rowsIn(database, 'events');
    await expect(restore(database.url, directory)).rejects.toThrow('has events already');
    expect(await rowsIn(database, 'events')).toBe(events);
  });

  it('that was damaged restores nothing, and the damaged file is named', async () => {
    const damaged = join(folder, 'damaged');
    await backup(database.url, damaged);
    appendFileSync(join(damaged, 'credentials.copy.gz'), 'x');
    const other = await createTestDatabase();
    try {
      await expect(restore(other.url, damaged)).rejects.toThrow('credentials.copy.gz');
      expect(await rowsIn(other, 'events')).toBe(0);
      // A forged count is found as late as the last table, and still nothing stays.
      const forged = join(folder, 'forged');
      const copy = await backup(database.url, forged);
      const tables = copy.tables.map((table) =>
        table.name === 'dead_letters' ? { ...table, rows: 7 } : table,
      );
      writeFileSync(join(forged, 'manifest.json'), JSON.stringify({ ...copy, tables }));
      await expect(restore(other.url, forged)).rejects.toThrow('dead_letters.copy.gz has 0 rows');
      expect(await rowsIn(other, 'events')).toBe(0);
      writeFileSync(join(forged, 'manifest.json'), JSON.stringify({ ...copy, migrations: ['999_tomorrow'] }));
      await expect(restore(other.url, forged)).rejects.toThrow('newer version');
      await expect(restore(other.url, folder)).rejects.toThrow('is no backup');
    } finally {
      await other.close();
    }
  });
});
