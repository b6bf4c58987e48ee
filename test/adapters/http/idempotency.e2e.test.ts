import type { Application } from '../../../application/application.ts';
import { EventStoreUnavailable, START } from '../../../application/ports/event-store.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';

const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';

describe('a request with an Idempotency-Key', () => {
  let server: TestServer;
  let token: string;
  let otherToken: string;
  /** Stands before the real use case, to break it. */
  let beforeCreating: (() => Promise<void>) | null = null;
  let afterCreating: (() => Promise<void>) | null = null;

  beforeAll(async () => {
    server = await startTestServer({
      services: ({ application }) => ({
        application: {
          ...application,
          createPortfolio: async (...call: Parameters<Application['createPortfolio']>) => {
            await beforeCreating?.();
            const created = await application.createPortfolio(...call);
            await afterCreating?.();
            return created;
          },
        },
      }),
    });
    token = (await server.signUp('jane@example.com')).token;
    otherToken = (await server.signUp('joe@example.com')).token;
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    beforeCreating = null;
    afterCreating = null;
  });

  const create = async (
    key: string | null,
    { account = 'Schwab', csv = CSV, as = token }: { account?: string; csv?: string; as?: string } = {},
  ) => {
    const form = new FormData();
    form.set('portfolio_name', 'Growth');
    form.set('account_name', account);
    form.set('account_type', 'taxable');
    form.set('equity_balance', '100000');
    form.set('csv_file', new Blob([csv]), 'p.csv');
    const response = await fetch(`${server.url}/api/v1/onboarding/create-portfolio`, {
      method: 'POST',
      headers: { ...bearer(as), ...(key === null ? {} : { 'idempotency-key': key }) },
      body: form,
    });
    return {
      status: response.status,
      replayed: response.headers.get('idempotent-replayed'),
      position: response.headers.get('x-event-position'),
      text: await response.text(),
    };
  };
  const codeOf = ({ text }: { readonly text: string }): string =>
    (JSON.parse(text) as { error?: { code: string } }).error?.code ?? 'ok';
  const imports = async (): Promise<number> =>
    (await server.store.readAll({ after: START, limit: 1000, filter: { types: ['PositionsImported'] } }))
      .events.length;

  it('gets its first answer again, byte for byte, and does nothing twice', async () => {
    const first = await create('one', { account: 'One' });
    const count = await imports();
    const again = await create('one', { account: 'One' });
    expect(first.status).toBe(201);
    expect(first.replayed).toBeNull();
    expect(again).toEqual({ ...first, replayed: 'true' });
    expect(first.position).toMatch(/^\d+$/);
    expect(await imports()).toBe(count);
  });

  it('without a key is a request of its own', async () => {
    expect((await create(null, { account: 'None' })).status).toBe(201);
    expect(codeOf(await create(null, { account: 'None' }))).toBe('ERR_PORT_001');
  });

  it('gets a refusal again as well', async () => {
    const first = await create('bad', { account: 'Bad', csv: `${CSV}B AD,1,1.00,2024-01-16\n` });
    expect(codeOf(first)).toBe('ERR_PORT_008');
    expect(await create('bad', { account: 'Bad', csv: `${CSV}B AD,1,1.00,2024-01-16\n` })).toEqual({
      ...first,
      replayed: 'true',
    });
  });

  it('is refused when the key was used for another file, other fields or another call', async () => {
    await create('two', { account: 'Two' });
    const refused = [
      await create('two', { account: 'Two', csv: `${CSV}\n` }),
      await create('two', { account: 'Two B' }),
    ];
    for (const answer of refused) expect([answer.status, codeOf(answer)]).toEqual([422, 'ERR_REQ_008']);
    const logout = await fetch(`${server.url}/api/v1/auth/logout-everywhere`, {
      method: 'POST',
      headers: { ...bearer(token), 'idempotency-key': 'two' },
    });
    expect(logout.status).toBe(422);
  });

  it('does not meet the keys of others', async () => {
    expect((await create('three', { account: 'Three' })).status).toBe(201);
    expect(await create('three', { account: 'Three', as: otherToken })).toMatchObject({
      status: 201,
      replayed: null,
    });
  });

  it('sent ten times at once is done once', async () => {
    const count = await imports();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('four', { account: 'Four' })));
    const created = answers.filter(({ status }) => status === 201);
    expect(created.length).toBeGreaterThanOrEqual(1);
    expect(new Set(created.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect([answer.status, codeOf(answer)]).toEqual([409, 'ERR_REQ_009']);
    }
    expect(await imports()).toBe(count + 1);
  });

  it('that failed for a moment may be sent again at once', async () => {
    beforeCreating = () => Promise.reject(new EventStoreUnavailable('gone'));
    const failed = await create('five', { account: 'Five' });
    expect([failed.status, codeOf(failed)]).toEqual([503, 'ERR_UNAVAILABLE']);
    beforeCreating = null;
    expect((await create('five', { account: 'Five' })).status).toBe(201);
  });

  it('whose answer was lost after the work was done is not done again', async () => {
    const count = await imports();
    afterCreating = () => Promise.reject(new Error('the process dies here'));
    expect((await create('six', { account: 'Six' })).status).toBe(500);
    afterCreating = null;
    const again = await create('six', { account: 'Six' });
    expect(again.status).toBe(201);
    expect(await imports()).toBe(count + 1);
  });

  it.each(['', 'x'.repeat(256), 'with blank', 'é'])('is refused with a key like %j', async (key) => {
    const response = await fetch(`${server.url}/api/v1/auth/logout-everywhere`, {
      method: 'POST',
      headers: {
        ...bearer(token),
        'idempotency-key': encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'),
      },
    });
    expect([response.status, codeOf({ text: await response.text() })]).toEqual([400, 'ERR_REQ_011']);
  });
});
