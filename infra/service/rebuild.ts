import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Rebuild } from '../../adapters/http/services.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { type RebuildReport, rebuildProjections } from '../../projections/rebuild/rebuild.ts';

/** One checksum over all tables of a read model; a table that there was not counts as empty text. */
const checksumOf = (tables: RebuildReport['tables'], side: 'before' | 'after'): string =>
  createHash('sha256')
    .update(
      tables.map((table) => `${table.table} ${table[side]?.rows ?? ''} ${table[side]?.md5 ?? ''}`).join('\n'),
    )
    .digest('hex');

/** Rebuilds by name, all of them when none is named, and says for each whether the rows came out the same. */
export const createRebuild =
  (store: EventStore, pool: Pool): Rebuild =>
  async (projections, onProgress) => {
    const names = projections.length === 0 ? 'all' : projections;
    const reports = await rebuildProjections({ store, pool, projections: PROJECTIONS }, names, {
      onProgress,
    });
    return reports.map(({ projection, events, seconds, tables }) => ({
      projection,
      events: BigInt(events),
      seconds,
      checksumBefore: checksumOf(tables, 'before'),
      checksumAfter: checksumOf(tables, 'after'),
    }));
  };
