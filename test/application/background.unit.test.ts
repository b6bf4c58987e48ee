import { repeatEvery } from '../../application/background.ts';
import { until } from '../support/until.ts';

describe('work now and then', () => {
  it('goes on after a run that failed, and ends when asked to', async () => {
    const failures: unknown[] = [];
    let runs = 0;
    const work = repeatEvery(
      async () => {
        runs += 1;
        if (runs % 2 === 1) throw new Error('the database is away');
      },
      { everyMs: 1, onError: (error) => failures.push(error) },
    );
    await until('four runs', () => runs >= 4);
    await work.stop();
    expect(failures.length).toBeGreaterThanOrEqual(2);
    const ended = runs;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(runs).toBe(ended);
  });
});
