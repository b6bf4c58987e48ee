import { once } from 'node:events';
import { get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { requestLog } from '../../../../adapters/http/middleware/request-log.ts';
import { assignIds } from '../../../../adapters/http/pipeline/identity.ts';
import { createLogger } from '../../../../infra/logging.ts';
import { until } from '../../../support/until.ts';

describe('the line of an answer', () => {
  let lines: string[];
  let server: Server;
  let url: string;
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  const serve = async (handle: RequestHandler): Promise<void> => {
    const app = express();
    app.use(assignIds);
    app.use(requestLog(createLogger({ logLevel: 'info' }, { write: (line) => void lines.push(line) })));
    app.use(handle);
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  beforeEach(() => {
    lines = [];
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const ids = { 'x-request-id': 'mine', 'x-correlation-id': '03c1ad9b-7480-406d-8765-1a3085f9a172' };

  it('says what was asked, by whom and what came of it, and nothing else', async () => {
    await serve((_request, response) => {
      response.locals.limitSubject = { userId: 'jane', refusedWith: 'ERR_REQ_007' };
      response.status(429).send('no');
    });
    await (await fetch(`${url}/some/path?token=secret`, { headers: ids })).text();
    await until('the line', () => lines.length > 0);
    expect(logged()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        reqId: 'mine',
        req: { method: 'GET', path: '/some/path', ip: '127.0.0.1' },
        res: { status: 429 },
        responseTime: expect.any(Number),
        correlationId: ids['x-correlation-id'],
        userId: 'jane',
        code: 'ERR_REQ_007',
        msg: 'request completed',
      },
    ]);
  });

  it('is one of an error when we are at fault', async () => {
    await serve((_request, response) => void response.status(503).send('no'));
    await (await fetch(url, { headers: ids })).text();
    await until('the line', () => lines.length > 0);
    expect(logged()).toMatchObject([
      {
        level: 'error',
        res: { status: 503 },
        err: { message: 'failed with status code 503' },
        msg: 'request errored',
      },
    ]);
  });

  it('says when the client went away before the end', async () => {
    await serve((_request, response) => void response.write('the beginning'));
    const request = get(url, { headers: ids }, (response) => response.destroy());
    request.on('error', () => {});
    await until('the line', () => lines.length > 0);
    expect(logged()).toMatchObject([{ req: { ip: '127.0.0.1' }, msg: 'request aborted' }]);
  });

  it('is none for those who look whether the service is well', async () => {
    await serve((_request, response) => void response.send('ok'));
    for (const path of ['/health/live', '/health/ready', '/metrics', '/other'])
      await (await fetch(url + path)).text();
    await until('the line', () => lines.length > 0);
    expect(logged()).toMatchObject([{ req: { path: '/other' } }]);
  });
});
