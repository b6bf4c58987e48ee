import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';

/** A statement holds its locks for a moment only, and a backlog is worked off over several runs. */
const ROWS_PER_STATEMENT = 1000;
const STATEMENTS_PER_RUN = 100;

/** `$1` is the service's time, which may be a stopped one; what the database has dated is compared with its own. */
const EXPIRED = {
  // Whoever repeats a request after a week means a new one.
  idempotency_keys: `created_at < now() - interval '7 days'`,
  rate_limits: 'reset_at < now()',
  import_previews: 'expires_at <= $1',
  sessions: 'expires_at <= $1',
  password_resets: 'expires_at <= $1',
  // Long enough to look at what could not be found.
  symbol_jobs: `ended_at < now() - interval '90 days'`,
  processes: `seen_at < now() - interval '1 hour'`,
} as const;

export type Purged = Readonly<Partial<Record<keyof typeof EXPIRED, number>>>;

/**
 * Removes rows whose time is over, a bounded number at once; says how many of which table. Any number of processes may
 * do so at the same time.
 */
export const createPurgeExpired =
  (
    pool: Pool,
    clock: Clock,
    { rowsPerStatement = ROWS_PER_STATEMENT, statements = STATEMENTS_PER_RUN } = {},
  ) =>
  async (): Promise<Purged> => {
    const purged: Record<string, number> = {};
    for (const [table, expired] of Object.entries(EXPIRED)) {
      for (let i = 0; i < statements; i += 1) {
        const { rowCount } = await pool.query(
          `delete from public.${table} where ctid = any (array(
             select ctid from public.${table} where ${expired} and $1::timestamptz is not null
             limit $2 for update skip locked))`,
          [clock(), rowsPerStatement],
        );
        const removed = rowCount ?? 0;
        if (removed > 0) purged[table] = (purged[table] ?? 0) + removed;
        if (removed < rowsPerStatement) break;
      }
    }
    return purged;
  };
