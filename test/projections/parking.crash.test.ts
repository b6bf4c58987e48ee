import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { verifyProjections } from '../../projections/verify/verify.ts';
import { createTestDatabase } from '../support/database.ts';
import { tell } from '../support/events.ts';
import { noted, sorter } from '../support/sorter.ts';

it('parks a key once, and counts what waits once, though the process that parks it is killed again and again', async () => {
  const database = await createTestDatabase();
  const store = createPostgresEventStore({ pool: database.pool });
  const projection = sorter('killed', (note) => note === 'X');
  const processes = [];
  let running: RunningProjections | undefined;
  try {
    for (let round = 0; round < 2; round += 1) {
      const child = fork(
        new URL('../support/poisoned-process.ts', import.meta.url),
        [database.url, 'killed'],
        { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
      );
      processes.push(child);
      await once(child, 'message');
      for (let n = 0; n < 40; n += 1) {
        await tell(store, [noted(`p${round}`, n === 10 ? 'X' : 'o'), noted('q', 'o')]);
        // Somewhere between the poison and the end, in the middle of whatever it does.
        if (n === 12 + round * 5) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    running = await startProjections({ store, pool: database.pool, projections: [projection] });
    expect(await running.readModels.waitFor(await store.head(), 20_000)).toBe(true);
    const { rows } = await database.pool.query(
      `select key, waiting::int from public.parked_keys where projection = 'killed' order by key`,
    );
    expect(rows).toEqual(['p0', 'p1'].map((key) => ({ key, waiting: 30 })));
    const balances = await database.pool.query(
      'select portfolio_id, balance from read.killed_balances order by portfolio_id',
    );
    expect(balances.rows).toEqual([
      ...['p0', 'p1'].map((key) => ({ portfolio_id: key, balance: 'o'.repeat(10) })),
      { portfolio_id: 'q', balance: 'o'.repeat(80) },
    ]);
    const [verified] = await verifyProjections(
      { store, pool: database.pool, projections: [projection] },
      { kind: 'whole' },
    );
    expect(verified!.differences).toBe(0);
  } finally {
    await running?.stop();
    for (const child of processes) child.kill('SIGKILL');
    await store.close();
    await database.close();
  }
});
