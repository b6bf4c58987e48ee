import { setTimeout as pause } from 'node:timers/promises';
import { START } from '../../../application/ports/event-store.ts';
import { type Api, createApi } from '../../support/api.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';

const CREATE = '/api/v1/onboarding/create-portfolio';
const PREVIEW = '/api/v1/onboarding/preview';
const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date\n';
const FULL =
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share\n';
const ROW = 'AAPL,100,158.00,2024-01-16\n';

type Body = {
  readonly total_errors?: number;
  readonly errors?: readonly { readonly row: number; readonly code: string }[];
  readonly positions_imported?: number;
  readonly error?: {
    readonly code: string;
    readonly details: {
      readonly total_errors?: number;
      readonly errors?: readonly { readonly row: number; readonly code: string }[];
    } | null;
  };
};

/** A row whose quantity, price or date is the one of the case. */
const quantity = (text: string): string => `${HEADER}AAPL,${text},158.00,2024-01-16\n`;
const price = (text: string): string => `${HEADER}AAPL,100,${text},2024-01-16\n`;
const date = (text: string): string => `${HEADER}AAPL,100,158.00,${text}\n`;
const symbol = (text: string): string => `${HEADER}${text},100,158.00,2024-01-16\n`;
const option = (cells: string, entry = '2024-01-16'): string => `${FULL},1,5,${entry},OPTIONS,,${cells},,\n`;

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

/** By their numbers in the list of hostile input. The time of these tests is 17:00 in New York on 28 June 2024. */
const CASES: readonly (readonly [name: string, file: string | Buffer, expected: string])[] = [
  ['5 no bytes', '', '400 ERR_CSV_003'],
  ['6 a header only', HEADER, '400 ERR_CSV_003'],
  ['7 a million rows of ten bytes', `${HEADER}${'A,1,1,2024\n'.repeat(900_000)}`, '413 ERR_CSV_008'],
  ['8 one line of 9 MB', `${HEADER}${'x'.repeat(9_000_000)}`, '400 ERR_CSV_006'],
  [
    '9 ten thousand columns',
    `${Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',')}\n1\n`,
    '400 ERR_CSV_005',
  ],
  ['10 a quote that is never closed', `${HEADER}"${'abc,\n'.repeat(1_800_000)}`, '400 ERR_CSV_006'],
  ['11 NUL', `${HEADER}AA\0PL,1,1,2024-01-16\n`, '400 ERR_CSV_006'],
  ['12 UTF-16, little end first', utf16(`${HEADER}${ROW}`, 'le'), '201'],
  ['12 UTF-16, big end first', utf16(`${HEADER}${ROW}`, 'be'), '201'],
  [
    '14 overlong UTF-8',
    Buffer.concat([Buffer.from(HEADER), Buffer.from([0xc0, 0xaf]), Buffer.from(ROW)]),
    '400 ERR_CSV_006',
  ],
  ['15 two byte-order marks', `\uFEFF\uFEFF${HEADER}${ROW}`, '201'],
  ['16 right-to-left override', symbol('\u202EAAPL'), '2 ERR_POS_003'],
  ['16 a zero-width space', symbol('AA\u200BPL'), '2 ERR_POS_003'],
  ['16 a Cyrillic А', symbol('\u0410APL'), '2 ERR_POS_003'],
  ['17 a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), '415 ERR_CSV_002'],
  ['17 a ZIP or XLSX', Buffer.from('504b030414000600', 'hex'), '415 ERR_CSV_002'],
  ['18 gzip inside', Buffer.from('1f8b0800000000000003', 'hex'), '415 ERR_CSV_002'],
  ['23 a formula as symbol', symbol('"=HYPERLINK(""http://x"")"'), '2 ERR_POS_003'],
  ['23 a command as symbol', symbol("+cmd|' /C calc'!A0"), '2 ERR_POS_003'],
  ['25 zero', quantity('0'), '2 ERR_POS_006'],
  ['25 minus zero', quantity('-0'), '2 ERR_POS_006'],
  ['25 1e308', quantity('1e308'), '2 ERR_POS_005'],
  ['25 1e-400', quantity('1e-400'), '2 ERR_POS_005'],
  ['25 0x10', quantity('0x10'), '2 ERR_POS_005'],
  ['25 Arabic digits', quantity('١٢'), '2 ERR_POS_005'],
  ['25 blanks around', quantity(' 5 '), '201'],
  ['25 --5', quantity('--5'), '2 ERR_POS_005'],
  ['25 5-', quantity('5-'), '2 ERR_POS_005'],
  ['25 (5)', quantity('(5)'), '2 ERR_POS_005'],
  ['26 price zero', price('0'), '2 ERR_POS_010'],
  ['26 price negative', price('-1'), '2 ERR_POS_010'],
  ['26 price 1e20', price('1e20'), '2 ERR_POS_009'],
  ['26 seven decimals', price('.0000001'), '2 ERR_POS_011'],
  ['27 30 February', date('2024-02-30'), '2 ERR_POS_013'],
  ['27 29 February of no leap year', date('2023-02-29'), '2 ERR_POS_013'],
  ['27 the year zero', date('0000-00-00'), '2 ERR_POS_013'],
  ['27 the year 9999', date('9999-12-31'), '2 ERR_POS_014'],
  ['27 a hundred years ago', date('1924-01-01'), '2 ERR_POS_015'],
  ['27 tomorrow in UTC, and in New York', date('2024-06-29'), '2 ERR_POS_014'],
  ['27 today in New York', date('2024-06-28'), '201'],
  ['27 no hyphens', date('20240115'), '2 ERR_POS_013'],
  ['27 slashes', date('15/01/2024'), '2 ERR_POS_013'],
  ['27 either of two days', date('01/02/2024'), '2 ERR_POS_013'],
  ['28 expired before entry', option('SPY,500,2024-01-12,CALL'), '2 ERR_POS_029'],
  ['28 expired since', option('SPY,500,2024-03-15,CALL'), '201'],
  ['28 strike zero', option('SPY,0,2024-09-20,CALL'), '2 ERR_POS_028'],
  ['28 type with a blank', option('SPY,500,2024-09-20,Call '), '201'],
  ['28 OCC with blanks', `${HEADER}SPY   250919C00460000,1,5,2024-01-16\n`, '201'],
  [
    '31 columns in another order and case',
    'ENTRY DATE , quantity,SYMBOL,Entry Price Per Share\n2024-01-16,1,AAPL,2\n',
    '201',
  ],
  ['31 a column twice', `Symbol,Symbol,Quantity,Entry Price Per Share,Entry Date\n`, '400 ERR_CSV_005'],
  ['31 __proto__ as a column', `__proto__,constructor,${HEADER}x,y,${ROW}`, '201'],
];

describe('a hostile file', () => {
  let server: TestServer;
  let api: Api;
  let token: string;
  let accounts = 0;

  beforeAll(async () => {
    server = await startTestServer();
    token = (await server.signUp('jane@example.com')).token;
    api = createApi(server.url).as(token);
  });
  afterAll(() => server.stop());

  const formOf = (file: string | Buffer, more: Readonly<Record<string, string>> = {}): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    form.set('csv_file', new Blob([file]), 'p.csv');
    return form;
  };
  const portfolio = (more: Readonly<Record<string, string>> = {}): Record<string, string> => {
    accounts += 1;
    return {
      portfolio_name: 'P',
      account_name: `Account ${accounts}`,
      account_type: 'ira',
      equity_balance: '1000',
      ...more,
    };
  };
  const eventsWritten = async (): Promise<number> =>
    (await server.store.readAll({ after: START, limit: 10_000 })).events.length;

  it.each(CASES)(
    '%s is answered as the list says, in preview and import alike',
    async (_name, file, expected) => {
      const before = await eventsWritten();
      const shown = await api.post<Body>(PREVIEW, formOf(file));
      expect(await eventsWritten()).toBe(before);
      const made = await api.post<Body>(CREATE, formOf(file, portfolio()));
      const { error } = made.body;
      const rows = error?.details?.errors?.map(({ row, code }) => `${row} ${code}`).join(', ');
      if (/^\d+ ERR_POS/.test(expected)) {
        expect({ code: error?.code, rows }).toEqual({ code: 'ERR_PORT_008', rows: expected });
        expect(shown.body.errors?.map(({ row, code }) => `${row} ${code}`).join(', ')).toBe(expected);
        expect(await eventsWritten()).toBe(before);
      } else if (expected === '201') {
        expect({ status: made.status, error }).toEqual({ status: 201 });
        expect(shown.body).toMatchObject({ importable: true, total_errors: 0 });
      } else {
        expect(`${made.status} ${error?.code}`).toBe(expected);
        // A row that is malformed is listed in the preview; a file that is not read at all is refused there too.
        const told = shown.body.error?.code ?? shown.body.errors?.[0]?.code;
        expect(told).toBe(error?.code);
        expect(await eventsWritten()).toBe(before);
      }
      expect(({} as { x?: unknown }).x).toBeUndefined();
    },
  );

  it('13 in Latin-1 is read, or named by its line', async () => {
    const latin = Buffer.concat([
      Buffer.from(`# Caf`),
      Buffer.from([0xe9]),
      Buffer.from(`\n${HEADER}${ROW}`),
    ]);
    const { status, body } = await api.post<Body>(PREVIEW, formOf(latin));
    expect([200, 400]).toContain(status);
    if (status === 400) expect(body.error).toMatchObject({ code: 'ERR_CSV_006', details: { line: 1 } });
  });

  it('19 has a name that nobody looks at', async () => {
    const part = (disposition: string): string =>
      `--xx\r\nContent-Disposition: form-data; name="csv_file"; ${disposition}\r\nContent-Type: text/csv\r\n\r\n${HEADER}${ROW}\r\n--xx--\r\n`;
    for (const disposition of [
      'filename="../../etc/passwd"',
      'filename="a.csv%00.exe"',
      'filename="a\\"; x=y.csv"',
      `filename="${'n'.repeat(5000)}"`,
      "filename*=UTF-8''%0D%0ASet-Cookie%3A%20a%3Db.csv",
    ]) {
      const response = await fetch(`${server.url}${PREVIEW}`, {
        method: 'POST',
        headers: { ...bearer(token), 'content-type': 'multipart/form-data; boundary=xx' },
        body: part(disposition),
      });
      const body = await response.text();
      expect({ disposition, status: response.status }).toEqual({ disposition, status: 200 });
      expect(body).not.toContain('passwd');
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  it('21 in a form inside a form is not a file', async () => {
    const inner = `--yy\r\nContent-Disposition: form-data; name="csv_file"; filename="p.csv"\r\n\r\n${HEADER}${ROW}\r\n--yy--`;
    const response = await fetch(`${server.url}${PREVIEW}`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'multipart/form-data; boundary=xx' },
      body: `--xx\r\nContent-Disposition: form-data; name="files"\r\nContent-Type: multipart/mixed; boundary=yy\r\n\r\n${inner}\r\n--xx--\r\n`,
    });
    expect(response.status).toBe(422);
    expect(((await response.json()) as Body).error?.code).toBe('ERR_PORT_007');
  });

  it('22 as JSON is an unsupported media type', async () => {
    for (const path of [PREVIEW, CREATE]) {
      const { status, body } = await api.post<Body>(path, { csv_file: `${HEADER}${ROW}` });
      expect([status, body.error?.code]).toEqual([415, 'ERR_REQ_003']);
    }
  });

  it('23 leaves names as they were typed, in the log and in what is exported', async () => {
    const names = portfolio({
      portfolio_name: '=HYPERLINK("http://x")',
      account_name: '@SUM\'"; filename=x.exe',
    });
    const { status, body } = await api.post<{ portfolio_id: string; portfolio_name: string }>(
      CREATE,
      formOf(`${HEADER}-ABC,-12.5,158.00,2024-01-16\n`, names),
    );
    expect({ status, name: body.portfolio_name }).toEqual({ status: 201, name: '=HYPERLINK("http://x")' });
    const file = await api.get<string>(`/api/v1/portfolios/${body.portfolio_id}/positions/export.csv`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="?[A-Za-z0-9_.-]+"?$/);
  });

  it('32 of ten thousand errors has all of them counted and the first thousand listed', async () => {
    const file = `${HEADER}${'A B,1,158.00,2024-01-16\n'.repeat(10_000)}`;
    const { body } = await api.post<Body>(CREATE, formOf(file, portfolio()));
    expect(body.error?.details?.total_errors).toBe(10_000);
    expect(body.error?.details?.errors).toHaveLength(1000);
  });
});

describe('a file of 10 MB', () => {
  it('leaves the service answering others while it is read', async () => {
    const server = await startTestServer();
    const { token } = await server.signUp('jane@example.com');
    const api = createApi(server.url).as(token);
    const padded = `,PUBLIC,STOCK,,,,,,${' '.repeat(45)}`;
    const rows = Array.from({ length: 100_000 }, (_, n) => `S${n},1.5,12.25,2024-01-16${padded}\n`);
    const form = new FormData();
    form.set('csv_file', new Blob([FULL, ...rows]), 'p.csv');
    let answered = 0;
    const uploaded = api.post<Body>(PREVIEW, form).then((answer) => ({ answer, before: answered }));
    let done = false;
    void uploaded.then(() => {
      done = true;
    });
    while (!done) {
      expect((await api.get('/health/live')).status).toBe(200);
      answered += 1;
      await pause(20);
    }
    const { answer, before } = await uploaded;
    expect(before).toBeGreaterThan(3);
    expect(answer.body).toMatchObject({
      counts: { taken: 100_000 },
      errors: [{ code: 'ERR_IMPORT_007', value: '100000' }],
    });
    await server.stop();
  });

  it('and one byte is refused', async () => {
    const server = await startTestServer();
    const { token } = await server.signUp('jane@example.com');
    const form = new FormData();
    form.set(
      'csv_file',
      new Blob([HEADER, ROW, `#${'x'.repeat(10_485_760 - HEADER.length - ROW.length)}`]),
      'p.csv',
    );
    const { status, body } = await createApi(server.url).as(token).post<Body>(PREVIEW, form);
    expect([status, body.error?.code]).toEqual([413, 'ERR_CSV_001']);
    await server.stop();
  });
});

it('the event of the largest import stays below 4.5 MB', () => {
  const longest = {
    symbol: 'X'.repeat(100),
    quantity: '-99999999999999.999999',
    entryPrice: '999999999999.999999',
    entryDate: '2024-01-16',
    exit: { date: '2024-01-16', price: '999999999999.999999' },
    investmentClass: 'PRIVATE',
    subtype: 'TREASURY_BILLS',
    positionId: crypto.randomUUID(),
  };
  expect(10_000 * (JSON.stringify(longest).length + 1)).toBeLessThan(4_500_000);
});
