import { limitConcurrency } from '../../../adapters/auth/limit-concurrency.ts';

describe('limited concurrency', () => {
  it('lets only so many work at once, in the order in which they came', async () => {
    const limited = limitConcurrency({ running: 2, waiting: 10 });
    let active = 0;
    let most = 0;
    const finished: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) =>
        limited(async () => {
          active += 1;
          most = Math.max(most, active);
          await new Promise((resolve) => setImmediate(resolve));
          active -= 1;
          finished.push(n);
        }),
      ),
    );
    expect(most).toBe(2);
    expect(finished).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('refuses those who would have to queue behind a full queue, and goes on afterwards', async () => {
    const limited = limitConcurrency({ running: 2, waiting: 3 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 7 }, (_, n) => limited(() => Promise.resolve(n))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array<string>(5).fill('fulfilled'),
      ...Array<string>(2).fill('rejected'),
    ]);
    expect(outcomes[6]).toMatchObject({ reason: { code: 'OVERLOADED' } });
    expect(await limited(() => Promise.resolve('later'))).toBe('later');
  });

  it('gives back the turn of work that failed', async () => {
    const limited = limitConcurrency({ running: 1, waiting: 1 });
    await expect(limited(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await limited(() => Promise.resolve('next'))).toBe('next');
  });
});
