import { readdirSync, readFileSync } from 'node:fs';
import { createYahooProvider } from '../../adapters/market-data/yahoo/provider.ts';

/** What can open a connection, and where it may stand. */
const WAYS_OUT: readonly (readonly [what: string, pattern: RegExp, where: readonly string[]])[] = [
  [
    'fetch',
    /\bfetch\(/,
    [
      'adapters/market-data/yahoo/guarded-fetch.ts',
      'adapters/market-data/yahoo/provider.ts',
      'infra/demo/client.ts',
    ],
  ],
  ['HTTP', /from 'node:https?'|from 'undici'|from 'axios'/, ['adapters/http/server.ts']],
  ['sockets', /from 'node:(tls|dgram|dns)'|\b(connect|createConnection)\b.*from 'node:net'/, []],
  ['mail', /from 'nodemailer'/, ['adapters/messages/smtp-messages.ts']],
  ['brokers', /new Kafka\(/, ['adapters/bus/kafka/kafka-bus.ts']],
  [
    'EventStoreDB',
    /EventStoreDBClient\.connectionString|new EventStoreDBClient/,
    ['adapters/event-store/eventstoredb/connection.ts'],
  ],
  ['traces', /exporter-trace-otlp/, ['infra/service/observe.ts']],
  ['Yahoo', /import\('yahoo-finance2/, ['adapters/market-data/yahoo/client.ts']],
];

const sources = ['domain', 'application', 'projections', 'adapters', 'infra'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    // The console runs in a browser, whose policy lets it talk to its own service alone.
    .filter((file) => !file.startsWith('adapters/console/')),
);

/** Types are gone at run time. */
const code = (file: string): string =>
  readFileSync(file, 'utf8')
    .replaceAll(/^import type .*$/gm, '')
    .replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '');

describe('the way out', () => {
  it.each(WAYS_OUT)('by %s is where it was looked at, and nowhere else', (_what, pattern, where) => {
    expect(sources.length).toBeGreaterThan(300);
    const found = sources.filter((file) => pattern.test(code(file)));
    expect(found.filter((file) => !where.includes(file))).toEqual([]);
  });

  it.each([
    '../../../v1/test/getcrumb',
    'AAPL?crumb=x',
    'AAPL#',
    '@127.0.0.1',
    '//169.254.169.254/latest',
    'http://[::1]:5432/',
    '2130706433',
    '%2e%2e%2f',
    'AAPL\r\nHost: evil',
    'query1.finance.yahoo.com.evil.example',
  ])('a symbol that is called %j leads to Yahoo’s chart of that symbol or nowhere', async (symbol) => {
    const asked: URL[] = [];
    const provider = createYahooProvider({
      retries: 0,
      fetch: async (input) => {
        asked.push(new URL(input instanceof Request ? input.url : input));
        return new Response('{}', { status: 404 });
      },
    });
    await provider.history({ symbols: [symbol], from: '2024-06-24', to: '2024-06-28' });
    await provider.profiles([symbol]);
    for (const { protocol, host, pathname, hash } of asked) {
      expect([protocol, hash]).toEqual(['https:', '']);
      expect(host).toMatch(/^(query[12]\.)?finance\.yahoo\.com$/);
      expect(pathname).toMatch(
        /^\/(v8\/finance\/chart\/[\w.%-]+|v10\/finance\/quoteSummary\/[\w.%-]+|v1\/test\/getcrumb|quote\/[\w.%-]+)?$/,
      );
    }
  });
});
