import { createRecentlyUsed } from '../../application/recently-used.ts';

describe('values that were used recently', () => {
  it('are at most so many: the one that was not used for longest goes', () => {
    const recent = createRecentlyUsed<{ readonly n: number }>(2);
    recent.set('a', { n: 1 });
    recent.set('b', { n: 2 });
    expect(recent.get('a')).toEqual({ n: 1 });
    recent.set('c', { n: 3 });
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([{ n: 1 }, undefined, { n: 3 }]);
  });

  it('are replaced by newer ones of the same key, and removed by it', () => {
    const recent = createRecentlyUsed<{ readonly n: number }>(2);
    recent.set('a', { n: 1 });
    recent.set('b', { n: 2 });
    recent.set('a', { n: 3 });
    expect([recent.get('a'), recent.get('b')]).toEqual([{ n: 3 }, { n: 2 }]);
    recent.delete('a');
    expect(recent.get('a')).toBeUndefined();
  });
});
