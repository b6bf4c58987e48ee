import type { Pool } from 'pg';
import type { CheckSession } from '../../application/ports/sessions.ts';

export const SESSION_CHECK_SQL = `
  select exists (select from public.sessions where session_id = $1) as "isOpen",
    exists (select from public.events where stream = $2 and revision > $3) as "isChanged"`;

type Row = Awaited<ReturnType<CheckSession>>;

/** Where the log is in the same database as the sessions: tables `public.sessions` and `public.events`. */
export const createPostgresSessionCheck =
  (pool: Pool): CheckSession =>
  async (sessionId, { stream, revision }) => {
    const { rows } = await pool.query<Row>({
      name: 'session-check',
      text: SESSION_CHECK_SQL,
      values: [sessionId, stream, revision],
    });
    return rows[0] ?? { isOpen: false, isChanged: true };
  };
