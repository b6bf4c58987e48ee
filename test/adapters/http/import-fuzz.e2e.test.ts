import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { START } from '../../../application/ports/event-store.ts';
import { catalogue } from '../../../domain/errors/catalogue.ts';
import { type Api, createApi } from '../../support/api.ts';
import { startTestServer, type TestServer } from '../../support/http.ts';
import { createRandom, type Random, SEED } from '../../support/random.ts';

const FOLDERS = ['positions', 'sigmasight', 'transactions'].map((name) => `../shared/data/brokers/${name}`);
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name))),
);
const CASES = 300;

const HOSTILE_CELLS = [
  '=HYPERLINK("http://x","y")',
  '@SUM(1)',
  '__proto__',
  '1e400',
  '0x10',
  '١٢',
  '--5',
  '($1,234.56)',
  '\u202Eevil',
  '\0',
  '9'.repeat(400),
  '0000-00-00',
  '"',
  'NaN',
];

const atLine = (bytes: Buffer, random: Random, change: (lines: string[], at: number) => void): Buffer => {
  const lines = bytes.toString('latin1').split('\n');
  change(lines, random.below(lines.length));
  return Buffer.from(lines.join('\n'), 'latin1');
};

const MUTATIONS: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let n = 0; n <= random.below(20); n += 1) changed[random.below(changed.length)] = random.below(256);
    return changed;
  },
  (bytes, random) => atLine(bytes, random, (lines, at) => lines.splice(at, 1)),
  (bytes, random) =>
    atLine(bytes, random, (lines, at) => lines.splice(random.below(lines.length), 0, lines[at] ?? '')),
  (bytes, random) =>
    atLine(bytes, random, (lines, at) => {
      const cells = (lines[at] ?? '').split(',');
      cells[random.below(cells.length)] = HOSTILE_CELLS[random.below(HOSTILE_CELLS.length)] ?? '';
      lines[at] = cells.join(',');
    }),
  (bytes, random) =>
    Buffer.from(bytes.toString('latin1').replaceAll(',', [';', '\t', '|'][random.below(3)] ?? ';'), 'latin1'),
  (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]),
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from('"'), bytes.subarray(at)]);
  },
  (bytes, random) => Buffer.concat([bytes, FILES[random.below(FILES.length)] ?? bytes]),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r'), 'latin1'),
];

describe('a file of a broker with something wrong in it', () => {
  let server: TestServer;
  let api: Api;

  beforeAll(async () => {
    server = await startTestServer();
    api = createApi(server.url).as((await server.signUp('jane@example.com')).token);
  });
  afterAll(() => server.stop());

  const eventsWritten = async (): Promise<number> =>
    (await server.store.readAll({ after: START, limit: 100_000 })).events.length;

  const mutated = (index: number): Buffer => {
    const random = createRandom(SEED + index);
    let bytes: Buffer = FILES[index % FILES.length] ?? Buffer.alloc(0);
    for (let n = 0; n <= random.below(3); n += 1) {
      bytes = MUTATIONS[random.below(MUTATIONS.length)]?.(bytes, random) ?? bytes;
    }
    return bytes;
  };
  const formOf = (bytes: Buffer, fields: Readonly<Record<string, string>> = {}): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('csv_file', new Blob([bytes]), 'p.csv');
    return form;
  };

  it('previews or is refused with a code of the catalogue, and writes nothing', async () => {
    const before = await eventsWritten();
    const seen = new Set<string>();
    for (let index = 0; index < CASES; index += 1) {
      const { status, body } = await api.post<{ error?: { code: string }; format?: { id: string } }>(
        '/api/v1/onboarding/preview',
        formOf(mutated(index)),
      );
      const code = body.error?.code ?? null;
      const known = code === null ? body.format !== undefined : code in catalogue && status < 500;
      expect({ index, status, code, known }).toEqual({ index, status, code, known: true });
      seen.add(code ?? 'read');
    }
    // Not everything is refused for one reason: the mutations reach what is behind the first check.
    expect(seen).toContain('read');
    expect(seen.size).toBeGreaterThan(3);
    expect(await eventsWritten()).toBe(before);
  });

  it('becomes a whole portfolio, or nothing at all', async () => {
    for (let index = 0; index < 60; index += 1) {
      const before = await eventsWritten();
      const fields = {
        portfolio_name: 'P',
        account_name: `Account ${index}`,
        account_type: 'ira',
        equity_balance: '1000',
        entry_date: '2024-01-02',
        lots: 'keep',
      };
      const { status } = await api.post(
        '/api/v1/onboarding/create-portfolio',
        formOf(mutated(1000 + index), fields),
      );
      const written = (await eventsWritten()) - before;
      // The account, the portfolio and its import are three events.
      expect({ index, written }).toEqual({ index, written: status === 201 ? 3 : 0 });
      expect(status).toBeLessThan(500);
    }
  });
});
