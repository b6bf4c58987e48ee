import type { Pool } from 'pg';
import { createPool } from '../database/pool.ts';
import { type OpenLog, type OpenLogConfig, openLog } from '../service/open-log.ts';

/** Runs with the log of a migrated database, and closes what it opened. `name` is what the database's list shows. */
export const withLog = async <Value>(
  config: OpenLogConfig,
  { url, name }: { readonly url: string; readonly name: string },
  use: (open: OpenLog & { readonly pool: Pool }) => Promise<Value>,
): Promise<Value> => {
  const pool = createPool({ url, applicationName: `sigmafold ${name}`, onIdleError: () => {} });
  try {
    const open = await openLog({ pool, config });
    try {
      return await use({ ...open, pool });
    } finally {
      await open.store.close();
    }
  } finally {
    await pool.end();
  }
};
