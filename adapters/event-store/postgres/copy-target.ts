import type { Pool } from 'pg';
import type { CopyTarget } from '../../../application/copy-log/copy-log.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';

/** The lock of append_events: see the migration 001_event_store. */
const LOCK = 'select pg_advisory_xact_lock(20817, 1)';

const INSERT = `
  insert into public.events (position, stream, revision, event_id, type, data, metadata, recorded_at)
  select (select coalesce(max(position), 0) from public.events) + n, stream, revision, id, type, data, metadata, recorded
  from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::json[], $6::json[], $7::timestamptz[])
    with ordinality event (stream, revision, id, type, data, metadata, recorded, n)`;

/**
 * A page is one transaction. Not by append_events, which would record the events now: so it needs the rights of the
 * log's owner.
 */
export const copyIntoPostgres = (store: Pick<EventStore, 'readAll'>, owner: Pool): CopyTarget => ({
  readAll: store.readAll,
  write: async (events) => {
    const client = await owner.connect();
    try {
      await client.query('begin');
      await client.query(LOCK);
      await client.query(`set local sigmafold.copying_log = 'on'`);
      await client.query(INSERT, [
        events.map(({ stream }) => stream),
        events.map(({ revision }) => revision),
        events.map(({ eventId }) => eventId),
        events.map(({ type }) => type),
        events.map(({ data }) => JSON.stringify(data)),
        events.map(({ metadata }) => JSON.stringify(metadata)),
        events.map(({ recordedAt }) => recordedAt),
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  },
});
