import type { Pool } from 'pg';
import type { Rebuild } from '../../adapters/http/services.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';

/** Rebuilds by name, all of them when none is named, and says for each whether the rows came out the same. */
export const createRebuild =
  (store: EventStore, pool: Pool): Rebuild =>
  async (projections, onProgress) => {
    const names = projections.length === 0 ? 'all' : projections;
    const reports = await rebuildProjections({ store, pool, projections: PROJECTIONS }, names, {
      onProgress,
    });
    return reports.map(({ projection, events, seconds, checksumBefore, checksumAfter }) => ({
      projection,
      events: BigInt(events),
      seconds,
      checksumBefore,
      checksumAfter,
    }));
  };
