import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../../infra/config/config.ts';
import { createBus } from '../../../infra/service/bus.ts';

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bus-'));
afterAll(() => rmSync(directory, { recursive: true }));

const busOf = (settings: Readonly<Record<string, string>>) => {
  const config = parseConfig(settings);
  if (!config.ok) throw new Error(config.error.join());
  return createBus(config.value, { report: () => {} });
};

/** A port on which nobody listens. */
const deafPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe('the bus of the configuration', () => {
  it('is within the process unless told otherwise', async () => {
    const bus = busOf({});
    expect((await bus.check()).detail).toMatch(/^in process/);
    await bus.close();
  });

  it('says in a line that there are no brokers where it was told', async () => {
    const broker = `127.0.0.1:${await deafPort()}`;
    const bus = busOf({ BUS: 'kafka', KAFKA_BROKERS: broker });
    await expect(bus.subscribe('work', async () => {}, { concurrency: 1 })).rejects.toMatchObject({
      name: 'OperatorError',
      message: expect.stringMatching(
        `^KAFKA_BROKERS: no work can be had from ${broker} .*ECONNREFUSED.*; see that`,
      ),
    });
    expect(await bus.check()).toMatchObject({ ok: false, detail: expect.stringMatching(/^kafka: /) });
    await bus.close();
    expect(await bus.check()).toEqual({ ok: false, detail: 'closed' });
  });

  it.each([
    ['is not there', 'nowhere.pem', /^KAFKA_TLS_CA_FILE: .*nowhere\.pem cannot be read/],
    ['is something else', 'other.pem', /^KAFKA_TLS_CA_FILE: .*other\.pem is not in PEM/],
  ])('refuses a certificate that %s', (_, file, message) => {
    writeFileSync(join(directory, 'other.pem'), 'a secret that is not repeated');
    const settings = { KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: join(directory, file) };
    const refused = () => busOf({ BUS: 'kafka', KAFKA_BROKERS: 'kafka:9092', ...settings });
    expect(refused).toThrow(message);
    expect(refused).not.toThrow(/secret/);
  });
});
