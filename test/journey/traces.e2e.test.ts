import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from '../../infra/service/start-service.ts';
import { createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

type Span = { readonly traceId: string; readonly name: string };
type Sent = {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
};

const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,10,150.25,2026-01-16\n';

describe('the traces of a service', () => {
  let database: TestDatabase;
  let service: Service;
  let collector: Server;
  const spans: Span[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    collector = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
      response.setHeader('content-type', 'application/json').end('{}');
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    service = await startTestService(database, { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` });
  });
  afterAll(async () => {
    await service.stop();
    collector.close();
    collector.closeAllConnections();
    await database.close();
  });

  it('lead from the call over the events it wrote to the calculation and the read models, under one id', async () => {
    const api = await signIn(createApi(service.url), 'jane@example.com');
    const created = await api.post<{ readonly portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'Main', csv: CSV, autoCalculate: true }),
    );
    expect(created.status).toBe(201);
    await runEnded(api, created.body.portfolio_id);
    // What is left is sent at the end.
    await service.stop();
    const traceId = created.headers.get('x-correlation-id')!.replaceAll('-', '');
    const names = new Set(spans.filter((span) => span.traceId === traceId).map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining([
        'POST /api/v1/onboarding/create-portfolio',
        'append portfolio',
        'work calculations',
        'append calculation',
        'append valuation',
        'project',
      ]),
    );
    expect(names).not.toContain('GET /health/ready');
  });
});
