import type { Pool } from 'pg';
import type { Sessions } from '../../application/ports/sessions.ts';

/** Table `public.sessions`. */
export const createPostgresSessions = (pool: Pool): Sessions => ({
  start: async ({ sessionId, userId, startedAt, expiresAt }) => {
    await pool.query(
      'insert into public.sessions (session_id, user_id, started_at, expires_at) values ($1, $2, $3, $4)',
      [sessionId, userId, startedAt, expiresAt],
    );
  },
  isOpen: async (sessionId) => {
    const { rowCount } = await pool.query({
      name: 'session-is-open',
      text: 'select 1 from public.sessions where session_id = $1',
      values: [sessionId],
    });
    return rowCount === 1;
  },
  end: async (sessionId) => {
    await pool.query('delete from public.sessions where session_id = $1', [sessionId]);
  },
  refresh: async (sessionId, generation, now) => {
    const { rows: won } = await pool.query<{ generation: number; expires_at: Date }>(
      `update public.sessions set generation = generation + 1, refreshed_at = $3
       where session_id = $1 and generation = $2 and expires_at > $3
       returning generation, expires_at`,
      [sessionId, generation, now],
    );
    if (won[0] !== undefined)
      return { status: 'refreshed', generation: won[0].generation, expiresAt: won[0].expires_at };
    const { rows } = await pool.query<{ generation: number; refreshed_at: Date | null }>(
      'select generation, refreshed_at from public.sessions where session_id = $1 and expires_at > $2',
      [sessionId, now],
    );
    const [session] = rows;
    return session === undefined || session.refreshed_at === null
      ? { status: 'ended' }
      : { status: 'superseded', generation: session.generation, refreshedAt: session.refreshed_at };
  },
});
