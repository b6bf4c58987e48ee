import type { HttpServices } from '../../adapters/http/services.ts';
import type { DeadLetter } from '../../application/ports/dead-letters.ts';
import { positionFrom } from '../../application/ports/event-store.ts';
import type {
  ParkedKey,
  RepairReport,
  TableComparison,
  Verification,
} from '../../application/ports/upkeep.ts';
import { ok } from '../../domain/result.ts';

const ID = '6fa459ea-ee8a-4ca4-894e-db77e160355e';
const AT = '2024-06-28T20:31:00.000Z';
const USER = { kind: 'user', userId: ID, impersonatorId: ID } as const;

const table: TableComparison = {
  table: 'snapshots',
  rows: 250,
  changed: 1,
  missing: 0,
  extra: 0,
  sample: [
    {
      kind: 'changed',
      belongsTo: ID,
      key: { portfolio_id: ID, date: '2024-06-28' },
      columns: [{ column: 'equity', live: '1.00', expected: null }],
    },
  ],
};

const report: RepairReport = {
  repairId: ID,
  kind: 'repair',
  partition: 'portfolio',
  key: ID,
  from: '2024-06-01',
  seconds: 0.02,
  projections: [
    {
      projection: 'snapshots',
      position: positionFrom('7'),
      events: 3,
      tables: [table],
      parked: { position: positionFrom('6'), error: 'cannot digest this' },
    },
  ],
};

const parked: ParkedKey = {
  projection: 'snapshots',
  key: ID,
  position: positionFrom('6'),
  eventId: ID,
  eventType: 'PortfolioValued',
  error: 'cannot digest this',
  waiting: 2,
  attempts: 1,
  parkedAt: AT,
  triedAt: AT,
};

const verification: Verification = {
  verificationId: ID,
  scope: { kind: 'key', partition: 'portfolio', key: ID },
  actor: { kind: 'process', name: 'verifier' },
  status: 'completed',
  startedAt: AT,
  endedAt: AT,
  projections: [
    {
      projection: 'snapshots',
      position: positionFrom('7'),
      keys: 1,
      events: 3,
      differences: 1,
      tables: [table],
      repair: ['npm run sigmafold -- repair'],
    },
  ],
  error: null,
};

const letter: DeadLetter = {
  deadLetterId: ID,
  topic: 'calculations',
  message: { id: ID, key: ID, type: 'run', payload: { runId: ID } },
  error: 'the disk is full',
  diedAt: AT,
  replayed: { at: AT, actor: USER, reason: 'there is room again' },
};

/** Upkeep with one of everything, and a value in every field. */
export const createTestUpkeep = (): Pick<HttpServices, 'upkeep' | 'deadLetters' | 'replayDeadLetter'> => ({
  upkeep: {
    repair: async () => ok(report),
    repairs: async () => [{ ...report, actor: USER, reason: 'a test', repairedAt: AT }],
    parkedKeys: async () => [parked],
    skippedEvents: async () => [{ ...parked, actor: USER, reason: 'a test', skippedAt: AT }],
    retry: async () => ok(report),
    skip: async () => ok(report),
    verify: async (_scope, _names, _actor, onStart) => {
      onStart?.({ ...verification, status: 'running', endedAt: null, projections: [] });
      return ok(verification);
    },
    verification: async () => verification,
    verifications: async () => [verification],
  },
  deadLetters: {
    bury: async () => {},
    list: async () => [letter],
    find: async () => letter,
    waiting: async () => 0,
    recordReplay: async () => true,
  },
  replayDeadLetter: async () =>
    ok({
      topic: 'calculations',
      run: { runId: ID, portfolioId: ID, calculationDate: '2024-06-28' },
      position: positionFrom('9'),
    }),
});
