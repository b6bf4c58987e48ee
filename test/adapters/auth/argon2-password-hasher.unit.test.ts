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

  it('serves a hundred people who log in at once, each with their own answer', async () => {
    const passwordHash = await hasher.hash('Correct1');
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => hasher.verify(passwordHash, i % 2 ? 'Correct1' : 'wrong')),
    );
    expect(answers).toEqual(Array.from({ length: 100 }, (_, i) => i % 2 === 1));
  });

  it('refuses who would wait too long, for hashes and for strangers too, and goes on afterwards', async () => {
    const small = createPasswordHasher({ running: 1, waiting: 2 });
    const passwordHash = await small.hash('Correct1');
    await small.verifyNobody('warm up');
    const outcomes = await Promise.allSettled([
      small.verify(passwordHash, 'Correct1'),
      small.verify(passwordHash, 'Correct1'),
      small.verify(passwordHash, 'Correct1'),
      small.verify(passwordHash, 'Correct1'),
      small.hash('Correct1'),
      small.verifyNobody('Correct1'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array<string>(3).fill('fulfilled'),
      ...Array<string>(3).fill('rejected'),
    ]);
    for (const refused of outcomes.slice(3))
      expect(refused).toMatchObject({ reason: { code: 'OVERLOADED' } });
    expect(await small.verify(passwordHash, 'Correct1')).toBe(true);
  });
});
