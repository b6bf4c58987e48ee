import { createHash, randomBytes } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace-base';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 32 hexadecimal digits: those of the correlation id itself, so that a trace is found by what is in logs and events. */
export const traceIdOf = (correlationId: string): string =>
  UUID.test(correlationId) ? correlationId.replaceAll('-', '') : sha256(correlationId).slice(0, 32);

/** 16 digits, of the call at the root: another process knows them without being told. */
export const rootSpanIdOf = (correlationId: string): string => sha256(`root ${correlationId}`).slice(0, 16);

/** Random ids, but for the span that is begun within `asRoot`. */
export const createTraceIds = (): {
  readonly generator: IdGenerator;
  readonly asRoot: <Value>(correlationId: string, begin: () => Value) => Value;
} => {
  let root: string | null = null;
  return {
    generator: {
      generateTraceId: () => (root === null ? randomBytes(16).toString('hex') : traceIdOf(root)),
      generateSpanId: () => (root === null ? randomBytes(8).toString('hex') : rootSpanIdOf(root)),
    },
    asRoot: (correlationId, begin) => {
      root = correlationId;
      try {
        return begin();
      } finally {
        root = null;
      }
    },
  };
};
