import type { Pool } from 'pg';
import type { EventStore } from '../../application/ports/event-store.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import {
  type RebuildProgress,
  type RebuildReport,
  rebuildProjections,
} from '../../projections/rebuild/rebuild.ts';

export type Rebuild = (
  projections: readonly string[],
  onProgress: (progress: RebuildProgress) => void,
) => Promise<readonly RebuildReport[]>;

/** Rebuilds by name, all of them when none is named, here and now; says for each whether the rows came out the same. */
export const createRebuild =
  (store: EventStore, pool: Pool): Rebuild =>
  (projections, onProgress) =>
    rebuildProjections(
      { store, pool, projections: PROJECTIONS },
      projections.length === 0 ? 'all' : projections,
      { onProgress },
    );
