import type { IHeaders, KafkaMessage, Message as KafkaRecord } from 'kafkajs';
import { z } from 'zod';
import { type Message, UNREADABLE } from '../../../application/ports/message-bus.ts';

const VERSION = 1;
const CORRELATION_ID = 'correlation-id';

/** Names are kept in databases, whose text has no NUL. */
const name = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\0'), 'holds a NUL');

/** Kept as it came, names and all (a `z.record` leaves `__proto__` out): what is in it is for the topic's schema to say. */
const payload = z.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'is not an object',
);

/** What a record's value holds, as JSON. The record's key is the message's, and the correlation id is in a header. */
const envelope = z.object({
  version: z.literal(VERSION),
  id: name,
  // nobody but us says what is unreadable
  type: name.refine((type) => type !== UNREADABLE, 'is not for others to say'),
  payload,
});

const base64 = z.base64();

/** A record that is no message of ours, byte for byte. */
const unreadable = z.object({
  reason: z.string(),
  partition: z.int(),
  offset: z.string(),
  key: base64.nullable(),
  value: base64.nullable(),
  headers: z.array(z.tuple([z.string(), base64])),
});

export const encode = (message: Message): KafkaRecord => {
  if (message.type === UNREADABLE) return originalOf(unreadable.parse(message.payload));
  const { id, key, type, payload, correlationId } = message;
  return {
    key,
    value: JSON.stringify({ version: VERSION, id, type, payload }),
    ...(correlationId !== undefined && { headers: { [CORRELATION_ID]: correlationId } }),
  };
};

/** Never fails: what cannot be read is a message of type `unreadable`, and its reason says why. */
export const decode = (topic: string, partition: number, record: KafkaMessage): Message => {
  const read = readEnvelope(record);
  if (typeof read !== 'string') return read;
  return {
    id: `${topic}/${partition}/${record.offset}`,
    key: record.key?.toString('utf8') ?? '',
    type: UNREADABLE,
    payload: {
      reason: read,
      partition,
      offset: record.offset,
      key: record.key?.toString('base64') ?? null,
      value: record.value?.toString('base64') ?? null,
      headers: headerPairs(record.headers),
    } satisfies z.infer<typeof unreadable>,
  };
};

export const reasonOf = (message: Message): string => unreadable.parse(message.payload).reason;

/** The message, or what is wrong with the record. */
const readEnvelope = ({ key, value, headers }: KafkaMessage): Message | string => {
  if (key === null) return 'it has no key';
  if (value === null) return 'it has no value';
  const keyText = utf8(key);
  if (keyText === null || keyText.includes('\0')) return 'its key is not text in UTF-8';
  const json = parseJson(utf8(value));
  if (json === null) return 'its value is not JSON in UTF-8';
  const parsed = envelope.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `its value is not our envelope of version ${VERSION}: ${issue?.path.join('.') || 'value'}: ${issue?.message}`;
  }
  const { id, type, payload } = parsed.data;
  const [correlationId] = valuesOf(headers?.[CORRELATION_ID]);
  return {
    id,
    key: keyText,
    type,
    payload,
    ...(correlationId !== undefined && { correlationId: correlationId.toString('utf8') }),
  };
};

/** Null where the bytes are not UTF-8. */
const utf8 = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Null where it is no JSON, or nothing but `null`. */
const parseJson = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

const valuesOf = (header: IHeaders[string]): readonly Buffer[] =>
  header === undefined ? [] : (Array.isArray(header) ? header : [header]).map((value) => Buffer.from(value));

const headerPairs = (headers: IHeaders = {}): [string, string][] =>
  Object.entries(headers).flatMap(([name, header]) =>
    valuesOf(header).map((value): [string, string] => [name, value.toString('base64')]),
  );

const originalOf = ({ key, value, headers }: z.infer<typeof unreadable>): KafkaRecord => {
  const byName = new Map<string, Buffer[]>();
  for (const [name, header] of headers)
    byName.set(name, [...(byName.get(name) ?? []), Buffer.from(header, 'base64')]);
  return {
    key: key === null ? null : Buffer.from(key, 'base64'),
    value: value === null ? null : Buffer.from(value, 'base64'),
    headers: Object.fromEntries(byName),
  };
};
