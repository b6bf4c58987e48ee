import { limitConcurrency } from '../../../adapters/auth/limit-concurrency.ts';
import { bearer, eventually, PASSWORD, startTestServer } from '../../support/http.ts';

describe('a crowd at the login door', () => {
  it('is let in as far as there is room; the rest is told when to come back, and those inside go on', async () => {
    const limited = limitConcurrency({ running: 1, waiting: 2 });
    let begin: () => void = () => {};
    let hashing = Promise.resolve();
    const verify = (passwordHash: string, password: string) =>
      limited(async () => {
        await hashing;
        return passwordHash === `plain:${password}`;
      });
    const server = await startTestServer({
      passwords: {
        hash: async (password) => `plain:${password}`,
        verify,
        verifyNobody: async (password) => void (await verify('', password)),
      },
    });
    const jane = await server.signUp('jane@example.com');

    hashing = new Promise((resolve) => {
      begin = resolve;
    });
    const answers: { readonly status: number; readonly retryAfter: string | null; readonly code?: string }[] =
      [];
    const login = async (email: string): Promise<void> => {
      const response = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      const body = (await response.json()) as { readonly error?: { readonly code: string } };
      answers.push({
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        ...(body.error === undefined ? {} : { code: body.error.code }),
      });
    };
    // Strangers queue as well as those who have an account: nobody learns which is which.
    const crowd = Promise.all(
      Array.from({ length: 10 }, (_, i) => login(i % 2 ? 'jane@example.com' : 'nobody@example.com')),
    );
    await eventually(() => answers.length === 7);
    for (const answer of answers)
      expect(answer).toEqual({
        status: 503,
        retryAfter: expect.stringMatching(/^\d+$/),
        code: 'ERR_UNAVAILABLE',
      });
    const inside = await fetch(`${server.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    expect(inside.status).toBe(200);

    begin();
    await crowd;
    for (const { status } of answers.slice(7)) expect([200, 401]).toContain(status);
    await login('jane@example.com');
    expect(answers.at(-1)?.status).toBe(200);
    await server.stop();
  });
});
