import { createHash, randomUUID } from 'node:crypto';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

type Report = {
  readonly dry_run: boolean;
  readonly file_sha256: string;
  readonly batch_id: string | null;
  readonly symbols: readonly {
    readonly symbol: string;
    readonly added: number;
    readonly unchanged: number;
    readonly restated: readonly { readonly date: string; readonly before: string; readonly after: string }[];
  }[];
  readonly error?: {
    readonly code: string;
    readonly details: {
      readonly errors: readonly { readonly row: number; readonly symbol: string; readonly message: string }[];
    };
  };
};
type Detail = {
  readonly prices: {
    readonly items: readonly { readonly date: string; readonly close: string; readonly event_id: string }[];
  };
};

describe('prices that an administrator brings', () => {
  let database: TestDatabase;
  let service: Service;
  let root: Api;
  let portfolioId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => new Date('2026-11-21T15:00:00Z');
    const provider = createSimulatedProvider({ seed: 1, clock });
    service = await startTestService(database, { BATCH_SCHEDULE: 'false' }, { clock, provider });
    root = await signIn(createApi(service.url), 'root@example.com');
    const ids = { commandId: randomUUID(), correlationId: randomUUID() };
    await service.application.grantSuperuser('root@example.com', {
      ...ids,
      actor: { kind: 'process', name: 'test' },
    });
    const created = await root.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({
        accountName: 'A',
        csv: 'Symbol,Quantity,Entry Price Per Share,Entry Date\nBRK.B,10,400.00,2026-11-02\n',
        autoCalculate: true,
      }),
    );
    portfolioId = created.body.portfolio_id;
    expect(await runEnded(root, portfolioId)).toMatchObject({ status: 'completed' });
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const upload = (csv: string, fields: Readonly<Record<string, string>> = { reason: 'a test' }) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('csv_file', new Blob([csv]), 'prices.csv');
    return root.post<Report>('/api/v1/admin/prices/upload', form);
  };
  const closes = async () => {
    const { body } = await root.get<Detail>('/api/v1/symbols/BRK%2FB');
    return new Map(body.prices.items.map((item) => [item.date, item]));
  };
  const closeOf = async (date: string): Promise<string> => {
    const close = (await closes()).get(date)?.close;
    if (close === undefined) throw new Error(`no close of ${date}`);
    return close;
  };
  const eventsSaid = async (type: string): Promise<number> => {
    const { rows } = await database.pool.query<{ count: number }>(
      'select count(*)::int from public.events where type = $1',
      [type],
    );
    return rows[0]?.count ?? 0;
  };

  it('are only looked at by a dry run, which is the default', async () => {
    const before = await closeOf('2026-11-19');
    const after = (Number(before) + 1).toFixed(2);
    const priced = await eventsSaid('SymbolPriced');
    const { status, body } = await upload(`symbol,date,close\nBRK/B,2026-11-19,${after}\n`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dry_run: true,
      batch_id: null,
      symbols: [
        { symbol: 'BRK-B', added: 0, unchanged: 0, restated: [{ date: '2026-11-19', before, after }] },
      ],
    });
    expect(await eventsSaid('SymbolPriced')).toBe(priced);
  });

  it('are recorded with file, reason and who, are followed by what rests on them, and stand against the provider', async () => {
    const before = await closeOf('2026-11-19');
    const after = (Number(before) + 1).toFixed(2);
    const csv = `Symbol,Date,Close\nBRK.B,2026-11-19,${after}\n`;
    const factors = await eventsSaid('SymbolFactorsCalculated');
    const { body } = await upload(csv, { reason: 'the source was wrong', dry_run: 'false' });
    expect(body).toMatchObject({ dry_run: false, batch_id: expect.any(String) });

    expect(await closeOf('2026-11-19')).toBe(after);
    const event = (await closes()).get('2026-11-19')?.event_id;
    const { rows } = await database.pool.query(
      `select data->>'source' as source, data->'upload' as upload, metadata->'actor'->>'kind' as actor,
         metadata->>'reason' as reason from public.events where event_id = $1`,
      [event],
    );
    expect(rows).toEqual([
      {
        source: 'upload',
        upload: {
          fileName: 'prices.csv',
          fileSha256: createHash('sha256').update(csv).digest('hex'),
          reason: 'the source was wrong',
        },
        actor: 'user',
        reason: 'the source was wrong',
      },
    ]);
    expect(await eventsSaid('SymbolFactorsCalculated')).toBeGreaterThan(factors);

    const asked = await root.post(`/api/v1/portfolios/${portfolioId}/calculate?force=true`);
    expect([202, 409]).toContain(asked.status);
    await until('the portfolio was valued again', async () => (await eventsSaid('SnapshotRestated')) > 0);
    await runEnded(root, portfolioId);
    expect(await closeOf('2026-11-19')).toBe(after);
  }, 60_000);

  it('change nothing when the same file comes again', async () => {
    const after = await closeOf('2026-11-19');
    const priced = await eventsSaid('SymbolPriced');
    const { body } = await upload(`symbol,date,close\nBRK-B,2026-11-19,${after}\n`, {
      reason: 'again',
      dry_run: 'false',
    });
    expect(body).toMatchObject({ batch_id: null, symbols: [{ unchanged: 1, restated: [] }] });
    expect(await eventsSaid('SymbolPriced')).toBe(priced);
  });

  it('are refused as a whole with every row that is wrong, by the rules of all prices', async () => {
    const close = Number(await closeOf('2026-11-18'));
    const { status, body } = await upload(
      [
        'symbol,date,close',
        `BRK.B,2026-11-18,${close}`,
        'BRK.B,2026-11-19,0',
        'BRK.B,2026-11-21,100',
        'BRK.B,2026-11-20,n/a',
        'HOME_EQUITY,2026-11-19,100',
        `BRK.B,2026-11-17,${(close * 10).toFixed(2)}`,
      ].join('\n'),
      { reason: 'a test', dry_run: 'false' },
    );
    expect(status).toBe(400);
    expect(body.error?.code).toBe('ERR_PRICE_001');
    const rows = body.error?.details.errors.map(({ row, message }) => `${row}: ${message}`) ?? [];
    expect(rows).toEqual(
      expect.arrayContaining([
        '3: 2026-11-19: close is zero.',
        '4: 2026-11-21: not a trading session.',
        '5: 2026-11-20: close is not a number.',
        '6: This is not the symbol of a listed security.',
      ]),
    );
    expect(await closeOf('2026-11-17')).not.toBe((close * 10).toFixed(2));
  });

  it('are refused where they do not go with the price that is known', async () => {
    const close = Number(await closeOf('2026-11-18'));
    const { body } = await upload(`symbol,date,close\nBRK.B,2026-11-18,${(close * 100).toFixed(2)}\n`);
    expect(body.error?.details.errors).toMatchObject([
      { row: 2, symbol: 'BRK-B', message: expect.stringContaining('without a split that explains it') },
    ]);
  });

  it('need a reason, a header and a row', async () => {
    expect((await upload('symbol,date,close\nBRK.B,2026-11-18,1\n', {})).body.error?.code).toBe(
      'ERR_REQ_002',
    );
    expect((await upload('symbol,close\nBRK.B,1\n')).body.error?.code).toBe('ERR_PRICE_002');
    expect((await upload('symbol,date,close\n')).body.error?.code).toBe('ERR_CSV_003');
  });
});
