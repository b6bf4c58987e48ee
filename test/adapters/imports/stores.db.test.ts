import { createMemoryColumnMappings } from '../../../adapters/imports/memory-column-mappings.ts';
import { createMemoryPreviews } from '../../../adapters/imports/memory-previews.ts';
import { createPostgresColumnMappings } from '../../../adapters/imports/postgres-column-mappings.ts';
import { createPostgresPreviews } from '../../../adapters/imports/postgres-previews.ts';
import type { ColumnMappings, SavedMapping } from '../../../application/ports/column-mappings.ts';
import type { Previews } from '../../../application/ports/previews.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { account, call, previewOf, reading, share } from '../../support/readings.ts';

const NOW = '2024-06-28T12:00:00.000Z';
const idOf = (n: number): string => `7f9c2b1e-0000-4000-8000-${String(n).padStart(12, '0')}`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe.each<[string, () => Previews]>([
  ['postgres', () => createPostgresPreviews(database.pool)],
  ['memory', createMemoryPreviews],
])('previews in %s', (_name, create) => {
  let previews: Previews;
  beforeEach(async () => {
    await database.pool.query('truncate public.import_previews');
    previews = create();
  });

  it('are found as they were saved, by who saved them', async () => {
    const preview = previewOf({
      answers: { entryDate: '2024-01-02', exits: { AAPL: { date: '2024-05-01', price: '190.5' } } },
      reading: reading([account('1', [share('AAPL'), call('2024-09-20')], [0]), account('2', [])], {
        questions: [{ id: 'entry_date', message: 'When?', rows: 1 }],
        proposedMapping: { columns: { symbol: 'Ticker' }, dateFormat: 'mdy' },
        errors: [
          { row: 3, symbol: null, field: null, value: 'x', code: 'ERR_POS_005', message: 'm', fix: 'f' },
        ],
        totalErrors: 1,
      }),
    });
    await previews.save(preview, NOW);
    expect(await previews.find('jane', preview.previewId, NOW)).toEqual(preview);
    expect(await previews.find('joe', preview.previewId, NOW)).toBeNull();
    expect(await previews.find('jane', idOf(99), NOW)).toBeNull();
  });

  it('are replaced when they are saved again', async () => {
    await previews.save(previewOf(), NOW);
    const again = previewOf({ reading: reading([account('1', [share('MSFT')])]) });
    await previews.save(again, NOW);
    expect(await previews.find('jane', again.previewId, NOW)).toEqual(again);
  });

  it('expire, and make room', async () => {
    const old = previewOf({ previewId: idOf(50), expiresAt: '2024-06-28T12:00:00.000Z' });
    await previews.save(old, '2024-06-28T11:00:00.000Z');
    expect(await previews.find('jane', old.previewId, '2024-06-28T11:59:59.000Z')).toEqual(old);
    expect(await previews.find('jane', old.previewId, NOW)).toBeNull();
    for (let n = 0; n <= 20; n += 1) {
      const createdAt = `2024-06-28T10:00:${String(n).padStart(2, '0')}.000Z`;
      await previews.save(previewOf({ previewId: idOf(n), createdAt }), NOW);
    }
    expect(await previews.find('jane', idOf(0), NOW)).toBeNull();
    expect(await previews.find('jane', idOf(1), NOW)).not.toBeNull();
    const others = previewOf({ previewId: idOf(77), userId: 'joe' });
    await previews.save(others, NOW);
    expect(await previews.find('jane', idOf(1), NOW)).not.toBeNull();
    expect(await previews.find('joe', others.previewId, NOW)).toEqual(others);
  });

  it('are there once they are saved, however many were saved in the same instant', async () => {
    for (let n = 0; n <= 40; n += 1) {
      await previews.save(previewOf({ previewId: idOf(n) }), NOW);
      expect(await previews.find('jane', idOf(n), NOW)).not.toBeNull();
    }
  });
});

it('a preview that another version of the service stored otherwise counts as none', async () => {
  const previews = createPostgresPreviews(database.pool);
  const preview = previewOf();
  await previews.save(preview, NOW);
  await database.pool.query(`update public.import_previews set preview = '{"reading":{}}'`);
  expect(await previews.find('jane', preview.previewId, NOW)).toBeNull();
});

const mappingOf = (n: number, name: string, symbol = 'Ticker'): SavedMapping => ({
  mappingId: idOf(n),
  userId: 'jane',
  name,
  mapping: { columns: { symbol, quantity: 'Units' }, dateFormat: 'dmy', decimalComma: true },
  savedAt: NOW,
});

describe.each<[string, () => ColumnMappings]>([
  ['postgres', () => createPostgresColumnMappings(database.pool)],
  ['memory', createMemoryColumnMappings],
])('column mappings in %s', (_name, create) => {
  let mappings: ColumnMappings;
  beforeEach(async () => {
    await database.pool.query('truncate public.column_mappings');
    mappings = create();
  });

  it('are found by who saved them, in the order of their names', async () => {
    const [b, a] = [mappingOf(1, 'bank'), mappingOf(2, 'Aunt')];
    expect(await mappings.save(b)).toEqual(b);
    await mappings.save(a);
    expect(await mappings.list('jane')).toEqual([a, b]);
    expect(await mappings.find('jane', b.mappingId)).toEqual(b);
    expect(await mappings.find('joe', b.mappingId)).toBeNull();
    expect(await mappings.list('joe')).toEqual([]);
  });

  it('keep their id when they are saved again under their name, in whatever case', async () => {
    await mappings.save(mappingOf(1, 'Bank'));
    const again = await mappings.save(mappingOf(2, 'BANK', 'Symbol'));
    expect(again).toEqual({ ...mappingOf(1, 'BANK', 'Symbol') });
    expect(await mappings.list('jane')).toEqual([again]);
  });

  it('are removed by who saved them', async () => {
    await mappings.save(mappingOf(1, 'Bank'));
    expect(await mappings.remove('joe', idOf(1))).toBe(false);
    expect(await mappings.remove('jane', idOf(1))).toBe(true);
    expect(await mappings.remove('jane', idOf(1))).toBe(false);
  });

  it('are at most a hundred', async () => {
    for (let n = 0; n < 100; n += 1) await mappings.save(mappingOf(n, `name ${n}`));
    expect(await mappings.save(mappingOf(100, 'one more'))).toBeNull();
    expect(await mappings.save(mappingOf(101, 'name 5', 'Other'))).not.toBeNull();
  });
});
