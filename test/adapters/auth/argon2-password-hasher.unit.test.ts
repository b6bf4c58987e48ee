import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createPasswordHasher } from '../../../adapters/auth/argon2-password-hasher.ts';

describe('the password hasher', () => {
  const hasher = createPasswordHasher();

  it('uses argon2id with the recommended parameters and a salt of its own', async () => {
    const [first, second] = await Promise.all([hasher.hash('Correct1'), hasher.hash('Correct1')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('knows the right password and no other, to the last byte of a long one', async () => {
    const long = `${'é'.repeat(2000)}1`;
    const passwordHash = await hasher.hash(long);
    expect(await hasher.verify(passwordHash, long)).toBe(true);
    expect(await hasher.verify(passwordHash, `${long.slice(0, -1)}2`)).toBe(false);
    expect(await hasher.verify(passwordHash, long.slice(0, 72))).toBe(false);
    const withNul = await hasher.hash('before\0after');
    expect(await hasher.verify(withNul, 'before')).toBe(false);
  });

  it('does for nobody the work it does for somebody', async () => {
    const passwordHash = await hasher.hash('Correct1');
    await hasher.verifyNobody('warm up');
    const median = async (work: () => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 15; i += 1) {
        const started = performance.now();
        await work();
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[7] ?? 0;
    };
    const somebody = await median(() => hasher.verify(passwordHash, 'wrong'));
    const nobody = await median(() => hasher.verifyNobody('wrong'));
    // Far apart from "answers at once", which is the mistake this is about.
    expect(nobody).toBeGreaterThan(somebody / 3);
  });

  it('leaves the event loop alone while a hundred people log in', async () => {
    const passwordHash = await hasher.hash('Correct1');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => hasher.verify(passwordHash, i % 2 ? 'Correct1' : 'wrong')),
    );
    delay.disable();
    expect(answers.filter(Boolean)).toHaveLength(50);
    expect(delay.percentile(95) / 1e6).toBeLessThan(100);
  });
});
