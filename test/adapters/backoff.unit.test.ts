import { backoffMs } from '../../adapters/backoff.ts';

describe('backing off', () => {
  const policy = { firstMs: 100, maxMs: 1000 };

  it('doubles with every failure up to the most', () => {
    const longest = [1, 2, 3, 4, 5, 6, 50].map((failures) => backoffMs(failures, policy, () => 1));
    expect(longest).toEqual([100, 200, 400, 800, 1000, 1000, 1000]);
  });

  it('is spread over the upper half', () => {
    expect(backoffMs(3, policy, () => 0)).toBe(200);
    expect(backoffMs(3, policy, () => 0.5)).toBe(300);
  });
});
