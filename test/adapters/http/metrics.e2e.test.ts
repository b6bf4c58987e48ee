import { METRICS_TOKEN, startTestServer, type TestServer } from '../../support/http.ts';

describe('the metrics over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const get = (path: string, token: string) =>
    fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } });

  it('are shown to whoever has their token, with the calls that were answered so far by the pattern of their route', async () => {
    await get('/api/v1/portfolios/7f9c2b1e-0000-4000-8000-000000000001', 'nobody');
    await get('/somewhere', 'nobody');
    const answer = await get('/metrics', METRICS_TOKEN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const counted = (await answer.text())
      .split('\n')
      .filter((line) => line.startsWith('sigmafold_http_request_duration_seconds_count'));
    expect(counted).toEqual([
      'sigmafold_http_request_duration_seconds_count{method="GET",route="/api/v1/portfolios/{id}",status="401"} 1',
      'sigmafold_http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    ]);
  });

  it('are the only thing that their token opens', async () => {
    for (const path of ['/api/v1/portfolios', '/api/v1/admin/users', '/api/v1/admin/projections'])
      expect((await get(path, METRICS_TOKEN)).status).toBe(401);
    expect((await get('/metrics', METRICS_TOKEN.slice(1))).status).toBe(401);
  });
});
