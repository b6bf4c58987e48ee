import { isIP } from 'node:net';
import { z } from 'zod';
import { EARLIEST_TIME, parseTimeOfDay, timeText } from '../../application/schedule/timetable.ts';
import { kafkaVariables } from './kafka-variables.ts';
import { ROLES } from './roles.ts';
import { flag, list, ON_OFF, whole, wholeNumber } from './shapes.ts';

export const DEFAULT_INVITE_CODE = 'PRESCOTT-LINNAEAN-COWPERTHWAITE';
export const JWT_SECRET_MIN_BYTES = 32;

/** How a variable is spoken of: what may be given, what it is for, whether it may be shown. */
export type About = {
  readonly about: string;
  readonly allowed: string;
  readonly secret?: boolean;
};

const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');

const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const isDatabaseUrl = (text: string): boolean =>
  /^postgres(ql)?:/.test(text) && URL.canParse(text) && new URL(text).hostname !== '';

const isProxy = (text: string): boolean =>
  ['loopback', 'linklocal', 'uniquelocal'].includes(text) || isIP(text.replace(/\/\d{1,3}$/, '')) !== 0;

const trustProxy = () =>
  z.union([
    z.literal('false').transform(() => false as const),
    wholeNumber(1, 10),
    // A blanket "true" would let any caller choose its own address, and so its own rate limit.
    list().refine((proxies) => proxies.length > 0 && proxies.every(isProxy)),
  ]);

/**
 * Every setting there is. The defaults need nothing but npm; a default that depends on another variable is absent
 * here and given in `config.ts`.
 */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development').meta({
    about: 'production is strict at start and gives random ids',
    allowed: 'development, test or production',
  }),
  ROLE: list()
    .refine((roles) => roles.length > 0)
    .pipe(z.array(z.enum(ROLES)))
    .transform((roles) => ROLES.filter((role) => roles.includes(role)))
    .default([...ROLES])
    .meta({
      about: 'what this process does; all of it, or a part where other processes do the rest',
      allowed: `some of ${ROLES.join(', ')}, separated by commas`,
    }),
  BACKGROUND_THREAD: flag().default(true).meta({
    about:
      'a process that does everything calculates in a thread of its own, so that calls are answered meanwhile',
    allowed: ON_OFF,
  }),
  DRAIN_SECONDS: wholeNumber(0, 300)
    .optional()
    .meta({
      about:
        'how long a process that was asked to stop says so and serves on, until nobody is sent to it; 8 in production, else 0',
      allowed: whole(0, 300),
    }),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1')
    .meta({ about: 'the address to listen on', allowed: 'an IP address or a host name' }),
  PORT: wholeNumber(0, 65_535)
    .default(8000)
    .meta({ about: 'the HTTP port; 0 takes a free one', allowed: whole(0, 65_535) }),
  DATA_DIR: z
    .string()
    .default('.sigmafold')
    .meta({ about: 'the embedded database and generated secrets', allowed: 'a path' }),
  DATABASE_URL: z.string().refine(isDatabaseUrl).optional().meta({
    about: 'a PostgreSQL of your own instead of the embedded one',
    allowed: 'postgres://user:password@host:port/database',
    secret: true,
  }),
  EMBEDDED_POSTGRES_PORT: wholeNumber(0, 65_535)
    .default(0)
    .meta({ about: 'on 127.0.0.1; 0 takes a free one', allowed: whole(0, 65_535) }),
  BETA_INVITE_CODE: z
    .string()
    .trim()
    .min(8)
    .max(200)
    .default(DEFAULT_INVITE_CODE)
    .meta({ about: 'what a person needs to register', allowed: '8 to 200 characters', secret: true }),
  JWT_SECRET: z
    .string()
    .refine((text) => byteLength(text) >= JWT_SECRET_MIN_BYTES)
    .optional()
    .meta({
      about: 'signs the session tokens; generated into DATA_DIR at the first start',
      allowed: `at least ${JWT_SECRET_MIN_BYTES} bytes`,
      secret: true,
    }),
  MASTER_KEY: z
    .string()
    .refine((text) => byteLength(text) >= JWT_SECRET_MIN_BYTES)
    .optional()
    .meta({
      about:
        'wraps the keys that addresses and names are sealed with; generated into DATA_DIR at the first start',
      allowed: `at least ${JWT_SECRET_MIN_BYTES} bytes`,
      secret: true,
    }),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{32,}$/)
    .optional()
    .meta({
      about: 'what Prometheus says to read /metrics; not set: superusers alone may',
      allowed: 'at least 32 letters, digits and . _ ~ + / -',
      secret: true,
    }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((text) => /^https?:/.test(text) && URL.canParse(text))
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .meta({
      about: 'where traces are sent, by OTLP over HTTP; not set: nowhere',
      allowed: 'an http or https address, as http://127.0.0.1:4318',
    }),
  TOKEN_LIFETIME_DAYS: wholeNumber(1, 365)
    .default(30)
    .meta({ about: 'how long a session lasts', allowed: whole(1, 365) }),
  IMPERSONATION_MINUTES: wholeNumber(1, 480)
    .default(60)
    .meta({ about: 'how long an administrator acts as a user, unless they say', allowed: whole(1, 480) }),
  IMPERSONATION_WRITES: flag()
    .default(false)
    .meta({ about: 'an administrator who acts as a user may ask for changing things', allowed: ON_OFF }),
  ACCESS_TOKEN_MINUTES: wholeNumber(1, 1440)
    .optional()
    .meta({
      about:
        'short access tokens, with refresh tokens for the rest of the session; not set, they last as long',
      allowed: whole(1, 1440),
    }),
  JWT_KEYS_FILE: z.string().optional().meta({
    about: 'several signing keys, of which the first signs, instead of JWT_SECRET',
    allowed: 'a path, such as rotate-signing-key writes it',
  }),
  PASSWORD_RESET_MINUTES: wholeNumber(5, 1440)
    .default(30)
    .meta({ about: 'how long a token to choose a new password is good', allowed: whole(5, 1440) }),
  SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:/.test(text) && URL.canParse(text) && new URL(text).hostname !== '')
    .optional()
    .meta({
      about: 'the mail server; without one, tokens to choose a new password are printed for the operator',
      allowed: 'smtp://user:password@host:587 or smtps://…',
      secret: true,
    }),
  MAIL_FROM: z
    .string()
    .regex(/^[^\p{Cc}]+@[^\p{Cc}]+$/u)
    .optional()
    .meta({ about: 'the sender of our mails', allowed: 'an address such as sigmafold@example.org' }),
  PUBLIC_ORIGIN: z.string().refine(isOrigin).optional().meta({
    about: 'what browsers know the service by, where a proxy gives us another Host',
    allowed: 'an origin such as https://sigmafold.example.org',
  }),
  PASSWORD_COMPOSITION: flag()
    .default(true)
    .meta({ about: 'passwords need upper case, lower case and a digit', allowed: ON_OFF }),
  DETERMINISTIC_UUIDS: flag()
    .optional()
    .meta({ about: 'ids derived from e-mail and account name; off in production', allowed: ON_OFF }),
  TEMPLATE_PRICE_DECIMALS: wholeNumber(2, 6)
    .default(2)
    .meta({ about: 'decimals of an entry price in our own template', allowed: whole(2, 6) }),
  MARKET_DATA_PROVIDER: z.enum(['simulated', 'csv', 'yahoo']).optional().meta({
    about: 'where prices come from; yahoo in production, else simulated',
    allowed: 'simulated, csv or yahoo',
  }),
  PRICES_DIR: z
    .string()
    .optional()
    .meta({ about: 'the price files of the csv provider', allowed: 'a path to a directory' }),
  SIMULATED_SEED: wholeNumber(0, 2 ** 31 - 1)
    .default(1)
    .meta({ about: 'another number is another simulated market', allowed: whole(0, 2 ** 31 - 1) }),
  AS_OF: z.iso.datetime({ offset: true }).optional().meta({
    about: 'freezes the clock, to try historical data; not in production',
    allowed: 'an instant such as 2024-06-28T21:00:00Z',
  }),
  MAX_UPLOAD_BYTES: wholeNumber(1, 1_000_000_000)
    .default(10_485_760)
    .meta({ about: 'the largest file that is taken', allowed: whole(1, 1_000_000_000) }),
  MAX_UPLOAD_ROWS: wholeNumber(1, 10_000_000)
    .default(100_000)
    .meta({ about: 'the most rows of a file', allowed: whole(1, 10_000_000) }),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info').meta({
    about: 'the least important line that is written',
    allowed: 'trace, debug, info, warn, error, fatal or silent',
  }),
  RATE_LIMITS: flag().default(true).meta({ about: 'limits on calls', allowed: 'on or off' }),
  TRUST_PROXY: trustProxy().default(false).meta({
    about: 'whose X-Forwarded-For is believed',
    allowed: 'false, a number of hops from 1 to 10, or proxy addresses separated by commas',
  }),
  CORS_ORIGINS: list()
    .refine((origins) => origins.every(isOrigin))
    .default([])
    .meta({
      about: 'web pages of other origins that may call the API',
      allowed: 'origins such as https://app.example.org, separated by commas',
    }),
  ALLOW_PUBLIC_BIND_WITH_DEFAULTS: flag()
    .default(false)
    .meta({ about: 'listen publicly with default secrets all the same', allowed: ON_OFF }),
  SKIP_STARTUP_VALIDATION: flag()
    .default(false)
    .meta({ about: 'start without the required reference data', allowed: ON_OFF }),
  HISTORICAL_SCENARIOS: flag()
    .default(false)
    .meta({ about: 'include the historical stress scenarios', allowed: ON_OFF }),
  SYMBOL_LEASE_SECONDS: wholeNumber(1, 3600)
    .default(60)
    .meta({
      about: 'after which a symbol that a killed process was bringing in is taken up by another',
      allowed: whole(1, 3600),
    }),
  PROJECTION_STALLED_SECONDS: wholeNumber(1, 86_400)
    .default(60)
    .meta({
      about: 'not ready when a read model is behind and has not moved for so long',
      allowed: whole(1, 86_400),
    }),
  REBUILD_GRACE_HOURS: wholeNumber(0, 8760)
    .default(24)
    .meta({
      about: 'how long the tables that a rebuild has replaced are kept, so that they can be swapped back',
      allowed: whole(0, 8760),
    }),
  VERIFY_EVERY_MINUTES: wholeNumber(0, 43_200)
    .optional()
    .meta({
      about: 'how often a sample of the read models is compared with the log; 0 never',
      allowed: whole(0, 43_200),
    }),
  BATCH_SCHEDULE: flag().optional().meta({
    about:
      'ask for the symbol batch of every session by itself; off in tests and where the clock stands still',
    allowed: ON_OFF,
  }),
  BATCH_TIME: z
    .string()
    .transform((text) => parseTimeOfDay(text) ?? -1)
    .pipe(z.number().min(EARLIEST_TIME))
    .default(21 * 60)
    .meta({
      about: 'when, on clocks in New York; the default is 21:00',
      allowed: `a time from ${timeText(EARLIEST_TIME)} to 23:59`,
    }),
  BATCH_LIMIT_MINUTES: wholeNumber(1, 1440)
    .default(25)
    .meta({
      about: 'a symbol batch that takes longer is put down, and the next run of its session picks it up',
      allowed: whole(1, 1440),
    }),
  EVENT_STORE: z.enum(['postgres', 'eventstoredb', 'memory']).default('postgres').meta({
    about: 'where events are kept; memory is for tests and forgets',
    allowed: 'postgres, eventstoredb, or memory with NODE_ENV=test',
  }),
  EVENTSTOREDB_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\/([^@/?\s]+@)?[^@/?\s]+\/?(\?\S*)?$/)
    .optional()
    .meta({
      about: 'the EventStoreDB of EVENT_STORE=eventstoredb and of copy-log, with credentials and TLS in it',
      allowed: 'esdb://user:password@host:2113?… or esdb+discover://…',
      secret: true,
    }),
  EVENTSTOREDB_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,99}$/)
    .optional()
    .meta({
      about: 'what our streams there begin with, where several installations share a server',
      allowed: 'up to 100 letters, digits, dots and hyphens',
    }),
  BUS: z.enum(['in-process', 'kafka']).default('in-process').meta({
    about: 'what distributes the work; kafka does so among processes',
    allowed: 'in-process or kafka',
  }),
  ...kafkaVariables,
} satisfies Record<string, z.ZodType>);

export type VariableName = keyof typeof environmentSchema.shape;
export type Environment = z.output<typeof environmentSchema>;

export const variableNames = Object.keys(environmentSchema.shape) as readonly VariableName[];

const aboutSchema = z.object({
  about: z.string(),
  allowed: z.string(),
  secret: z.boolean().optional().default(false),
});

export const aboutVariable = (name: VariableName): Required<About> =>
  aboutSchema.parse(environmentSchema.shape[name].meta());
