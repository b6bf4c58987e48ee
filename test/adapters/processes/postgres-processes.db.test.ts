import { randomUUID } from 'node:crypto';
import { createPostgresProcesses } from '../../../adapters/processes/postgres-processes.ts';
import type { ProcessReport } from '../../../application/ports/processes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('delete from public.processes');
});

const report = (change: Partial<ProcessReport> = {}): ProcessReport => ({
  processId: randomUUID(),
  roles: ['scheduler', 'calculator'],
  version: '1.2.3',
  host: 'here',
  pid: 7,
  state: 'starting',
  leads: [],
  ...change,
});

it('shows a process as it reports itself, and its last report', async () => {
  const processes = createPostgresProcesses(database.pool);
  const first = report();
  await processes.report(first);
  const [before] = await processes.live();
  expect(before).toEqual({ ...first, startedAt: expect.any(String), seenAt: expect.any(String) });
  await processes.report({ ...first, state: 'working', leads: ['purge'] });
  const [after] = await processes.live();
  expect(after).toMatchObject({ state: 'working', leads: ['purge'], startedAt: before?.startedAt });
  expect(Date.parse(after!.seenAt)).toBeGreaterThanOrEqual(Date.parse(before!.seenAt));
});

it('shows the oldest first, and neither who has left nor who has not been heard of', async () => {
  const processes = createPostgresProcesses(database.pool);
  const [one, two, left, killed] = [report(), report(), report(), report()];
  for (const each of [one, two, left, killed]) await processes.report(each);
  await processes.leave(left.processId);
  await database.pool.query(
    `update public.processes set seen_at = seen_at - interval '1 minute' where process_id = $1`,
    [killed.processId],
  );
  expect((await processes.live()).map(({ processId }) => processId)).toEqual([one.processId, two.processId]);
});
