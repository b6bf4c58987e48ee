import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { routes } from '../../../adapters/http/routes.ts';
import { bearer, eventually, startTestServer, type TestServer } from '../../support/http.ts';
import { createTestQueries } from '../../support/http-queries.ts';
import { rawHttp } from '../../support/raw-http.ts';
import { document } from './openapi-checker.ts';

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};
type Described = {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
};

describe('a hostile crowd', () => {
  const portfolioId = 'cba43346-1a8d-5542-a634-9e8da378eb25';
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    let userId = '';
    const queries = createTestQueries(
      () => ({ portfolioId, userId }),
      () => true,
    );
    server = await startTestServer({ queries });
    const jane = await server.signUp('jane@example.com');
    userId = jane.user.userId;
    token = jane.token;
  });
  afterAll(() => server.stop());

  it('finds no body with room for a field that nobody asked for', () => {
    const described = document as unknown as Described;
    const resolve = (schema: Schema): Schema =>
      schema.$ref === undefined
        ? schema
        : resolve(described.components.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {});
    const isOpen = (given: Schema): boolean => {
      const schema = resolve(given);
      const choices = schema.anyOf ?? schema.oneOf;
      return choices === undefined ? schema.additionalProperties !== false : choices.some(isOpen);
    };
    const bodies = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => ({
          name: `${method} ${path} ${type}`,
          schema,
        })),
      ),
    );
    expect(bodies.length).toBeGreaterThan(30);
    expect(bodies.filter(({ schema }) => isOpen(schema)).map(({ name }) => name)).toEqual([]);
    // What comes as JSON is read by these very schemas; a form refuses what it does not know as well.
    expect(routes.filter(({ input, method }) => input.body !== undefined && method === 'get')).toEqual([]);
  });

  it.each([
    'userId',
    'user_id',
    'portfolioId',
    'equity',
    'equity_balance',
    'createdAt',
    'version',
    'is_superuser',
  ])('cannot set %s of a portfolio along with its name', async (field) => {
    const response = await fetch(`${server.url}/api/v1/portfolios/${portfolioId}`, {
      method: 'PATCH',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify({ portfolio_name: 'Mine', [field]: '1' }),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { code: 'ERR_REQ_002' } });
  });

  it('gets nothing for a body that goes on after its stated length', async () => {
    const answer = await rawHttp(server.url, [
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
      ...Array.from({ length: 50 }, () => 'x'.repeat(10_000)),
    ]);
    const statuses = answer.match(/HTTP\/1\.1 \d+/g) ?? [];
    // What follows the announced body is a next request that is none: it may be refused before the first is answered.
    expect(statuses.at(-1)).toBe('HTTP/1.1 400');
    expect(statuses.filter((status) => !status.startsWith('HTTP/1.1 4'))).toEqual([]);
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it('cannot have more than fifty symbols correlated at once', async () => {
    const url = `${server.url}/api/v1/analytics/portfolio/${portfolioId}/correlation-matrix`;
    const most = await fetch(`${url}?max_symbols=50`, { headers: bearer(token) });
    const more = await fetch(`${url}?max_symbols=51`, { headers: bearer(token) });
    expect([most.status, more.status]).toEqual([200, 422]);
  });

  it('of five hundred listeners, half of whom never read, keeps nobody from being answered', async () => {
    const sockets: Socket[] = [];
    const heard = new Set<Socket>();
    const connectOne = async (index: number): Promise<void> => {
      const socket = connect(server.http.port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
      await once(socket, 'connect');
      socket.write(
        `GET /api/v1/onboarding/status/${portfolioId}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      );
      if (index % 2 === 0) socket.pause();
      else socket.on('data', () => heard.add(socket));
    };
    const before = process.memoryUsage().rss;
    for (let done = 0; done < 500; done += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, i) => connectOne(done + i)));
    }
    await eventually(() => heard.size === 250, 20_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${server.url}/api/v1/portfolios`, { headers: bearer(token) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    // Both ends of a listener together cost far less than half a megabyte.
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 500_000);
    for (const socket of sockets) socket.destroy();
  });
});
