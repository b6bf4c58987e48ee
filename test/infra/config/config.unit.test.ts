import fc from 'fast-check';
import { type Config, type EnvironmentInput, parseConfig } from '../../../infra/config/config.ts';
import { unsafePublicBind } from '../../../infra/config/public-bind.ts';
import { aboutVariable, variableNames } from '../../../infra/config/variables.ts';

const configOf = (input: EnvironmentInput): Config => {
  const parsed = parseConfig(input);
  if (!parsed.ok) throw new Error(parsed.error.join('\n'));
  return parsed.value;
};
const mistakesOf = (input: EnvironmentInput): readonly string[] => {
  const parsed = parseConfig(input);
  return parsed.ok ? [] : parsed.error;
};

const SECRET = 'correct-horse-battery-staple-and-more';

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(configOf({})).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      port: 8000,
      databaseUrl: null,
      jwtSecret: null,
      inviteCodeIsDefault: true,
      tokenLifetimeDays: 30,
      deterministicUuids: true,
      marketDataProvider: 'simulated',
      asOf: null,
      maxUploadBytes: 10_485_760,
      maxUploadRows: 100_000,
      trustProxy: false,
      corsOrigins: [],
      eventStore: 'postgres',
    });
  });

  it('takes another market and random ids by default in production', () => {
    const production = configOf({ NODE_ENV: 'production' });
    expect(production).toMatchObject({ marketDataProvider: 'yahoo', deterministicUuids: false });
    expect(
      configOf({ NODE_ENV: 'production', MARKET_DATA_PROVIDER: 'simulated', DETERMINISTIC_UUIDS: 'true' }),
    ).toMatchObject({ marketDataProvider: 'simulated', deterministicUuids: true });
  });

  it('treats an empty or blank value as not set', () => {
    expect(configOf({ PORT: '', DATABASE_URL: '  ' })).toEqual(configOf({}));
  });

  it('reads every kind of value', () => {
    expect(
      configOf({
        PORT: '0',
        RATE_LIMITS: 'off',
        PASSWORD_COMPOSITION: 'false',
        AS_OF: '2024-06-28T17:00:00-04:00',
        CORS_ORIGINS: 'https://a.example, http://localhost:3000',
        TRUST_PROXY: '10.0.0.1, 192.168.0.0/16',
        MARKET_DATA_PROVIDER: 'csv',
        PRICES_DIR: '/prices',
      }),
    ).toMatchObject({
      port: 0,
      rateLimits: false,
      passwordComposition: false,
      asOf: '2024-06-28T21:00:00.000Z',
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      trustProxy: ['10.0.0.1', '192.168.0.0/16'],
      pricesDirectory: '/prices',
    });
    expect(configOf({ TRUST_PROXY: '1' }).trustProxy).toBe(1);
    expect(configOf({ TRUST_PROXY: 'false' }).trustProxy).toBe(false);
  });

  it('names every mistake at once: the variable, what was given and what is allowed', () => {
    expect(mistakesOf({ PORT: 'abc', LOG_LEVEL: 'loud', TEMPLATE_PRICE_DECIMALS: '7' })).toEqual([
      'PORT: "abc" is not allowed; give a whole number from 0 to 65535.',
      'TEMPLATE_PRICE_DECIMALS: "7" is not allowed; give a whole number from 2 to 6.',
      'LOG_LEVEL: "loud" is not allowed; give trace, debug, info, warn, error, fatal or silent.',
    ]);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'a host'],
    ['DATABASE_URL', 'mysql://localhost/db'],
    ['DATABASE_URL', 'postgres'],
    ['JWT_SECRET', 'too short'],
    ['BETA_INVITE_CODE', 'short'],
    ['TOKEN_LIFETIME_DAYS', '0'],
    ['RATE_LIMITS', 'perhaps'],
    ['AS_OF', '2024-06-28'],
    ['AS_OF', '2024-02-30T00:00:00Z'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '0'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example/path'],
    ['MAX_UPLOAD_BYTES', '10MB'],
    ['BUS', 'carrier-pigeon'],
    ['KAFKA_BROKERS', 'kafka'],
    ['KAFKA_BROKERS', 'kafka:9092,other:99999'],
    ['KAFKA_BROKERS', 'kafka://kafka:9092'],
    ['KAFKA_TOPIC_PREFIX', 'our topics/'],
    ['KAFKA_PARTITIONS', '0'],
    ['KAFKA_SASL_MECHANISM', 'oauthbearer'],
    ['ACCESS_TOKEN_MINUTES', '0'],
    ['PUBLIC_ORIGIN', 'https://a.example/path'],
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_FROM', 'nobody'],
  ])('refuses %s=%s in one line', (name, value) => {
    const mistakes = mistakesOf({ [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name}: .+; give .+\\.$`));
  });

  it('never shows a secret in a mistake', () => {
    const mistakes = mistakesOf({ JWT_SECRET: 'hunter2-hunter2', DATABASE_URL: 'mysql://root:hunter2@db/x' });
    expect(mistakes).toHaveLength(2);
    expect(mistakes.join()).not.toContain('hunter2');
    expect(mistakes[0]).toBe(
      'DATABASE_URL: a secret of 25 characters is not allowed; give postgres://user:password@host:port/database.',
    );
  });

  it('gives one line per mistake whatever was given', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...variableNames), fc.string({ unit: 'binary' })),
        (input) => {
          for (const line of mistakesOf(input)) expect(line).not.toMatch(/[\r\n]/);
        },
      ),
    );
  });

  it('refuses a frozen clock in production', () => {
    expect(mistakesOf({ NODE_ENV: 'production', AS_OF: '2024-06-28T21:00:00Z' })).toEqual([
      'AS_OF: "2024-06-28T21:00:00Z" is not allowed with NODE_ENV=production; unset one of them.',
    ]);
  });

  it('does everything in one process unless a part is asked for, in any order and case of blanks', () => {
    expect(configOf({}).roles).toEqual(['api', 'projector', 'calculator', 'scheduler']);
    const apart = { DATABASE_URL: 'postgres://a@db/x', MASTER_KEY: SECRET, JWT_SECRET: SECRET };
    expect(configOf({ ...apart, ROLE: ' scheduler ,calculator,calculator' }).roles).toEqual([
      'calculator',
      'scheduler',
    ]);
    expect(mistakesOf({ ROLE: 'calculator,worker' })).toEqual([
      'ROLE: "calculator,worker" is not allowed; give some of api, projector, calculator, scheduler, separated by commas.',
    ]);
    expect(mistakesOf({ ROLE: ',' })).toHaveLength(1);
  });

  it.each([
    ['api', ['DATABASE_URL', 'MASTER_KEY', 'JWT_SECRET']],
    ['projector', ['DATABASE_URL', 'MASTER_KEY']],
    ['calculator', ['DATABASE_URL', 'MASTER_KEY', 'BUS']],
    ['api,scheduler', ['DATABASE_URL', 'MASTER_KEY', 'JWT_SECRET', 'BUS']],
    ['calculator,scheduler', ['DATABASE_URL', 'MASTER_KEY']],
  ])('refuses ROLE=%s alone, which needs what processes share: %p', (ROLE, wanting) => {
    expect(mistakesOf({ ROLE }).map((line) => line.split(':')[0])).toEqual(wanting);
  });

  it('lets calculators and schedulers be apart over Kafka', () => {
    const apart = {
      DATABASE_URL: 'postgres://a@db/x',
      MASTER_KEY: SECRET,
      BUS: 'kafka',
      KAFKA_BROKERS: 'a:9092',
    };
    expect(mistakesOf({ ...apart, ROLE: 'calculator' })).toEqual([]);
    expect(mistakesOf({ ...apart, ROLE: 'scheduler' })).toEqual([]);
  });

  it('keeps a log that forgets to the process that does everything', () => {
    const memory = { NODE_ENV: 'test', EVENT_STORE: 'memory' };
    expect(mistakesOf(memory)).toEqual([]);
    expect(mistakesOf({ ...memory, ROLE: 'calculator,scheduler' })[0]).toMatch(/^EVENT_STORE: "memory"/);
  });

  it('serves on for a while before it stops only in production, unless told otherwise', () => {
    const apart = { BETA_INVITE_CODE: 'OUR-OWN-CODE', JWT_SECRET: SECRET };
    expect(configOf({}).drainSeconds).toBe(0);
    expect(configOf({ NODE_ENV: 'production', ...apart }).drainSeconds).toBe(8);
    expect(configOf({ DRAIN_SECONDS: '20' }).drainSeconds).toBe(20);
  });

  it('takes the settings of Kafka, and none where the bus is another', () => {
    const brokers = { KAFKA_BROKERS: 'a.example:9092, [::1]:9093' };
    expect(configOf(brokers).kafka).toBeNull();
    expect(configOf({ BUS: 'kafka', ...brokers }).kafka).toEqual({
      brokers: ['a.example:9092', '[::1]:9093'],
      topicPrefix: 'sigmafold.',
      partitions: 12,
      replicationFactor: null,
      tls: null,
      sasl: null,
    });
    expect(
      configOf({
        BUS: 'kafka',
        ...brokers,
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA_FILE: '/etc/ca.pem',
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: 'sigmafold',
        KAFKA_SASL_PASSWORD: 'hunter2',
      }).kafka,
    ).toMatchObject({
      tls: { caFile: '/etc/ca.pem', certificateFile: null, keyFile: null },
      sasl: { mechanism: 'scram-sha-512', username: 'sigmafold', password: 'hunter2' },
    });
  });

  it.each([
    [{ BUS: 'kafka' }, ['KAFKA_BROKERS']],
    [{ KAFKA_TLS_CA_FILE: 'ca.pem' }, ['KAFKA_TLS_CA_FILE']],
    [{ KAFKA_TLS: 'true', KAFKA_TLS_KEY_FILE: 'key.pem' }, ['KAFKA_TLS_CERT_FILE']],
    [{ KAFKA_SASL_MECHANISM: 'plain' }, ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD']],
    [{ KAFKA_SASL_PASSWORD: 'hunter2' }, ['KAFKA_SASL_PASSWORD']],
    [
      {
        NODE_ENV: 'production',
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_SASL_USERNAME: 'sigmafold',
        KAFKA_SASL_PASSWORD: 'hunter2',
      },
      ['KAFKA_SASL_MECHANISM'],
    ],
  ])('refuses a contradiction in the settings of Kafka: %j', (given, named) => {
    const brokers = named.includes('KAFKA_BROKERS') ? {} : { KAFKA_BROKERS: 'kafka:9092' };
    const mistakes = mistakesOf({ BUS: 'kafka', ...brokers, ...given });
    expect(mistakes.map((line) => line.split(':')[0])).toEqual(named);
    expect(mistakes.join()).not.toContain('hunter2');
  });

  it('refuses the csv provider without its directory', () => {
    expect(mistakesOf({ MARKET_DATA_PROVIDER: 'csv' })).toEqual([
      'PRICES_DIR: not set; give the directory of price files that MARKET_DATA_PROVIDER=csv reads.',
    ]);
  });

  it('refuses a mail server without a sender', () => {
    expect(mistakesOf({ SMTP_URL: 'smtp://mail.example:587' })).toEqual([
      'MAIL_FROM: not set; give the address that the mails of SMTP_URL come from.',
    ]);
    expect(mistakesOf({ SMTP_URL: 'smtp://mail.example:587', MAIL_FROM: 'us@example.org' })).toEqual([]);
  });

  it('refuses a store that forgets outside of tests', () => {
    expect(mistakesOf({ EVENT_STORE: 'memory' })).toHaveLength(1);
    expect(mistakesOf({ EVENT_STORE: 'memory', NODE_ENV: 'test' })).toEqual([]);
  });

  it('needs the address of EventStoreDB where the log is there, and tells no secret of it', () => {
    expect(mistakesOf({ EVENT_STORE: 'eventstoredb' })).toEqual([
      'EVENTSTOREDB_URL: not set; give the address of the server of EVENT_STORE=eventstoredb.',
    ]);
    expect(mistakesOf({ EVENTSTOREDB_URL: 'http://ops:hunter2@db' }).join()).not.toContain('hunter2');
    expect(mistakesOf({ EVENTSTOREDB_URL: 'esdb://ops:hunter2@db:2113?tls=false' })).toEqual([
      'EVENTSTOREDB_URL: a password is not allowed with tls=false, it would not be sent; leave one of them out.',
    ]);
    expect(mistakesOf({ EVENTSTOREDB_NAMESPACE: 'staging.' })).toEqual([
      'EVENTSTOREDB_URL: not set; give it with EVENTSTOREDB_NAMESPACE.',
    ]);
    const url = 'esdb+discover://ops:hunter2@a:2113,b:2113?tlsCAFile=ca.pem';
    expect(configOf({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: url })).toMatchObject({
      eventStore: 'eventstoredb',
      eventStoreDb: { url, namespace: '' },
    });
  });

  it('says of every variable what it is for and what is allowed', () => {
    for (const name of variableNames)
      expect(aboutVariable(name)).toEqual(expect.objectContaining({ about: expect.stringMatching(/\w/) }));
    const secrets = variableNames.filter((name) => aboutVariable(name).secret);
    expect(secrets).toEqual([
      'DATABASE_URL',
      'BETA_INVITE_CODE',
      'JWT_SECRET',
      'MASTER_KEY',
      'METRICS_TOKEN',
      'SMTP_URL',
      'EVENTSTOREDB_URL',
      'KAFKA_SASL_PASSWORD',
    ]);
  });
});

describe('a bind that other machines can reach', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('is not %s', (HOST) => {
    expect(unsafePublicBind(configOf({ HOST }))).toBeNull();
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org'])(
    'is refused on %s with the published invite code or a generated secret',
    (HOST) => {
      expect(unsafePublicBind(configOf({ HOST }))).toBe(
        `HOST: "${HOST}" can be reached from other machines and BETA_INVITE_CODE and JWT_SECRET are not set; set them, or listen on 127.0.0.1, or accept the risk with ALLOW_PUBLIC_BIND_WITH_DEFAULTS=true.`,
      );
    },
  );

  it('is refused when only one of them is missing, also when the default is merely repeated', () => {
    expect(unsafePublicBind(configOf({ HOST: '0.0.0.0', JWT_SECRET: SECRET }))).toContain(
      'BETA_INVITE_CODE is',
    );
    expect(
      unsafePublicBind(
        configOf({
          HOST: '0.0.0.0',
          JWT_SECRET: SECRET,
          BETA_INVITE_CODE: 'prescott-linnaean-cowperthwaite',
        }),
      ),
    ).toContain('BETA_INVITE_CODE is');
    expect(unsafePublicBind(configOf({ HOST: '0.0.0.0', BETA_INVITE_CODE: 'OUR-OWN-CODE' }))).toContain(
      'JWT_SECRET is',
    );
  });

  it('is allowed with secrets of one’s own, or when the risk is accepted', () => {
    const own = { HOST: '0.0.0.0', JWT_SECRET: SECRET, BETA_INVITE_CODE: 'OUR-OWN-CODE' };
    expect(unsafePublicBind(configOf(own))).toBeNull();
    expect(
      unsafePublicBind(configOf({ HOST: '0.0.0.0', ALLOW_PUBLIC_BIND_WITH_DEFAULTS: 'true' })),
    ).toBeNull();
  });
});
