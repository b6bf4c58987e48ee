import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import type { FigureScope, FigureStamp, FigureStamps } from '../ports/figure-stamps.ts';

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

/** A figure, and the same as text: whoever sends it need not write it out each time. */
export type WrittenFigure<Body> = { readonly body: Body; readonly json: string };

export type FigureOf = {
  readonly scope: FigureScope;
  /** Which figure with which parameters. */
  readonly name: string;
  /** Of the scope, where somebody has asked for it already; null where nothing is to be kept. */
  readonly stamp?: FigureStamp | null;
};

export type FigureCache = {
  /**
   * The figure, computed at most once for what it is made of now. What there is not yet (null) is asked for again each
   * time.
   */
  readonly read: <Body extends object>(
    figure: FigureOf,
    compute: () => Promise<Body | null>,
  ) => Promise<WrittenFigure<Body> | null>;
  readonly stats: () => FigureCacheStats;
};

const written = async <Body extends object>(
  compute: () => Promise<Body | null>,
): Promise<WrittenFigure<Body> | null> => {
  const body = await compute();
  return body === null ? null : { body, json: JSON.stringify(body) };
};

/** For those who look at the past: it is folded for them, and nobody else asks for the same moment. */
export const NO_FIGURE_CACHE: Pick<FigureCache, 'read'> = {
  read: (_figure, compute) => written(compute),
};

type Entry = { readonly stamp: string; readonly figure: WrittenFigure<object>; readonly bytes: number };

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
  const computing = new Map<string, Promise<WrittenFigure<object> | null>>();
  const counts = { hits: 0, misses: 0, shared: 0, evicted: 0 };
  let bytes = 0;

  const remove = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };

  const keep = (key: string, stamp: string, figure: WrittenFigure<object>): void => {
    // The text, and about twice as much for the object.
    const size = 2 * (key.length + stamp.length) + 3 * figure.json.length;
    remove(key);
    if (size > maxBytes) return;
    entries.set(key, { stamp, figure, bytes: size });
    bytes += size;
    for (const oldest of entries.keys()) {
      if (bytes <= maxBytes) return;
      remove(oldest);
      counts.evicted += 1;
    }
  };

  const lookUp = async (
    { scope, name, stamp: asked }: FigureOf,
    compute: () => Promise<object | null>,
  ): Promise<WrittenFigure<object> | null> => {
    const current = asked === undefined ? (await stamps(scope)).stamp : asked;
    if (current === null) return written(compute);
    const { stamp, settled } = current;
    const key = `${ENGINE_VERSION} ${scopeText(scope)} ${name}`;
    const known = entries.get(key);
    if (known?.stamp === stamp) {
      counts.hits += 1;
      entries.delete(key);
      entries.set(key, known);
      return known.figure;
    }
    const flight = `${key} ${stamp}`;
    const under = computing.get(flight);
    if (under !== undefined) {
      counts.shared += 1;
      return under;
    }
    counts.misses += 1;
    const made = written(compute);
    computing.set(flight, made);
    try {
      const figure = await made;
      if (figure !== null && settled) keep(key, stamp, figure);
      return figure;
    } finally {
      computing.delete(flight);
    }
  };

  return {
    // A key names one figure, and so one type of body.
    read: <Body extends object>(figure: FigureOf, compute: () => Promise<Body | null>) =>
      lookUp(figure, compute) as Promise<WrittenFigure<Body> | null>,
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
