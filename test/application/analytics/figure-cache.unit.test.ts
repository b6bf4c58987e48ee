import { createFigureCache, type FigureOf } from '../../../application/analytics/figure-cache.ts';
import type { FigureStamp } from '../../../application/ports/figure-stamps.ts';

const SCOPE = { portfolioIds: ['p'] };

const world = (options: { readonly maxBytes?: number } = {}) => {
  let stamp: FigureStamp | null = { stamp: 'one', settled: true };
  let computed = 0;
  const cache = createFigureCache(async () => ({ owners: new Map(), stamp }), options);
  return {
    cache,
    computed: () => computed,
    set: (next: FigureStamp | null) => {
      stamp = next;
    },
    read: async (name = 'figure', body: object | null = { n: 1 }, about: Partial<FigureOf> = {}) => {
      const figure = await cache.read({ scope: SCOPE, name, ...about }, async () => {
        computed += 1;
        return body;
      });
      return figure === null ? null : figure.body;
    },
  };
};

describe('the cache of figures', () => {
  it('computes a figure once for as long as what it is made from stays the same', async () => {
    const w = world();
    expect(await w.read()).toEqual({ n: 1 });
    expect(await w.read('figure', { n: 2 })).toEqual({ n: 1 });
    expect(w.computed()).toBe(1);
    expect(w.cache.stats()).toMatchObject({ hits: 1, misses: 1, hitRate: 0.5, entries: 1 });
  });

  it('computes it anew after a change of positions, prices or factors, and keeps one of each figure', async () => {
    const w = world();
    await w.read();
    w.set({ stamp: 'two', settled: true });
    expect(await w.read('figure', { n: 2 })).toEqual({ n: 2 });
    expect(w.cache.stats()).toMatchObject({ misses: 2, entries: 1 });
  });

  it('keeps figures with other parameters apart', async () => {
    const w = world();
    await w.read('a', { n: 1 });
    expect(await w.read('b', { n: 2 })).toEqual({ n: 2 });
    expect(await w.read('a', { n: 3 })).toEqual({ n: 1 });
  });

  it('never keeps that there is none', async () => {
    const w = world();
    expect(await w.read('figure', null)).toBeNull();
    expect(await w.read('figure', { n: 1 })).toEqual({ n: 1 });
    expect(w.cache.stats()).toMatchObject({ hits: 0, misses: 2 });
  });

  it('keeps nothing that was computed while a read model lagged behind', async () => {
    const w = world();
    w.set({ stamp: 'one', settled: false });
    await w.read('figure', { n: 1 });
    w.set({ stamp: 'one', settled: true });
    expect(await w.read('figure', { n: 2 })).toEqual({ n: 2 });
  });

  it('computes once for all who ask at the same time', async () => {
    const w = world();
    const answers = await Promise.all(Array.from({ length: 20 }, () => w.read()));
    expect(answers).toHaveLength(20);
    expect(w.computed()).toBe(1);
    expect(w.cache.stats()).toMatchObject({ misses: 1, shared: 19 });
  });

  it('keeps nothing of a computation that failed', async () => {
    const w = world();
    const failing = w.cache.read({ scope: SCOPE, name: 'figure' }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await w.read()).toEqual({ n: 1 });
  });

  it('goes by a stamp that was asked for already, and keeps nothing where there is none', async () => {
    const w = world();
    await w.read();
    expect(await w.read('figure', { n: 2 }, { stamp: { stamp: 'two', settled: true } })).toEqual({ n: 2 });
    expect(await w.read('figure', { n: 3 }, { stamp: { stamp: 'two', settled: true } })).toEqual({ n: 2 });
    expect(await w.read('figure', { n: 4 }, { stamp: null })).toEqual({ n: 4 });
    expect(await w.read('figure', { n: 5 }, { stamp: { stamp: 'two', settled: true } })).toEqual({ n: 2 });
  });

  it('gives each figure as text, too, written once', async () => {
    const { cache } = world();
    let written = 0;
    const body = {
      toJSON: () => {
        written += 1;
        return { n: 1 };
      },
    };
    const read = () => cache.read({ scope: SCOPE, name: 'figure' }, async () => body);
    expect([(await read())?.json, (await read())?.json]).toEqual(['{"n":1}', '{"n":1}']);
    expect(written).toBe(1);
  });

  it('lets the least recently used go when there are too many bytes', async () => {
    const w = world({ maxBytes: 2500 });
    const body = { text: 'x'.repeat(300) };
    await w.read('a', body);
    await w.read('b', body);
    await w.read('a', body);
    await w.read('c', body);
    expect(w.cache.stats().bytes).toBeLessThanOrEqual(2500);
    expect(w.cache.stats()).toMatchObject({ evicted: 1, entries: 2 });
    await w.read('a', body);
    expect(w.computed()).toBe(3);
  });
});
