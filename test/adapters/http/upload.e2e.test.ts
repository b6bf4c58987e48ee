import type { EventStore } from '../../../application/ports/event-store.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';
import { rawHttp } from '../../support/raw-http.ts';

const PATH = '/api/v1/onboarding/create-portfolio';
const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date\n';
const CSV = `${HEADER}AAPL,100,158.00,2024-01-16\n`;
const FIELDS = {
  portfolio_name: 'Growth',
  account_name: 'Schwab',
  account_type: 'taxable',
  equity_balance: '100000',
};

type Answer = {
  readonly status: number;
  readonly body: {
    readonly error?: {
      readonly code: string;
      readonly message: string;
      readonly details: Record<string, unknown>;
    };
    readonly positions_imported?: number;
  };
};

describe('an upload', () => {
  let server: TestServer;
  let token: string;
  const maxUploadBytes = 200_000;

  beforeAll(async () => {
    server = await startTestServer({
      http: { maxUploadBytes, requestTimeoutMs: 3000 },
    });
    token = (await server.signUp('jane@example.com')).token;
  });
  afterAll(() => server.stop());

  let accounts = 0;
  const formOf = (csv: string | Blob, change: Record<string, string | null> = {}, fileName = 'p.csv') => {
    const form = new FormData();
    accounts += 1;
    for (const [name, value] of Object.entries({
      ...FIELDS,
      account_name: `Account ${accounts}`,
      ...change,
    })) {
      if (value !== null) form.set(name, value);
    }
    form.set('csv_file', typeof csv === 'string' ? new Blob([csv]) : csv, fileName);
    return form;
  };
  const send = async (body: string | FormData, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}${PATH}`, {
      method: 'POST',
      headers: { ...bearer(token), ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const codeOf = async (answer: Promise<Answer>) => {
    const { status, body } = await answer;
    return `${status} ${body.error?.code ?? 'ok'}`;
  };
  const portfolioEvents = async (store: EventStore): Promise<number> => {
    let count = 0;
    let after = 0n as Parameters<EventStore['readAll']>[0]['after'];
    for (;;) {
      const page = await store.readAll({ after, limit: 1000, filter: { types: ['PositionsImported'] } });
      count += page.events.length;
      after = page.checkpoint;
      if (page.caughtUp) return count;
    }
  };

  it('creates a portfolio', async () => {
    const { status, body } = await send(formOf(CSV));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      positions_imported: 1,
      positions_failed: 0,
      total_positions: 1,
      status: 'pending',
      pending_symbols: ['AAPL'],
      equity_balance: '100000',
      batch_run_id: null,
      next_step: { action: 'calculate' },
    });
  });

  it('says with auto_calculate which run to watch', async () => {
    const { body } = await send(formOf(CSV, { auto_calculate: 'true' }));
    expect(body).toMatchObject({ next_step: { action: 'poll_status' }, batch_run_id: expect.any(String) });
  });

  it('may have its fields after the file', async () => {
    const form = new FormData();
    form.set('csv_file', new Blob([CSV]), 'p.csv');
    for (const [name, value] of Object.entries({ ...FIELDS, account_name: 'Fields last' }))
      form.set(name, value);
    expect(await codeOf(send(form))).toBe('201 ok');
  });

  it('treats rows of the same symbol and date as on_duplicate says', async () => {
    const twice = `${CSV}AAPL,50,160.00,2024-01-16\n`;
    expect(await codeOf(send(formOf(twice)))).toBe('400 ERR_PORT_008');
    expect((await send(formOf(twice, { on_duplicate: 'merge' }))).body.positions_imported).toBe(1);
    expect((await send(formOf(twice, { on_duplicate: 'keep' }))).body.positions_imported).toBe(2);
    expect(await codeOf(send(formOf(twice, { on_duplicate: 'maybe' })))).toBe('422 ERR_REQ_002');
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['no portfolio name', { portfolio_name: null }, '422 ERR_PORT_002'],
    ['a blank portfolio name', { portfolio_name: '  ' }, '422 ERR_PORT_002'],
    ['a portfolio name of 256 characters', { portfolio_name: 'x'.repeat(256) }, '422 ERR_PORT_003'],
    ['no equity', { equity_balance: null }, '422 ERR_PORT_004'],
    ['no equity at all', { equity_balance: '0' }, '422 ERR_PORT_005'],
    ['equity that is not a number', { equity_balance: 'NaN' }, '422 ERR_PORT_005'],
    ['too much equity', { equity_balance: '1000000000.01' }, '422 ERR_PORT_006'],
    ['an unknown account type', { account_type: 'offshore' }, '400 ERR_PORT_009'],
    ['an account name of 101 characters', { account_name: 'x'.repeat(101) }, '400 ERR_PORT_010'],
    ['no account name', { account_name: null }, '422 ERR_PORT_011'],
    ['line breaks in a name', { portfolio_name: 'a\r\nSet-Cookie: b=c' }, '422 ERR_PORT_012'],
    ['somebody else as its owner', { user_id: '991bdbf5-9149-5bf5-bc97-a175439f23b4' }, '422 ERR_REQ_002'],
    ['a field that is too long', { description: 'x'.repeat(9000) }, '400 ERR_REQ_010'],
    ['deep field names', { 'a[b][c]': '1' }, '400 ERR_REQ_010'],
  ])('is refused with %s', async (_name, change, expected) => {
    const before = await portfolioEvents(server.store);
    expect(await codeOf(send(formOf(CSV, change)))).toBe(expected);
    expect(await portfolioEvents(server.store)).toBe(before);
  });

  it('is refused with __proto__ as a field, and pollutes nothing', async () => {
    const form = formOf(CSV);
    form.set('__proto__', '{"isSuperuser":true}');
    form.set('constructor.prototype', 'x');
    expect(await codeOf(send(form))).toBe('422 ERR_REQ_002');
    expect(({} as { isSuperuser?: unknown }).isSuperuser).toBeUndefined();
  });

  it('is refused with a field twice', async () => {
    const form = formOf(CSV);
    form.append('account_name', 'again');
    expect(await codeOf(send(form))).toBe('422 ERR_REQ_002');
  });

  it('is refused without a file, with two, or with one in another field', async () => {
    const none = formOf(CSV);
    none.delete('csv_file');
    expect(await codeOf(send(none))).toBe('422 ERR_PORT_007');
    const asText = formOf(CSV);
    asText.delete('csv_file');
    asText.set('csv_file', CSV);
    expect(await codeOf(send(asText))).toBe('422 ERR_PORT_007');
    const two = formOf(CSV);
    two.append('csv_file', new Blob([CSV]), 'second.csv');
    expect(await codeOf(send(two))).toBe('422 ERR_PORT_007');
    const elsewhere = formOf(CSV);
    elsewhere.delete('csv_file');
    elsewhere.set('file', new Blob([CSV]), 'p.csv');
    expect(await codeOf(send(elsewhere))).toBe('422 ERR_PORT_007');
  });

  it('tells every row that is wrong, flat, with the line of the file', async () => {
    const { body } = await send(
      formOf(`# a comment\n${HEADER}AAPL,100,158.00,2024-01-16\nB AD,LOTS,-1,06/30/2024\n`),
    );
    expect(body.error?.code).toBe('ERR_PORT_008');
    const errors = body.error?.details.errors as Record<string, unknown>[];
    expect(errors.map(({ row, code }) => [row, code])).toEqual([
      [4, 'ERR_POS_003'],
      [4, 'ERR_POS_005'],
      [4, 'ERR_POS_010'],
      [4, 'ERR_POS_013'],
    ]);
    expect(Object.keys(errors[0] ?? {}).toSorted()).toEqual(
      ['code', 'field', 'fix', 'message', 'row', 'symbol', 'value'].toSorted(),
    );
  });

  it.each([
    ['../../etc/passwd.csv', '201 ok'],
    [`${'n'.repeat(3000)}.csv`, '201 ok'],
    ['positions.CSV', '201 ok'],
    ['positions.xlsx', '415 ERR_CSV_002'],
    ['a.csv.exe', '415 ERR_CSV_002'],
  ])('looks at the ending of its file name and at nothing else: %s', async (fileName, expected) => {
    expect(await codeOf(send(formOf(CSV, {}, fileName)))).toBe(expected);
  });

  it('is refused when its content is something else than text', async () => {
    const png = new Blob([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')]);
    expect(await codeOf(send(formOf(png)))).toBe('415 ERR_CSV_002');
    expect(await codeOf(send(formOf('')))).toBe('400 ERR_CSV_003');
  });

  it('of exactly the limit is read, of one byte more is not', async () => {
    const fill = (bytes: number): string => `${CSV}#${'x'.repeat(bytes - CSV.length - 2)}\n`;
    expect(await codeOf(send(formOf(fill(maxUploadBytes))))).toBe('201 ok');
    expect(await codeOf(send(formOf(fill(maxUploadBytes + 1))))).toBe('413 ERR_CSV_001');
  });

  it('goes on when the connection is reused after one that was too large', async () => {
    expect(await codeOf(send(formOf('x'.repeat(2 * maxUploadBytes))))).toBe('413 ERR_CSV_001');
    expect(await codeOf(send(formOf(CSV)))).toBe('201 ok');
  });

  const multipart = (boundary = 'xx', extra = ''): string =>
    `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: multipart/form-data; boundary=${boundary}\r\n${extra}`;
  const filePart =
    '--xx\r\nContent-Disposition: form-data; name="csv_file"; filename="p.csv"\r\nContent-Type: text/csv\r\n\r\n';

  it('without end is cut', async () => {
    const chunk = 'x'.repeat(16_384);
    const answer = await rawHttp(server.url, [
      multipart('xx', 'Transfer-Encoding: chunked\r\n\r\n'),
      `${filePart.length.toString(16)}\r\n${filePart}\r\n`,
      ...Array.from({ length: 100 }, () => `4000\r\n${chunk}\r\n`),
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(answer).toContain('ERR_CSV_001');
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it('that announces too much is refused before it is sent', async () => {
    const answer = await rawHttp(server.url, [multipart('xx', 'Content-Length: 100000000\r\n\r\n')]);
    expect(answer).toMatch(/^HTTP\/1.1 413/);
  });

  it('of one byte a second is ended by the clock', async () => {
    const answer = await rawHttp(
      server.url,
      [multipart('xx', 'Content-Length: 1000\r\n\r\n'), filePart, ...Array.from({ length: 12 }, () => 'A')],
      { pauseMs: 500 },
    );
    expect(answer).toMatch(/^HTTP\/1.1 408/);
    expect(answer).toContain('ERR_REQ_012');
  });

  it.each([
    ['no boundary', 'multipart/form-data'],
    ['a boundary that is not in it', 'multipart/form-data; boundary=other'],
  ])('with %s is malformed', async (_name, type) => {
    expect(await codeOf(send('--xx\r\n\r\nhello\r\n--xx--', { 'content-type': type }))).toBe(
      '400 ERR_REQ_010',
    );
  });

  it('that ends in the middle is malformed', async () => {
    const body = `${filePart}${CSV}`;
    expect(await codeOf(send(body, { 'content-type': 'multipart/form-data; boundary=xx' }))).toBe(
      '400 ERR_REQ_010',
    );
  });

  it('of another type is an unsupported media type', async () => {
    expect(await codeOf(send('{}', { 'content-type': 'application/json' }))).toBe('415 ERR_REQ_003');
    expect(await codeOf(send(formOf(CSV), { 'content-encoding': 'gzip' }))).toBe('415 ERR_REQ_003');
  });

  it('whose sender goes away in the middle leaves nothing behind', async () => {
    const before = await portfolioEvents(server.store);
    const gone = new AbortController();
    const endless = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(`${filePart}${CSV}`));
        setTimeout(() => gone.abort(), 100);
      },
    });
    await expect(
      fetch(`${server.url}${PATH}`, {
        method: 'POST',
        headers: { ...bearer(token), 'content-type': 'multipart/form-data; boundary=xx' },
        body: endless,
        duplex: 'half',
        signal: gone.signal,
      } as RequestInit),
    ).rejects.toThrow();
    expect(await codeOf(send(formOf(CSV)))).toBe('201 ok');
    expect(await portfolioEvents(server.store)).toBe(before + 1);
    expect(server.logged().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('of one account name by twenty at once succeeds once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(send(formOf(CSV, { account_name: 'Contested' })))),
    );
    expect(answers.filter((answer) => answer === '201 ok')).toHaveLength(1);
    expect(answers.filter((answer) => answer === '409 ERR_PORT_001')).toHaveLength(19);
  });
});
