import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import type { FigureScope, FigureStamps } from '../ports/figure-stamps.ts';

export type FigureCacheStats = {
  readonly hits: number;
  readonly misses: number;
  /** Asked while the same figure was being computed: they waited for it. */
  readonly shared: number;
  /** Hits and shared, of all; null before the first. */
  readonly hitRate: number | null;
  readonly entries: number;
  readonly bytes: number;
  /** Entries that had to go for others. */
  readonly evicted: number;
};

export type FigureCache = {
  /**
   * The figure `name` of the portfolios, computed at most once for what they are made of now. `name` says which figure
   * with which parameters. What there is not yet (null) is asked for again each time.
   */
  readonly read: <Body extends object>(
    scope: FigureScope,
    name: string,
    compute: () => Promise<Body | null>,
  ) => Promise<Body | null>;
  readonly stats: () => FigureCacheStats;
};

/** For those who look at the past: it is folded for them, and nobody else asks for the same moment. */
export const NO_FIGURE_CACHE: Pick<FigureCache, 'read'> = {
  read: (_scope, _name, compute) => compute(),
};

type Entry = { readonly stamp: string; readonly body: object; readonly bytes: number };

const MAX_BYTES = 64 * 1024 * 1024;

const scopeText = (scope: FigureScope): string =>
  'userId' in scope ? `user ${scope.userId}` : [...scope.portfolioIds].sort().join(' ');

/**
 * Computed figures, kept in memory under (portfolios, figure, method version) with the stamp of what they were made
 * from: positions, newest valuation, prices and factors of the held symbols. Each process has its own, because a miss
 * takes a few milliseconds.
 *
 * An entry with another stamp is replaced as a whole when the new figure is there; nothing is cleared before. Of equal
 * questions at once the first computes. The least recently used go when there are too many bytes.
 */
export const createFigureCache = (
  stamps: FigureStamps,
  { maxBytes = MAX_BYTES }: { readonly maxBytes?: number } = {},
): FigureCache => {
  const entries = new Map<string, Entry>();
  const computing = new Map<string, Promise<object | null>>();
  const counts = { hits: 0, misses: 0, shared: 0, evicted: 0 };
  let bytes = 0;

  const remove = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };

  const keep = (key: string, stamp: string, body: object): void => {
    const size = 2 * (key.length + stamp.length + JSON.stringify(body).length);
    remove(key);
    if (size > maxBytes) return;
    entries.set(key, { stamp, body, bytes: size });
    bytes += size;
    for (const oldest of entries.keys()) {
      if (bytes <= maxBytes) return;
      remove(oldest);
      counts.evicted += 1;
    }
  };

  const lookUp = async (
    scope: FigureScope,
    name: string,
    compute: () => Promise<object | null>,
  ): Promise<object | null> => {
    const current = await stamps(scope);
    if (current === null) return compute();
    const { stamp, settled } = current;
    const key = `${ENGINE_VERSION} ${scopeText(scope)} ${name}`;
    const known = entries.get(key);
    if (known?.stamp === stamp) {
      counts.hits += 1;
      entries.delete(key);
      entries.set(key, known);
      return known.body;
    }
    const flight = `${key} ${stamp}`;
    const under = computing.get(flight);
    if (under !== undefined) {
      counts.shared += 1;
      return under;
    }
    counts.misses += 1;
    const made = compute();
    computing.set(flight, made);
    try {
      const body = await made;
      if (body !== null && settled) keep(key, stamp, body);
      return body;
    } finally {
      computing.delete(flight);
    }
  };

  return {
    // A key names one figure, and so one type of body.
    read: (scope, name, compute) => lookUp(scope, name, compute) as ReturnType<typeof compute>,
    stats: () => {
      const asked = counts.hits + counts.misses + counts.shared;
      return {
        ...counts,
        hitRate: asked === 0 ? null : (counts.hits + counts.shared) / asked,
        entries: entries.size,
        bytes,
      };
    },
  };
};
