import type { Pool } from 'pg';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import { positionFrom, START } from '../../application/ports/event-store.ts';

/** In public.relay_checkpoints. A checkpoint never goes back: two relays that overlap keep the further one. */
export const createPostgresCheckpoints = (pool: Pool): Checkpoints => ({
  load: async (name) => {
    const { rows } = await pool.query<{ position: string }>(
      'select position::text from public.relay_checkpoints where name = $1',
      [name],
    );
    return rows[0] === undefined ? START : positionFrom(rows[0].position);
  },
  save: async (name, position) => {
    await pool.query(
      `insert into public.relay_checkpoints (name, position, updated_at) values ($1, $2, now())
       on conflict (name) do update set position = excluded.position, updated_at = excluded.updated_at
       where relay_checkpoints.position < excluded.position`,
      [name, position.toString()],
    );
  },
});
