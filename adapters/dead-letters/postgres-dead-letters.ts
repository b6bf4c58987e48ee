import type { Pool } from 'pg';
import { z } from 'zod';
import type { DeadLetter, DeadLetters, LettersToSend } from '../../application/ports/dead-letters.ts';
import { storedActor as actor } from '../../application/ports/stored-actor.ts';
import { uuid5 } from '../../domain/ids.ts';

const letter = z.object({
  id: z.string(),
  topic: z.string(),
  message: z.object({
    id: z.string(),
    key: z.string(),
    type: z.string(),
    payload: z.record(z.string(), z.unknown()),
    correlationId: z.string().nullable(),
  }),
  error: z.string(),
  died_at: z.string(),
  replayed: z.object({ at: z.string(), actor, reason: z.string() }).nullable(),
});

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const SELECT = `
  select dead_letter_id as id, topic, error, to_char(died_at at time zone 'UTC', ${ISO}) as died_at,
    json_build_object('id', message_id, 'key', message_key, 'type', message_type, 'payload', payload,
                      'correlationId', correlation_id) as message,
    case when replayed_at is not null then
      json_build_object('at', to_char(replayed_at at time zone 'UTC', ${ISO}),
                        'actor', replayed_by, 'reason', replay_reason)
    end as replayed
  from public.dead_letters`;

const letterFrom = (row: unknown): DeadLetter => {
  const { id, died_at, message, ...rest } = letter.parse(row);
  const { correlationId, ...work } = message;
  return {
    deadLetterId: id,
    diedAt: died_at,
    message: { ...work, ...(correlationId !== null && { correlationId }) },
    ...rest,
  };
};

/** PostgreSQL's text holds every character but this one. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** In public.dead_letters. */
export const createPostgresDeadLetters = (pool: Pool): DeadLetters & LettersToSend => ({
  bury: async (topic, message, error) => {
    await pool.query(
      `insert into public.dead_letters
         (dead_letter_id, topic, message_id, message_key, message_type, payload, correlation_id, error)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (dead_letter_id) do update set error = excluded.error, died_at = excluded.died_at,
         replayed_at = null, replayed_by = null, replay_reason = null, resend = false, sent_at = null`,
      [
        uuid5(`dead letter ${topic} ${message.id}`),
        topic,
        storable(message.id),
        storable(message.key),
        storable(message.type),
        JSON.stringify(message.payload),
        message.correlationId === undefined ? null : storable(message.correlationId),
        storable(error.slice(0, 2000)),
      ],
    );
  },
  list: async (limit) => {
    const { rows } = await pool.query(`${SELECT} order by died_at desc limit $1`, [limit]);
    return rows.map(letterFrom);
  },
  find: async (deadLetterId) => {
    const { rows } = await pool.query(`${SELECT} where dead_letter_id = $1`, [deadLetterId]);
    return rows[0] === undefined ? null : letterFrom(rows[0]);
  },
  waiting: async () => {
    const { rows } = await pool.query<{ waiting: number }>(
      'select count(*)::int as waiting from public.dead_letters where replayed_at is null',
    );
    return rows[0]?.waiting ?? 0;
  },
  recordReplay: async (deadLetterId, { actor: by, reason }, { resend }) => {
    const { rowCount } = await pool.query(
      `update public.dead_letters
       set replayed_at = clock_timestamp(), replayed_by = $2, replay_reason = $3, resend = $4
       where dead_letter_id = $1 and replayed_at is null`,
      [deadLetterId, JSON.stringify(by), reason, resend],
    );
    return rowCount === 1;
  },
  toSend: async (limit) => {
    const { rows } = await pool.query(
      `${SELECT} where resend and sent_at is null order by replayed_at limit $1`,
      [limit],
    );
    return rows.map(letterFrom);
  },
  recordSent: async (deadLetterId) => {
    // one that has died again meanwhile waits for somebody again
    await pool.query(
      'update public.dead_letters set sent_at = clock_timestamp() where dead_letter_id = $1 and resend',
      [deadLetterId],
    );
  },
});
