import { join, resolve } from 'node:path';
import type { IsoInstant } from '../../domain/dates.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { contradictionsOfKafka, type KafkaSettings, kafkaSettings } from './kafka-variables.ts';
import { doesAll, type Role } from './roles.ts';
import {
  aboutVariable,
  DEFAULT_INVITE_CODE,
  type Environment,
  environmentSchema,
  type VariableName,
  variableNames,
} from './variables.ts';

/** The settings of a process, checked. Everything below takes this (or a part of it) and never the environment. */
export type Config = {
  readonly environment: 'development' | 'test' | 'production';
  /** At least one, in the order of `ROLES`. */
  readonly roles: readonly Role[];
  /** Where one process does everything: its background work has a thread of its own. */
  readonly backgroundThread: boolean;
  readonly drainSeconds: number;
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Null: the embedded server. */
  readonly databaseUrl: string | null;
  readonly embeddedPostgresPort: number;
  readonly inviteCode: string;
  readonly inviteCodeIsDefault: boolean;
  /** Null: `ensureJwtSecret` keeps a generated one in the data directory. */
  readonly jwtSecret: string | null;
  /** Null: `ensureMasterKey` keeps a generated one in the data directory. */
  readonly masterKey: string | null;
  /** Null: superusers alone read the metrics. */
  readonly metricsToken: string | null;
  /** Null: nobody collects traces. */
  readonly traceEndpoint: string | null;
  readonly tokenLifetimeDays: number;
  readonly impersonationMinutes: number;
  readonly impersonationWrites: boolean;
  /** Null: they last as long as the session. */
  readonly accessTokenMinutes: number | null;
  /** Absolute. Null: one key, the secret above. */
  readonly jwtKeysFile: string | null;
  readonly passwordResetMinutes: number;
  readonly smtpUrl: string | null;
  /** There with a mail server. */
  readonly mailFrom: string | null;
  /** Null: what the request says in Host. */
  readonly publicOrigin: string | null;
  readonly passwordComposition: boolean;
  readonly deterministicUuids: boolean;
  readonly templatePriceDecimals: number;
  readonly marketDataProvider: 'simulated' | 'csv' | 'yahoo';
  /** Absolute; there with the csv provider. */
  readonly pricesDirectory: string | null;
  readonly simulatedSeed: number;
  /** The instant at which the clock stands still; null lets it run. */
  readonly asOf: IsoInstant | null;
  readonly maxUploadBytes: number;
  readonly maxUploadRows: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly rateLimits: boolean;
  /** As Express takes it: nobody, the number of proxies in front, or their addresses. */
  readonly trustProxy: false | number | readonly string[];
  readonly corsOrigins: readonly string[];
  readonly allowPublicBindWithDefaults: boolean;
  readonly skipStartupValidation: boolean;
  readonly historicalScenarios: boolean;
  /** How long a killed process keeps a symbol that it was bringing in. */
  readonly symbolLeaseSeconds: number;
  readonly projectionStalledSeconds: number;
  readonly rebuildGraceHours: number;
  /** 0: never. */
  readonly verifyEveryMinutes: number;
  readonly batchSchedule: boolean;
  /** Minutes after midnight in New York. */
  readonly batchTime: number;
  readonly batchLimitMinutes: number;
  readonly eventStore: 'postgres' | 'eventstoredb' | 'memory';
  /** There with its address, also for a log that is only copied there. */
  readonly eventStoreDb: { readonly url: string; readonly namespace: string } | null;
  readonly bus: 'in-process' | 'kafka';
  /** There with the kafka bus. */
  readonly kafka: KafkaSettings | null;
};

/** As in process.env; an empty string counts as not set, because that is how compose files say it. */
export type EnvironmentInput = Readonly<Record<string, string | undefined>>;

/** The configuration, or one line per mistake that says what was given and what is allowed. */
export const parseConfig = (input: EnvironmentInput): Result<Config, readonly string[]> => {
  const parsed = parseEnvironment(input);
  return parsed.ok ? ok(toConfig(parsed.value)) : parsed;
};

/** Every variable with its value, given or default, before it is turned into a `Config`. */
export const parseEnvironment = (
  input: EnvironmentInput,
): Result<ReturnType<typeof withDerivedDefaults>, readonly string[]> => {
  const given = givenVariables(input);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
    return fail(
      variableNames.filter((name) => wrong.has(name)).map((name) => mistake(name, given[name] ?? '')),
    );
  }
  const contradictions = contradictionsOf(parsed.data);
  return contradictions.length > 0 ? fail(contradictions) : ok(withDerivedDefaults(parsed.data));
};

/** Ours only, and only those that say something. */
export const givenVariables = (input: EnvironmentInput): Partial<Record<VariableName, string>> =>
  Object.fromEntries(
    variableNames.flatMap((name) => {
      const value = input[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

const mistake = (name: VariableName, value: string): string => {
  const { allowed, secret } = aboutVariable(name);
  const shown = secret ? `a secret of ${value.length} characters` : `"${clip(value)}"`;
  return `${name}: ${shown} is not allowed; give ${allowed}.`;
};

/** One line, whatever was given. */
const clip = (value: string): string => {
  const line = value.replace(/\p{Cc}/gu, ' ');
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
};

const contradictionsOf = (env: Environment): readonly string[] => {
  const lines: string[] = [];
  if (env.AS_OF !== undefined && env.NODE_ENV === 'production')
    lines.push(`AS_OF: "${env.AS_OF}" is not allowed with NODE_ENV=production; unset one of them.`);
  if (env.MARKET_DATA_PROVIDER === 'csv' && env.PRICES_DIR === undefined)
    lines.push('PRICES_DIR: not set; give the directory of price files that MARKET_DATA_PROVIDER=csv reads.');
  if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined)
    lines.push('MAIL_FROM: not set; give the address that the mails of SMTP_URL come from.');
  if (env.EVENT_STORE === 'memory' && env.NODE_ENV !== 'test')
    lines.push(
      `EVENT_STORE: "memory" is not allowed with NODE_ENV=${env.NODE_ENV}, it forgets everything; give postgres.`,
    );
  if (env.EVENT_STORE === 'eventstoredb' && env.EVENTSTOREDB_URL === undefined)
    lines.push('EVENTSTOREDB_URL: not set; give the address of the server of EVENT_STORE=eventstoredb.');
  if (/^[^@]+@.*[?&]tls=false/i.test(env.EVENTSTOREDB_URL ?? ''))
    lines.push(
      'EVENTSTOREDB_URL: a password is not allowed with tls=false, it would not be sent; leave one of them out.',
    );
  if (env.EVENTSTOREDB_NAMESPACE !== undefined && env.EVENTSTOREDB_URL === undefined)
    lines.push('EVENTSTOREDB_URL: not set; give it with EVENTSTOREDB_NAMESPACE.');
  lines.push(...contradictionsOfRoles(env), ...contradictionsOfKafka(env));
  return lines;
};

/** What several processes share cannot be in one of them. */
const contradictionsOfRoles = (env: Environment): readonly string[] => {
  if (doesAll(env.ROLE)) return [];
  const lines: string[] = [];
  const missing = (name: VariableName, why: string): void => {
    if (env[name] === undefined)
      lines.push(`${name}: not set; give it with ROLE=${env.ROLE.join(',')}: ${why}.`);
  };
  if (env.EVENT_STORE === 'memory')
    lines.push('EVENT_STORE: "memory" is of one process; give postgres, or ROLE every role.');
  missing('DATABASE_URL', 'the embedded server belongs to one process');
  missing('MASTER_KEY', 'all processes open addresses and names with the same one');
  if (env.ROLE.includes('api') && env.JWT_KEYS_FILE === undefined)
    missing('JWT_SECRET', 'all that answer calls sign and verify with the same one');
  if (env.BUS === 'in-process' && env.ROLE.includes('calculator') !== env.ROLE.includes('scheduler'))
    lines.push(
      'BUS: "in-process" is not allowed where calculator and scheduler are apart, the work would not leave the process; give kafka, or both roles.',
    );
  return lines;
};

/** With the defaults that depend on other variables. */
const withDerivedDefaults = (env: Environment) => ({
  ...env,
  DRAIN_SECONDS: env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? 8 : 0),
  DETERMINISTIC_UUIDS: env.DETERMINISTIC_UUIDS ?? env.NODE_ENV !== 'production',
  BATCH_SCHEDULE: env.BATCH_SCHEDULE ?? (env.NODE_ENV !== 'test' && env.AS_OF === undefined),
  VERIFY_EVERY_MINUTES: env.VERIFY_EVERY_MINUTES ?? (env.NODE_ENV === 'test' ? 0 : 60),
  MARKET_DATA_PROVIDER: env.MARKET_DATA_PROVIDER ?? (env.NODE_ENV === 'production' ? 'yahoo' : 'simulated'),
});

const toConfig = (env: ReturnType<typeof withDerivedDefaults>): Config => ({
  environment: env.NODE_ENV,
  roles: env.ROLE,
  backgroundThread: env.BACKGROUND_THREAD,
  drainSeconds: env.DRAIN_SECONDS,
  host: env.HOST,
  port: env.PORT,
  dataDirectory: resolve(env.DATA_DIR),
  databaseUrl: env.DATABASE_URL ?? null,
  embeddedPostgresPort: env.EMBEDDED_POSTGRES_PORT,
  inviteCode: env.BETA_INVITE_CODE,
  inviteCodeIsDefault: env.BETA_INVITE_CODE.toUpperCase() === DEFAULT_INVITE_CODE,
  jwtSecret: env.JWT_SECRET ?? null,
  masterKey: env.MASTER_KEY ?? null,
  metricsToken: env.METRICS_TOKEN ?? null,
  traceEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  tokenLifetimeDays: env.TOKEN_LIFETIME_DAYS,
  impersonationMinutes: env.IMPERSONATION_MINUTES,
  impersonationWrites: env.IMPERSONATION_WRITES,
  accessTokenMinutes: env.ACCESS_TOKEN_MINUTES ?? null,
  jwtKeysFile: env.JWT_KEYS_FILE === undefined ? null : resolve(env.JWT_KEYS_FILE),
  passwordResetMinutes: env.PASSWORD_RESET_MINUTES,
  smtpUrl: env.SMTP_URL ?? null,
  mailFrom: env.MAIL_FROM ?? null,
  publicOrigin: env.PUBLIC_ORIGIN ?? null,
  passwordComposition: env.PASSWORD_COMPOSITION,
  deterministicUuids: env.DETERMINISTIC_UUIDS,
  templatePriceDecimals: env.TEMPLATE_PRICE_DECIMALS,
  marketDataProvider: env.MARKET_DATA_PROVIDER,
  pricesDirectory: env.PRICES_DIR === undefined ? null : resolve(env.PRICES_DIR),
  simulatedSeed: env.SIMULATED_SEED,
  asOf: env.AS_OF === undefined ? null : new Date(env.AS_OF).toISOString(),
  maxUploadBytes: env.MAX_UPLOAD_BYTES,
  maxUploadRows: env.MAX_UPLOAD_ROWS,
  logLevel: env.LOG_LEVEL,
  rateLimits: env.RATE_LIMITS,
  trustProxy: env.TRUST_PROXY,
  corsOrigins: env.CORS_ORIGINS,
  allowPublicBindWithDefaults: env.ALLOW_PUBLIC_BIND_WITH_DEFAULTS,
  skipStartupValidation: env.SKIP_STARTUP_VALIDATION,
  historicalScenarios: env.HISTORICAL_SCENARIOS,
  symbolLeaseSeconds: env.SYMBOL_LEASE_SECONDS,
  projectionStalledSeconds: env.PROJECTION_STALLED_SECONDS,
  rebuildGraceHours: env.REBUILD_GRACE_HOURS,
  verifyEveryMinutes: env.VERIFY_EVERY_MINUTES,
  batchSchedule: env.BATCH_SCHEDULE,
  batchTime: env.BATCH_TIME,
  batchLimitMinutes: env.BATCH_LIMIT_MINUTES,
  eventStore: env.EVENT_STORE,
  eventStoreDb:
    env.EVENTSTOREDB_URL === undefined
      ? null
      : { url: env.EVENTSTOREDB_URL, namespace: env.EVENTSTOREDB_NAMESPACE ?? '' },
  bus: env.BUS,
  kafka: kafkaSettings(env),
});

/** Where the embedded server keeps its data. */
export const postgresDirectory = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): string =>
  join(dataDirectory, 'postgres');
