import { positionFrom } from '../../application/ports/event-store.ts';
import type { RebuildJob, RebuildRequest, Rebuilds } from '../../application/ports/rebuilds.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';

const REBUILD_ID = '11111111-2222-4333-8444-555555555555';
const AT = '2024-07-01T14:00:00.000Z';

export const rebuildJob = (about: Partial<RebuildJob> = {}): RebuildJob => ({
  rebuildId: REBUILD_ID,
  kind: 'rebuild',
  projections: ['snapshots'],
  requestedBy: 'somebody',
  reason: 'A column was added',
  requestedAt: AT,
  autoSwap: true,
  state: 'swapped',
  done: positionFrom('1000'),
  total: positionFrom('1000'),
  events: 900,
  rate: 50_000,
  etaSeconds: 0,
  startedAt: AT,
  updatedAt: AT,
  endedAt: AT,
  error: null,
  comparison: [
    {
      projection: 'snapshots',
      position: positionFrom('1000'),
      livePosition: positionFrom('1000'),
      checksumBefore: 'a',
      checksumAfter: 'b',
      identical: false,
      tables: [
        {
          table: 'snapshots',
          rowsBefore: 10,
          rowsAfter: 10,
          identical: false,
          added: 0,
          changed: 1,
          removed: 0,
          sample: [{ kind: 'changed', key: { portfolio_id: 'p', date: '2024-06-28' }, columns: ['equity'] }],
        },
      ],
    },
  ],
  orders: [{ step: 'swap', requestedBy: 'somebody', reason: null, at: AT }],
  ...about,
});

/** Knows one projection, and one rebuild in every state that somebody asks of. */
export const createTestRebuilds = (): Rebuilds => {
  const one = async (rebuildId: string) =>
    rebuildId === REBUILD_ID ? ok(rebuildJob()) : fail(refuse('ERR_NOT_FOUND'));
  const asked = async ({ projections }: Pick<RebuildRequest, 'projections'>) =>
    projections.every((name) => name === 'snapshots')
      ? ok(rebuildJob({ state: 'queued', endedAt: null, comparison: null }))
      : fail(refuse('ERR_NOT_FOUND'));
  return {
    request: asked,
    swapBack: asked,
    list: async () => [rebuildJob()],
    find: async (rebuildId) => (rebuildId === REBUILD_ID ? rebuildJob() : null),
    pause: one,
    resume: one,
    cancel: one,
    swap: one,
  };
};
