import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ConsoleFiles } from '../../../adapters/http/services.ts';
import { startTestServer, type TestServer } from '../../support/http.ts';

const SCRIPT = 'console.log("a page");'.repeat(20);
const NAME = 'console-ABCDEFGH.js';

const files: ConsoleFiles = {
  index: '<!doctype html><title>The console</title>',
  assets: new Map([
    [
      NAME,
      {
        contentType: 'text/javascript; charset=utf-8',
        bytes: Buffer.from(SCRIPT),
        gzip: gzipSync(SCRIPT),
        brotli: null,
      },
    ],
  ]),
  isPage: (path) => path === '/' || path.startsWith('/portfolios'),
};

/** fetch would decompress and not say so. */
const raw = (url: string, encoding: string) =>
  new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(pieces) }));
    })
      .on('error', reject)
      .end();
  });

describe('the console, served by the API', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ services: () => ({ consoleFiles: async () => files }) });
  });
  afterAll(() => server.stop());

  it('is what a browser gets at the root, and links are what a program gets', async () => {
    const page = await fetch(`${server.url}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toBe(files.index);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('vary')).toContain('Accept');
    const links = await fetch(`${server.url}/`, { headers: { accept: 'application/json' } });
    expect(await links.json()).toMatchObject({ name: 'sigmafold' });
  });

  it('keeps its assets for ever, compressed for whoever can read that', async () => {
    const plain = await raw(`${server.url}/assets/${NAME}`, 'identity');
    expect(plain.body.toString()).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect(plain.headers['content-encoding']).toBeUndefined();
    const packed = await raw(`${server.url}/assets/${NAME}`, 'br, gzip');
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(String(packed.headers.vary)).toContain('Accept-Encoding');
    expect(gunzipSync(packed.body).toString()).toBe(SCRIPT);
  });

  it('answers every page with the index, under the same policy as everything else', async () => {
    const page = await fetch(`${server.url}/portfolios/abc/risk`);
    expect(page.status).toBe(200);
    expect(await page.text()).toBe(files.index);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it.each([['/api/v1/nothing'], ['/assets/other-ABCDEFGH.js'], ['/nothing'], ['/portfolios', 'POST']])(
    'leaves %s to the API, which knows no such thing',
    async (path, method = 'GET') => {
      const answer = await fetch(`${server.url}${path}`, { method });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'ERR_REQ_005' } });
    },
  );
});

describe('the API without a console', () => {
  it('works, and says at the root that there is none', async () => {
    const server = await startTestServer();
    try {
      const page = await fetch(`${server.url}/`, { headers: { accept: 'text/html' } });
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('The console is not there');
      expect((await fetch(`${server.url}/portfolios`)).status).toBe(404);
      expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});
