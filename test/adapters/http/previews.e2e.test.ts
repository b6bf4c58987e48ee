import type { FileReading, ReadPositionsFile } from '../../../application/imports/reading.ts';
import { START } from '../../../application/ports/event-store.ts';
import { ok } from '../../../domain/result.ts';
import { type Api, createApi } from '../../support/api.ts';
import { NOW, startTestServer, type TestServer } from '../../support/http.ts';
import { account, call, reading, share } from '../../support/readings.ts';

const PREVIEW = '/api/v1/onboarding/preview';
const CREATE = '/api/v1/onboarding/create-portfolio';
const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\n';

type Preview = {
  readonly preview_id: string;
  readonly importable: boolean;
  readonly total_errors: number;
  readonly errors_csv: string | null;
  readonly questions: readonly { readonly id: string }[];
  readonly accounts: readonly {
    readonly num_positions: number;
    readonly positions: readonly { readonly symbol: string; readonly entry_date: string | null }[];
    readonly totals: readonly { readonly agrees: boolean | null }[];
  }[];
  readonly error?: { readonly code: string; readonly details: Record<string, unknown> };
};

const formOf = (
  csv: string | Buffer,
  fields: Readonly<Record<string, string>> = {},
  name = 'p.csv',
): FormData => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('csv_file', new Blob([csv]), name);
  return form;
};

const GROWTH = {
  portfolio_name: 'Growth',
  account_type: 'taxable',
  equity_balance: '100000',
};

/** A file that nothing is asked about unless the test says so; the way it is read is the brokers' business. */
let file: FileReading = reading([]);
const stubbed: ReadPositionsFile = async (bytes) => {
  for await (const _ of bytes);
  return ok(file);
};

describe('a preview', () => {
  let server: TestServer;
  let jane: Api;
  let joe: Api;
  let now = NOW;

  beforeAll(async () => {
    server = await startTestServer({
      services: ({ readPositions }) => ({
        clock: () => now,
        readPositions: (bytes, options) =>
          (file.accounts.length > 0 ? stubbed : readPositions)(bytes, options),
      }),
      queries: {
        symbols: async (symbols) =>
          symbols.flatMap((symbol) =>
            symbol === 'NEW' ? [] : [{ symbol, status: symbol === 'MSFT' ? 'pending' : 'active' } as never],
          ),
      },
    });
    const api = createApi(server.url);
    jane = api.as((await server.signUp('jane@example.com')).token);
    joe = api.as((await server.signUp('joe@example.com')).token);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    file = reading([]);
    now = NOW;
  });

  const eventsWritten = async (): Promise<number> =>
    (await server.store.readAll({ after: START, limit: 10_000 })).events.length;
  const preview = async (form: FormData) => jane.post<Preview>(PREVIEW, form);

  it('shows what the template would bring in, and writes nothing', async () => {
    const before = await eventsWritten();
    const { status, body } = await preview(
      formOf(`${CSV}AAPL,10,150.25,2024-01-16\nMSFT,-5,300,2024-02-01\nNEW,1,2,2024-02-01\n`),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      importable: true,
      total_errors: 0,
      errors_csv: null,
      questions: [],
      format: { id: 'own', broker: null, confidence: 1 },
      counts: { taken: 3, assumed: 0, skipped: 0 },
      symbols: { known: ['AAPL'], pending: ['MSFT'], unknown: ['NEW'] },
      accounts: [
        {
          num_positions: 3,
          positions: [
            { row: 2, symbol: 'AAPL', quantity: '10', entry_price: '150.25', cost_basis: '1502.50' },
            { row: 3, symbol: 'MSFT', quantity: '-5', cost_basis: '-1500.00' },
            { row: 4, symbol: 'NEW' },
          ],
        },
      ],
    });
    expect(await eventsWritten()).toBe(before);
    const again = await jane.get<Preview>(`/api/v1/onboarding/previews/${body.preview_id}`);
    expect(again.body).toEqual(body);
  });

  it('of a file with errors lists them, also as a file, and cannot be imported', async () => {
    const { status, body } = await preview(
      formOf(`${CSV}=1+1,lots,150.25,2024-01-16\nMSFT,5,300,2024-02-01\n`),
    );
    expect({ status, ...body }).toMatchObject({ status: 200, importable: false, total_errors: 2 });
    const csv = await jane.get<string>(body.errors_csv ?? '');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename=import_errors.csv');
    expect(csv.body.split('\r\n')).toEqual([
      'Row,Symbol,Field,Value,Code,Message,Fix',
      expect.stringMatching(/^2,'=1\+1,Symbol,'=1\+1,ERR_POS_003,/),
      expect.stringMatching(/^2,'=1\+1,Quantity,lots,ERR_POS_005,/),
      '',
    ]);
    const created = await jane.post<Preview>(CREATE, {
      ...GROWTH,
      account_name: 'Broken',
      preview_id: body.preview_id,
    });
    expect(created.status).toBe(400);
    expect(created.body.error).toMatchObject({
      code: 'ERR_PORT_008',
      details: { total_errors: 2, preview_id: body.preview_id, errors_csv: body.errors_csv },
    });
  });

  it('of a file that create-portfolio refused is there to be looked at', async () => {
    const form = formOf(`${CSV}AAPL,,150.25,2024-01-16\n`, { ...GROWTH, account_name: 'Refused' });
    const { status, body } = await jane.post<Preview>(CREATE, form);
    expect(status).toBe(400);
    const details: Record<string, unknown> = body.error?.details ?? {};
    expect(details).toMatchObject({ total_errors: 1, errors: [{ row: 2, code: 'ERR_POS_004' }] });
    const csv = await jane.get<string>(String(details.errors_csv));
    expect(csv.body).toContain('ERR_POS_004');
    const kept = await jane.get<Preview>(`/api/v1/onboarding/previews/${details.preview_id}`);
    expect(kept.body.total_errors).toBe(1);
  });

  it('becomes a portfolio by its id, in a form as well as in JSON, once per key', async () => {
    const { body } = await preview(formOf(`${CSV}AAPL,10,150.25,2024-01-16\n`));
    const fields = { ...GROWTH, preview_id: body.preview_id };
    const before = await eventsWritten();
    const key = { 'idempotency-key': 'from-a-preview' };
    const first = await jane.post(CREATE, { ...fields, account_name: 'By JSON' }, key);
    expect({ status: first.status, body: first.body }).toMatchObject({
      status: 201,
      body: { positions_imported: 1, account_name: 'By JSON' },
    });
    const written = await eventsWritten();
    expect(written).toBeGreaterThan(before);
    expect((await jane.post(CREATE, { ...fields, account_name: 'By JSON' }, key)).body).toEqual(first.body);
    expect(await eventsWritten()).toBe(written);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, account_name: 'By form' })) form.set(name, value);
    expect((await jane.post(CREATE, form)).status).toBe(201);
  });

  it('is a file or a preview, and not both', async () => {
    const { body } = await preview(formOf(`${CSV}AAPL,10,150.25,2024-01-16\n`));
    const both = { ...GROWTH, account_name: 'Both', preview_id: body.preview_id };
    expect((await jane.post<Preview>(CREATE, formOf(CSV, both))).body.error?.code).toBe('ERR_PORT_007');
  });

  it('is nobody else’s business, and is gone after a day', async () => {
    const { body } = await preview(formOf(`${CSV}AAPL,,150.25,2024-01-16\n`));
    const path = `/api/v1/onboarding/previews/${body.preview_id}`;
    for (const other of [path, `${path}/positions`, `${path}/errors.csv`]) {
      expect((await joe.get<Preview>(other)).body.error?.code).toBe('ERR_IMPORT_002');
    }
    const fields = { ...GROWTH, account_name: 'Not mine', preview_id: body.preview_id };
    expect((await joe.post<Preview>(CREATE, fields)).body.error?.code).toBe('ERR_IMPORT_002');
    expect((await joe.put<Preview>(`${path}/answers`, {})).body.error?.code).toBe('ERR_IMPORT_002');
    now = new Date(NOW.getTime() + 24 * 3_600_000);
    expect((await jane.get(path)).status).toBe(404);
  });

  it('asks once for a date that the file does not say, and takes the answer without the file', async () => {
    file = reading([account('1', [share('AAPL', '10', '100', '2024-06-28'), share('MSFT')], [0])], {
      questions: [{ id: 'entry_date', message: 'Since when?', rows: 1 }],
    });
    const { body } = await preview(formOf('x'));
    expect(body.importable).toBe(false);
    expect(body.questions.map(({ id }) => id)).toEqual(['entry_date']);
    expect(body.accounts[0]?.positions.map((one) => one.entry_date)).toEqual([null, '2024-01-16']);
    const fields = { ...GROWTH, account_name: 'Undated', preview_id: body.preview_id };
    expect((await jane.post<Preview>(CREATE, fields)).body.error).toMatchObject({
      code: 'ERR_IMPORT_001',
      details: { questions: [{ id: 'entry_date' }], preview_id: body.preview_id },
    });
    const path = `/api/v1/onboarding/previews/${body.preview_id}/answers`;
    const future = await jane.put<Preview>(path, { entry_date: '2024-06-29' });
    expect(future.body.error?.code).toBe('ERR_POS_014');
    for (const entry_date of ['2023-05-01', '2023-05-02']) {
      const answered = await jane.put<Preview>(path, { entry_date });
      expect(answered.body).toMatchObject({ importable: true, questions: [], answers: { entry_date } });
      expect(answered.body.accounts[0]?.positions.map((one) => one.entry_date)).toEqual([
        entry_date,
        '2024-01-16',
      ]);
    }
    expect((await jane.post(CREATE, fields)).status).toBe(201);
  });

  it('takes answers with create-portfolio too', async () => {
    file = reading([account('1', [share('AAPL', '10', '100', '2024-06-28')], [0])], {
      questions: [{ id: 'entry_date', message: 'Since when?', rows: 1 }],
    });
    const { body } = await preview(formOf('x'));
    const fields = { ...GROWTH, account_name: 'Dated at once', preview_id: body.preview_id };
    expect((await jane.post(CREATE, { ...fields, entry_date: '2023-05-01' })).status).toBe(201);
  });

  it('finds what an answer makes wrong', async () => {
    file = reading(
      [account('1', [call('2024-09-20', '2024-06-28'), call('2023-01-20', '2024-06-28')], [0, 1])],
      {
        questions: [{ id: 'entry_date', message: 'Since when?', rows: 2 }],
      },
    );
    const { body } = await preview(formOf('x'));
    const path = `/api/v1/onboarding/previews/${body.preview_id}/answers`;
    const answered = await jane.put(path, { entry_date: '2023-05-01' });
    expect(answered.body).toMatchObject({ importable: false, errors: [{ row: 3, code: 'ERR_POS_029' }] });
  });

  it('merges lots, or keeps them, as it is told', async () => {
    const lots = [
      share('AAPL', '10', '100', '2023-01-03'),
      share('AAPL', '30', '200', '2022-01-03'),
      share('MSFT'),
    ];
    file = reading([account('1', lots)], {
      questions: [{ id: 'lots', message: 'Lots?', symbols: ['AAPL'] }],
    });
    const { body } = await preview(formOf('x'));
    const path = `/api/v1/onboarding/previews/${body.preview_id}/answers`;
    const merged = await jane.put<Preview>(path, { lots: 'merge' });
    expect(merged.body).toMatchObject({
      importable: true,
      accounts: [
        {
          positions: [
            { symbol: 'AAPL', quantity: '40', entry_price: '175', entry_date: '2022-01-03' },
            { symbol: 'MSFT' },
          ],
        },
      ],
    });
    const kept = await jane.put<Preview>(path, { lots: 'keep' });
    expect(kept.body.accounts[0]?.num_positions).toBe(3);
  });

  it('needs the file again for what changes how it is read', async () => {
    const { body } = await preview(formOf(`${CSV}AAPL,10,150.25,2024-01-16\n`));
    const path = `/api/v1/onboarding/previews/${body.preview_id}/answers`;
    for (const answer of [{ date_format: 'mdy' }, { mapping: { columns: { symbol: 'Ticker' } } }]) {
      expect((await jane.put<Preview>(path, answer)).body.error?.code).toBe('ERR_IMPORT_003');
    }
  });

  it('compares the sums that the file states with what was read, to the cent', async () => {
    file = reading([
      {
        ...account('1', [share('AAPL')]),
        totals: [
          { name: 'market_value', stated: '1000.10', read: '1000.1' },
          { name: 'cost_basis', stated: '999.99', read: '1000.00' },
          { name: 'cash', stated: null, read: '5' },
        ],
      },
    ]);
    const { body } = await preview(formOf('x'));
    expect(body.accounts[0]?.totals.map(({ agrees }) => agrees)).toEqual([true, false, null]);
  });

  it('shows positions page by page', async () => {
    const many = Array.from({ length: 1500 }, (_, n) => share(`S${n}`));
    file = reading([account('1', [share('AAPL')]), account('2', many)]);
    const { body } = await preview(formOf('x'));
    expect(body.accounts.map((one) => [one.num_positions, one.positions.length])).toEqual([
      [1, 1],
      [1500, 1000],
    ]);
    const path = `/api/v1/onboarding/previews/${body.preview_id}/positions`;
    const page = await jane.get(`${path}?account=2&limit=2&offset=1498`);
    expect(page.body).toMatchObject({
      account: '2',
      total: 1500,
      positions: [
        { row: 1500, symbol: 'S1498' },
        { row: 1501, symbol: 'S1499' },
      ],
    });
    expect((await jane.get(`${path}?account=9`)).status).toBe(422);
  });

  it('says in time when its fields come too late to be heeded', async () => {
    const form = formOf(`${CSV}AAPL,10,150.25,2024-01-16\n`);
    form.set('on_duplicate', 'merge');
    expect((await preview(form)).body.error?.code).toBe('ERR_REQ_010');
  });

  it('of more positions than an import brings says so, and cannot be imported', async () => {
    const rows = Array.from({ length: 10_001 }, (_, n) => `S${n},1,2,2024-01-16\n`);
    const { body } = await preview(formOf(`${CSV}${rows.join('')}`));
    expect(body).toMatchObject({
      importable: false,
      counts: { taken: 10_001 },
      errors: [{ row: 10_002, code: 'ERR_IMPORT_007', value: '10001' }],
      accounts: [{ num_positions: 10_000 }],
    });
    const fields = { ...GROWTH, account_name: 'Too much', preview_id: body.preview_id };
    const created = await jane.post<Preview>(CREATE, fields);
    expect([created.status, created.body.error?.code]).toEqual([413, 'ERR_IMPORT_007']);
  });

  describe('of a file with several accounts', () => {
    const portfolios = (...of: readonly (readonly [keys: readonly string[], name: string])[]) =>
      of.map(([keys, name]) => ({ keys, portfolio_name: name, account_name: name }));
    const several = () =>
      reading(
        [
          account('1', [share('AAPL')]),
          account('2', [share('MSFT'), share('SPY')]),
          account('3', [share('QQQ')]),
          account('4', []),
        ],
        { questions: [{ id: 'accounts', message: 'Which?', accounts: [] }] },
      );
    const id = async (): Promise<string> => {
      file = several();
      return (await preview(formOf('x'))).body.preview_id;
    };

    it('asks which of them become which portfolio', async () => {
      const fields = { ...GROWTH, account_name: 'All in one', preview_id: await id() };
      const { status, body } = await jane.post<Preview>(CREATE, fields);
      expect(status).toBe(422);
      expect(body.error).toMatchObject({
        code: 'ERR_IMPORT_001',
        details: {
          questions: [
            { id: 'accounts', accounts: [{ key: '1', name: 'Account 1', positions: 1 }, {}, {}, {}] },
          ],
        },
      });
    });

    it('becomes as many portfolios as it is told, with what is left out', async () => {
      const preview_id = await id();
      const accounts = [
        ...portfolios([['1'], 'One']),
        { ...portfolios([['2', '3'], 'Two and three'])[0], equity_balance: '5', account_type: 'ira' },
      ];
      const { status, body } = await jane.post(CREATE, {
        account_type: 'taxable',
        equity_balance: '100000',
        preview_id,
        accounts,
      });
      expect({ status, body }).toMatchObject({
        status: 201,
        body: {
          left_out: ['4'],
          portfolios: [
            { account_name: 'One', account_type: 'taxable', equity_balance: '100000', positions_imported: 1 },
            {
              account_name: 'Two and three',
              account_type: 'ira',
              equity_balance: '5',
              positions_imported: 3,
            },
          ],
        },
      });
    });

    it('is told in the fields of a form as well', async () => {
      file = several();
      const accounts = JSON.stringify(portfolios([['3'], 'By form, three']));
      const { status } = await jane.post(
        CREATE,
        formOf('x', { account_type: 'ira', equity_balance: '1', accounts }),
      );
      expect(status).toBe(201);
      const broken = formOf('x', { account_type: 'ira', equity_balance: '1', accounts: '[{' });
      expect((await jane.post<Preview>(CREATE, broken)).body.error?.code).toBe('ERR_REQ_002');
    });

    it('is told in one request, repeated or not, once', async () => {
      const preview_id = await id();
      const fields = { ...GROWTH, preview_id, accounts: portfolios([['1'], 'Once 1'], [['2'], 'Once 2']) };
      const { portfolio_name: _, ...rest } = fields;
      const key = { 'idempotency-key': 'several' };
      const first = await jane.post(CREATE, rest, key);
      const written = await eventsWritten();
      expect((await jane.post(CREATE, rest, key)).body).toEqual(first.body);
      expect(await eventsWritten()).toBe(written);
    });

    it('goes on where it was cut short: what was made is found again, and the rest is made', async () => {
      const details = (accountName: string) => ({
        portfolioName: accountName,
        accountName,
        accountType: 'ira' as const,
        equityBalance: '1',
        description: null,
        autoCalculate: false,
        fileSha256: 'ab'.repeat(32),
        positions: [share('AAPL')],
      });
      const { user } = await server.signUp('jim@example.com');
      const context = {
        commandId: crypto.randomUUID(),
        correlationId: crypto.randomUUID(),
        actor: { kind: 'user', userId: user.userId } as const,
      };
      const { createPortfolios } = server.services.application;
      const first = await createPortfolios(user.userId, [details('a')], context);
      const both = await createPortfolios(user.userId, [details('a'), details('b')], context);
      if (!first.ok || !both.ok) throw new Error('refused');
      expect(both.value.value).toHaveLength(2);
      expect(both.value.value[0]).toEqual(first.value.value[0]);
      const other = { ...context, commandId: crypto.randomUUID() };
      expect(await createPortfolios(user.userId, [details('c'), details('A ')], other)).toMatchObject({
        ok: false,
        error: { code: 'ERR_PORT_001', details: { account_name: 'A ' } },
      });
      expect(await createPortfolios(user.userId, [details('c')], other)).toMatchObject({ ok: true });
    });

    it.each<[string, readonly (readonly [readonly string[], string])[], string]>([
      ['an account that is not there', [[['9'], 'x']], 'ERR_IMPORT_004'],
      [
        'an account twice',
        [
          [['1'], 'x1'],
          [['1'], 'x2'],
        ],
        'ERR_IMPORT_004',
      ],
      ['an account without positions', [[['4'], 'x3']], 'ERR_IMPORT_004'],
      [
        'one name for two',
        [
          [['1'], 'Same'],
          [['2'], ' same'],
        ],
        'ERR_IMPORT_004',
      ],
      ['a blank name', [[['1'], ' ']], 'ERR_PORT_002'],
      [
        'a name that is in use',
        [
          [['1'], 'Free'],
          [['2'], 'In use'],
        ],
        'ERR_PORT_001',
      ],
    ])('is not imported in part with %s', async (_name, of, code) => {
      if (code === 'ERR_PORT_001') {
        const used = { ...GROWTH, account_name: 'In use' };
        file = reading([account('1', [share('AAPL')])]);
        expect((await jane.post(CREATE, formOf('x', used))).status).toBe(201);
      }
      const preview_id = await id();
      const before = await eventsWritten();
      const fields = { account_type: 'ira', equity_balance: '1', preview_id, accounts: portfolios(...of) };
      expect((await jane.post<Preview>(CREATE, fields)).body.error?.code).toBe(code);
      expect(await eventsWritten()).toBe(before);
    });
  });

  describe('with a column mapping', () => {
    const mapping = { columns: { symbol: 'Ticker', quantity: 'Units', cost_per_share: 'Paid' } };
    const MAPPINGS = '/api/v1/onboarding/mappings';

    it('that was saved can be listed, replaced by name, read and removed by who saved it', async () => {
      const saved = await jane.post<{ mapping_id: string }>(MAPPINGS, { name: 'My bank', mapping });
      expect(saved.body).toMatchObject({ name: 'My bank', mapping });
      const again = await jane.post<{ mapping_id: string }>(MAPPINGS, {
        name: 'my BANK',
        mapping: { ...mapping, date_format: 'dmy', decimal_comma: true },
      });
      expect(again.body.mapping_id).toBe(saved.body.mapping_id);
      const path = `${MAPPINGS}/${saved.body.mapping_id}`;
      expect((await jane.get(path)).body).toEqual(again.body);
      expect((await jane.get(MAPPINGS)).body).toEqual({ mappings: [again.body] });
      expect((await joe.get<Preview>(path)).body.error?.code).toBe('ERR_IMPORT_005');
      expect((await joe.delete(path)).status).toBe(404);
      expect((await jane.delete(path)).status).toBe(200);
      expect((await jane.get(path)).status).toBe(404);
    });

    it('that nobody can use is refused', async () => {
      for (const wrong of [
        { columns: { symbol: '' } },
        { columns: { colour: 'x' } },
        { columns: { symbol: 'x'.repeat(201) } },
        { columns: {}, date_format: 'ymd' },
      ]) {
        const { body } = await jane.post<Preview>(MAPPINGS, { name: 'x', mapping: wrong });
        expect(body.error?.code).toBe('ERR_REQ_002');
        const form = formOf('x', { mapping: JSON.stringify(wrong) });
        expect((await preview(form)).body.error?.code).toBe('ERR_REQ_002');
      }
      const unknown = formOf('x', { mapping_id: crypto.randomUUID() });
      expect((await preview(unknown)).body.error?.code).toBe('ERR_IMPORT_005');
    });
  });
});
