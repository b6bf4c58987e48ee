import type { Pool } from 'pg';
import { z } from 'zod';
import { LIVE_SECONDS, type Processes } from '../../application/ports/processes.ts';

const stored = z.object({
  processId: z.string(),
  roles: z.array(z.string()),
  version: z.string(),
  host: z.string(),
  pid: z.int(),
  state: z.enum(['starting', 'working', 'stopping']),
  leads: z.array(z.string()),
  startedAt: z.date().transform((at) => at.toISOString()),
  seenAt: z.date().transform((at) => at.toISOString()),
});

/** In public.processes. Times are the database's, so that clocks of machines need not agree. */
export const createPostgresProcesses = (pool: Pool): Processes => ({
  report: async ({ processId, roles, version, host, pid, state, leads }) => {
    await pool.query(
      `insert into public.processes (process_id, roles, version, host, pid, state, leads)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (process_id) do update
         set state = excluded.state, leads = excluded.leads, seen_at = excluded.seen_at`,
      [processId, roles, version, host, pid, state, leads],
    );
  },
  leave: async (processId) => {
    await pool.query('delete from public.processes where process_id = $1', [processId]);
  },
  live: async () => {
    const { rows } = await pool.query(
      `select process_id as "processId", roles, version, host, pid, state, leads,
         started_at as "startedAt", seen_at as "seenAt"
       from public.processes where seen_at > clock_timestamp() - make_interval(secs => $1)
       order by started_at, process_id`,
      [LIVE_SECONDS],
    );
    return z.array(stored).parse(rows);
  },
});
