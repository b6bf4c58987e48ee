import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from './config/config.ts';
import { errorCode } from './error-code.ts';

/** Names under which a secret travels, wherever they stand in the first three levels of what is logged. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'currentPassword',
  'current_password',
  'newPassword',
  'new_password',
  'passwordHash',
  'password_hash',
  'SUPERUSER_PASSWORD',
  'token',
  'access_token',
  'refreshToken',
  'impersonation_token',
  'original_token',
  'refresh_token',
  'apiKey',
  'api_key',
  'secret',
  'smtpUrl',
  'SMTP_URL',
  'jwtSecret',
  'JWT_SECRET',
  'masterKey',
  'MASTER_KEY',
  'inviteCode',
  'invite_code',
  'BETA_INVITE_CODE',
  'KAFKA_SASL_PASSWORD',
  'databaseUrl',
  'DATABASE_URL',
];

const SECRET_PATHS = SECRET_NAMES.flatMap((name) => {
  const step = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${step}`, `*.*${step}`];
});

/** Where a process writes its log: each line is out when it is written. */
export const standardOutput = (): DestinationStream => pino.destination({ dest: 1, sync: true });

/** JSON lines on standard output, or on `destination`, without secrets. */
export const createLogger = (
  config: Pick<Config, 'logLevel'>,
  destination: DestinationStream = standardOutput(),
): Logger =>
  pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_PATHS, censor: '[redacted]' },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );

/** What helps, by name: a driver hangs its whole client, credentials and all, on the errors that it throws. */
const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  const code = errorCode(error);
  return {
    type,
    ...(code === undefined ? {} : { code }),
    message: withoutSecrets(message),
    stack: withoutSecrets(stack),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
};

/** Text that others wrote can quote a connection string or a token. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:[redacted]@')
    .replace(/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer [redacted]')
    .replace(/\bsgf_[\w-]+/g, 'sgf_[redacted]')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]');
