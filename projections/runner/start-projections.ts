import type { Pool } from 'pg';
import { pause } from '../../application/pause.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { ReadModels } from '../../application/ports/queries.ts';
import type { Projection } from '../projection.ts';
import { type RebuildProgress, rebuildProjections } from '../rebuild/rebuild.ts';
import { retryAllParked } from '../repair/repair.ts';
import { loadCheckpoints } from './checkpoints.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type AppliedPage, type LaneEnd, type ProjectionError, runLane } from './lane.ts';
import { type LockSession, openLockSession } from './lock-session.ts';
import { claim, release } from './locks.ts';
import { prepareProjections } from './prepare.ts';
import { createProgress, type Progress } from './progress.ts';
import { createReadModels } from './read-models.ts';

/** How often a process asks for the projections that another one runs, and learns that its own connection lives. */
const CLAIM_EVERY_MS = 500;
const RESTART_AFTER_MS = 500;

export type StartProjectionsOptions = {
  readonly store: EventStore;
  /** Ended by its owner, after `stop`. */
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  /** Hears how far the projections that run here are; for whoever makes read models of their own. */
  readonly progress?: Progress;
  /** Hears of every failed attempt. All of them are tried again. */
  readonly onError?: (error: unknown, about: ProjectionError) => void;
  /** Hears of every page that was applied. */
  readonly onApplied?: (page: AppliedPage) => void;
  /** A projection that has something to apply and does not move for so long is stalled. */
  readonly stalledAfterSeconds?: number;
  /** Tables of older code that were replaced are kept for so long. */
  readonly graceHours?: number;
  /** Hears of the rebuild of tables that older code has made, before the start. */
  readonly onRebuild?: (progress: RebuildProgress) => void;
};

export type RunningProjections = {
  readonly readModels: ReadModels;
  /** Finishes the page in hand. */
  readonly stop: () => Promise<void>;
};

/** Projections that may share a lane: those at one position, except the ones that must go alone. */
const groupsOf = (
  projections: readonly Projection[],
  positionOf: (name: string) => Position | undefined,
  alone: ReadonlySet<string>,
): readonly { readonly members: readonly Projection[]; readonly from: Position }[] => {
  const groups = new Map<string, { members: Projection[]; from: Position }>();
  for (const projection of projections) {
    const from = positionOf(projection.name);
    if (from === undefined) continue;
    const key = alone.has(projection.name) ? projection.name : `@${from}`;
    const group = groups.get(key) ?? { members: [], from };
    group.members.push(projection);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/**
 * Keeps the read models following the log. Any number of processes may do so: each projection is run by the one that
 * holds its lock, and by another as soon as that one's connection ends. Should two run it all the same for a moment
 * (a connection that died unnoticed), the checkpoint's compare-and-set lets one of them write.
 *
 * Tables are created where there are none, and rebuilt before the start where other code has made them.
 */
export const startProjections = async (options: StartProjectionsOptions): Promise<RunningProjections> => {
  const { store, pool, projections, progress = createProgress(), onError = () => {} } = options;
  const byName = new Map(projections.map((projection) => [projection.name, projection]));
  const stopping = new AbortController();
  /** Projections whose parked keys this process has tried again, as it may have other code: once is enough. */
  const retried = new Set<string>();

  const outdated = await prepareProjections(pool, projections);
  if (outdated.length > 0) {
    await rebuildProjections(
      {
        store,
        pool,
        projections: outdated,
        ...(options.graceHours !== undefined && { graceHours: options.graceHours }),
      },
      'all',
      {
        onlyOutdated: true,
        requestedBy: 'start of a new release',
        ...(options.onRebuild && { onProgress: options.onRebuild }),
      },
    );
  }

  const runHeld = async (session: LockSession): Promise<void> => {
    const ending = new AbortController();
    const signal = AbortSignal.any([stopping.signal, session.lost, ending.signal]);
    const held = new Set<string>();
    const alone = new Set<string>();
    const lanes = new Set<Promise<void>>();

    const giveBack = async (names: readonly string[]): Promise<void> => {
      for (const name of names) held.delete(name);
      progress.lost(names);
      await release(session.db, names);
    };

    /** Beside the lanes: each key's transaction waits for a page and makes the next page wait. */
    const retryParked = async (projection: Projection): Promise<void> => {
      try {
        await retryAllParked({ store, pool }, projection, signal);
      } catch (error) {
        if (!signal.aborted) onError(error, { projections: [projection.name], position: null });
      }
    };

    const launch = async (members: readonly Projection[]): Promise<void> => {
      const checkpoints = await loadCheckpoints(
        session.db,
        members.map(({ name }) => name),
      );
      const ours = members.filter(
        (projection) => checkpoints.get(projection.name)?.fingerprint === fingerprintOf(projection),
      );
      const replaced = members.filter((projection) => !ours.includes(projection));
      if (replaced.length > 0) await giveBack(replaced.map(({ name }) => name));
      for (const projection of ours.filter(({ name }) => !retried.has(name))) {
        retried.add(projection.name);
        const retry: Promise<void> = retryParked(projection).finally(() => lanes.delete(retry));
        lanes.add(retry);
      }
      for (const { members: group, from } of groupsOf(
        ours,
        (name) => checkpoints.get(name)?.position,
        alone,
      )) {
        const lane: Promise<void> = keepLane(group, from).finally(() => lanes.delete(lane));
        lanes.add(lane);
      }
    };

    const keepLane = async (members: readonly Projection[], from: Position): Promise<void> => {
      let end: LaneEnd;
      try {
        end = await runLane({
          store,
          pool,
          projections: members,
          from,
          progress,
          onError,
          onApplied: options.onApplied,
          signal,
        });
        if (signal.aborted) return;
        if (end.reason === 'split') alone.add(end.culprit.name);
        await launch(members);
      } catch (error) {
        if (signal.aborted) return;
        const names = members.map(({ name }) => name);
        onError(error, { projections: names, position: null });
        await pause(RESTART_AFTER_MS, signal);
        // Not held any more: the next claim starts it again.
        await giveBack(names).catch(() => {});
      }
    };

    try {
      while (!signal.aborted) {
        const missing = projections.filter(({ name }) => !held.has(name));
        const claimed = await claim(
          session.db,
          missing.map(({ name }) => name),
          missing.map(fingerprintOf),
        );
        for (const name of claimed) held.add(name);
        if (claimed.length > 0) await launch(claimed.flatMap((name) => byName.get(name) ?? []));
        await pause(CLAIM_EVERY_MS, signal);
      }
    } finally {
      // The locks are given back when nothing is written under them any more.
      ending.abort();
      while (lanes.size > 0) await Promise.all(lanes);
      progress.lost([...held]);
      await session.end().catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await runHeld(await openLockSession(pool));
      } catch (error) {
        if (!stopping.signal.aborted)
          onError(error, { projections: projections.map(({ name }) => name), position: null });
      }
      await pause(RESTART_AFTER_MS, stopping.signal);
    }
  };
  const running = run();

  return {
    readModels: createReadModels({
      store,
      pool,
      projections,
      progress,
      ...(options.stalledAfterSeconds !== undefined && { stalledAfterSeconds: options.stalledAfterSeconds }),
    }),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
