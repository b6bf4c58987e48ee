import type { IsoDate } from '../../domain/dates.ts';
import { uuid5 } from '../../domain/ids.ts';
import { addCounts, NO_COUNTS } from '../../domain/portfolio-refresh/decider.ts';
import type { RefreshCounts } from '../../domain/portfolio-refresh/events.ts';
import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import { pricedSymbolsOf } from '../calculation/value-history.ts';
import type { AppendDecided, CommandContext } from '../command-handler.ts';
import { giveWay } from '../pause.ts';
import { EventStoreUnavailable, type Position } from '../ports/event-store.ts';
import type { RefreshablePortfolio, RefreshReads } from '../ports/refresh-reads.ts';
import { streams } from '../streams.ts';
import { decideRefresh, pricesFrom, refreshUpTo } from './decide-refresh.ts';
import type { Market } from './market.ts';
import { refreshWhole, type WholeDependencies } from './refresh-whole.ts';

/** While some wait for the log, the next are worked out; and appends that wait together are written together. */
const PORTFOLIOS_AT_ONCE = 64;
const ANY_NUMBER = 100_000;

export type ChunkDependencies = WholeDependencies & {
  readonly reads: Pick<RefreshReads, 'behind' | 'portfolios'>;
  readonly appendDecided: AppendDecided;
  readonly onError: (error: unknown, about: object) => void;
};

export type ChunkResult = RefreshCounts & {
  readonly failed: readonly { readonly portfolioId: string; readonly reason: string }[];
};

export type Chunk = {
  readonly refreshId: string;
  readonly date: IsoDate;
  /** The chunk's portfolios: those behind with ids after `after`, up to `upTo`. */
  readonly after: string | null;
  readonly upTo: string;
  readonly portfolios: number;
  readonly pricedSince: Position | null;
};

const one = (counts: Partial<RefreshCounts>): RefreshCounts => ({ ...NO_COUNTS, portfolios: 1, ...counts });

/** Runs `work` on every item, so many at once, and stops at the first rejection. */
const forEachAtOnce = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
};

/**
 * Refreshes the portfolios of a chunk that are behind: prices and factors of all their symbols are read at once. One
 * portfolio's failure is its own; that the log cannot be reached is everybody's, and the chunk is tried again later.
 */
export const refreshChunk = async (
  dependencies: ChunkDependencies,
  market: Market,
  { refreshId, date, after, upTo, portfolios: planned, pricedSince }: Chunk,
  base: CommandContext,
  signal: AbortSignal,
): Promise<ChunkResult> => {
  const { reads, appendDecided, onError } = dependencies;
  // Also those that were created since, which may stand between the others.
  const ids = await reads.behind({ date, pricedSince, after, upTo, limit: ANY_NUMBER });
  const portfolios = ids.length === 0 ? [] : await reads.portfolios(ids);
  const symbols = portfolios.flatMap(({ lots }) => pricedSymbolsOf(lots));
  const [earliest] = portfolios.map(pricesFrom).sort();
  if (earliest !== undefined) await market.load([...new Set(symbols)], earliest);

  const refreshOne = async (portfolio: RefreshablePortfolio): Promise<RefreshCounts> => {
    const { portfolioId } = portfolio;
    const context = {
      ...base,
      commandId: uuid5(portfolioId, refreshId),
      engineVersion: ENGINE_VERSION,
    };
    const decided = await decideRefresh(portfolio, market, { date, runId: refreshId });
    if (decided !== null) {
      const { valuation, risk, stillBehind } = decided;
      const write = async ({ revision, events }: typeof valuation | typeof risk, stream: string) =>
        events.length === 0 ? 'appended' : appendDecided(stream, revision, events, context);
      const written =
        (await write(valuation, streams.valuation(portfolioId))) === 'appended' &&
        (await write(risk, streams.risk(portfolioId))) === 'appended';
      if (written)
        return one({ refreshed: 1, datesValued: valuation.events.length, stillBehind: stillBehind ? 1 : 0 });
    }
    // Somebody was quicker, or it takes the whole history: decided again on what the log says now.
    const last = refreshUpTo(portfolio.snapshot?.valuation.date ?? null, date);
    const whole = await refreshWhole(dependencies, { portfolioId, date: last, runId: refreshId }, context);
    const changed = whole.recorded > 0;
    return one({
      refreshed: changed ? 1 : 0,
      unchanged: changed ? 0 : 1,
      datesValued: whole.valued,
      datesRestated: whole.restated,
      stillBehind: last < date ? 1 : 0,
    });
  };

  // Whoever was planned and is behind no longer was refreshed by somebody else, or before a crash.
  const missing = Math.max(0, planned - portfolios.length);
  let counts: RefreshCounts = { ...NO_COUNTS, portfolios: missing, unchanged: missing };
  const failed: { portfolioId: string; reason: string }[] = [];
  await forEachAtOnce(portfolios, PORTFOLIOS_AT_ONCE, async (portfolio) => {
    await giveWay();
    signal.throwIfAborted();
    const { portfolioId } = portfolio;
    try {
      const result = await refreshOne(portfolio);
      counts = addCounts(counts, result);
    } catch (error) {
      if (error instanceof EventStoreUnavailable) throw error;
      onError(error, { refreshId, portfolioId });
      counts = addCounts(counts, one({}));
      failed.push({ portfolioId, reason: error instanceof Error ? error.message : String(error) });
    }
  });
  return { ...counts, failed: failed.toSorted((a, b) => (a.portfolioId < b.portfolioId ? -1 : 1)) };
};
