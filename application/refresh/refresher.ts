import { uuid5 } from '../../domain/ids.ts';
import { NO_COUNTS, portfolioRefreshDecider } from '../../domain/portfolio-refresh/decider.ts';
import type {
  PortfolioRefreshEvent,
  PortfolioRefreshPlanned,
} from '../../domain/portfolio-refresh/events.ts';
import type { SymbolBatchCompleted } from '../../domain/symbol-batch/events.ts';
import type { CommandContext } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Position, RecordedEvent } from '../ports/event-store.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';
import type { ReadModels } from '../ports/queries.ts';
import type { RefreshReads } from '../ports/refresh-reads.ts';
import type { RelayOptions } from '../relay/relay.ts';
import { streams } from '../streams.ts';
import { createMarkets } from './markets.ts';
import { type ChunkDependencies, refreshChunk } from './refresh-chunk.ts';
import type { RequestRefresh } from './request-refresh.ts';
import { REFRESH_CHUNKS, REFRESH_RUNS, REFRESH_RUNS_KEY, type RefreshChunkWork } from './topics.ts';

const NAME = 'portfolio-refresh';
const PORTFOLIOS_PER_CHUNK = 250;
/** What a batch has just written is on its way into the read models; longer means that they do not move. */
const READ_BACK_MS = 120_000;

/** A batch that changed nothing is followed as well: portfolios may have been left behind before it. */
export const refreshRelay: Pick<RelayOptions, 'name' | 'eventTypes' | 'messageFor'> = {
  name: NAME,
  eventTypes: [
    'SymbolBatchCompleted',
    'PortfolioRefreshRequested',
    'PortfolioRefreshCompleted',
    'PortfolioRefreshFailed',
  ],
  messageFor: (event) => {
    const { eventId, metadata } = event;
    const about = { id: eventId, key: REFRESH_RUNS_KEY, correlationId: metadata.correlationId };
    const { date, batchId, refreshId } = event.data as {
      readonly date: string;
      readonly batchId: string;
      readonly refreshId: string;
    };
    return {
      topic: REFRESH_RUNS.name,
      message:
        event.type === 'SymbolBatchCompleted'
          ? REFRESH_RUNS.message({
              ...about,
              type: 'request',
              payload: { version: 1, type: 'request', date, batchId },
            })
          : REFRESH_RUNS.message({
              ...about,
              type: 'run',
              payload: { version: 1, type: 'run', date, refreshId },
            }),
    };
  },
};

export type RefresherOptions = ChunkDependencies & {
  readonly reads: RefreshReads;
  readonly bus: MessageBus;
  readonly readModels: Pick<ReadModels, 'waitFor'>;
  readonly clock: Clock;
  readonly requestRefresh: RequestRefresh;
  /** Chunks of one process at once: while one waits for the database, another computes. */
  readonly concurrency: number;
  readonly portfoliosPerChunk?: number;
};

type Requested = {
  readonly requested: RecordedEvent | undefined;
  /** When the last refresh before it that was completed was asked for: it may have read no later prices than those. */
  readonly pricedSince: Position | null;
};

const contextOf = ({ id, correlationId = id }: Message): CommandContext => ({
  commandId: id,
  correlationId,
  actor: { kind: 'process', name: NAME },
});

/**
 * Refreshes all portfolios after the symbol batch of a session: asks for it when the batch has ended, plans it in chunks
 * of portfolios that are behind, and does chunks, this process's share of them. Chunks are told as events, so that a run
 * that a crash cut short goes on with those that are not done; a chunk that is done twice finds nothing to do.
 */
export const startRefresher = async (options: RefresherOptions): Promise<void> => {
  const { bus, store, openStream, reads, clock, onError } = options;
  const { portfoliosPerChunk = PORTFOLIOS_PER_CHUNK } = options;
  const marketOf = createMarkets(options.queries, options.scenarios);

  const open = (date: string) => openStream(portfolioRefreshDecider, streams.portfolioRefresh(date));

  const requestOf = async (date: string, refreshId: string): Promise<Requested> => {
    // The stream's own decider wrote these, so their types are its event types.
    const events = (await store.readStream(
      streams.portfolioRefresh(date),
    )) as readonly RecordedEvent<PortfolioRefreshEvent>[];
    const asked = events.filter(({ type }) => type === 'PortfolioRefreshRequested');
    const at = asked.findIndex(({ data }) => data.refreshId === refreshId);
    const isComplete = ({ data: { refreshId: id } }: RecordedEvent<PortfolioRefreshEvent>): boolean =>
      events.some(({ type, data }) => type === 'PortfolioRefreshCompleted' && data.refreshId === id);
    return {
      requested: asked[at],
      pricedSince: asked.slice(0, Math.max(0, at)).findLast(isComplete)?.position ?? null,
    };
  };

  const secondsSince = (event: RecordedEvent | undefined): number =>
    event === undefined ? 0 : Math.max(0, clock().getTime() - Date.parse(event.metadata.occurredAt)) / 1000;

  const chunksOf = async (
    date: string,
    pricedSince: Position | null,
  ): Promise<PortfolioRefreshPlanned['data']['chunks']> => {
    const chunks: { upTo: string; portfolios: number }[] = [];
    for (let after: string | null = null; ; ) {
      const ids = await reads.behind({
        date,
        pricedSince,
        after,
        upTo: null,
        limit: portfoliosPerChunk,
      });
      const last = ids.at(-1);
      if (last === undefined) return chunks;
      chunks.push({ upTo: last, portfolios: ids.length });
      after = last;
    }
  };

  /** While one is open it is refused, and asked for again when that one has ended (`followLastBatch`). */
  const requestAfterBatch = async (
    { date, batchId, eventId }: { readonly date: string; readonly batchId: string; readonly eventId: string },
    context: CommandContext,
  ): Promise<void> => {
    const commandId = uuid5('portfolio-refresh', eventId);
    const asked = await options.requestRefresh(
      { date, trigger: 'symbol_batch', batchId },
      { ...context, commandId },
    );
    if (!asked.ok && asked.error.code !== 'ERR_BATCH_011')
      throw new Error(`a refresh could not be requested: ${asked.error.code}`);
  };

  /** What a batch told while a refresh was open may be newer than what that one read. Asked for once per batch. */
  const followLastBatch = async (date: string, context: CommandContext): Promise<void> => {
    const batch = await store.readStream(streams.symbolBatch(date));
    const completed = batch.findLast(({ type }) => type === 'SymbolBatchCompleted');
    if (completed === undefined) return;
    const { eventId, metadata } = completed;
    const { batchId } = completed.data as SymbolBatchCompleted['data'];
    await requestAfterBatch(
      { date, batchId, eventId },
      { ...context, correlationId: metadata.correlationId },
    );
  };

  /** Plans the refresh, if nobody has, and hands out what is not done; where it has ended, sees what follows. */
  const run = async (date: string, refreshId: string, context: CommandContext): Promise<void> => {
    const stream = await open(date);
    const { requested, pricedSince } = await requestOf(date, refreshId);
    if (stream.state().refreshId !== refreshId || requested === undefined) return;
    if (stream.state().status === 'requested') {
      // The batch's prices and factors were written before the refresh was asked for.
      if (!(await options.readModels.waitFor(requested.position, READ_BACK_MS)))
        throw new Error('the read models do not follow the log; the refresh goes on when they do');
      const chunks = await chunksOf(date, pricedSince);
      await stream.execute(
        { type: 'PlanRefresh', refreshId, chunks, seconds: secondsSince(requested) },
        { ...context, commandId: uuid5('plan', refreshId), atomic: true },
      );
    }
    const { status, chunks, done } = stream.state();
    if (status === 'completed' || status === 'failed') return followLastBatch(date, context);
    if (status !== 'planned') return;
    await Promise.all(
      chunks.map(async ({ upTo, portfolios }, chunk) => {
        if (done.has(chunk)) return;
        const after = chunks[chunk - 1]?.upTo ?? null;
        const payload = { version: 1, date, refreshId, chunk, after, upTo, portfolios } as const;
        await bus.publish(
          REFRESH_CHUNKS.name,
          REFRESH_CHUNKS.message({
            id: uuid5(`chunk ${chunk}`, refreshId),
            key: String(chunk),
            type: 'chunk',
            payload,
            correlationId: context.correlationId,
          }),
        );
      }),
    );
  };

  const complete = async (
    { date, refreshId, chunk }: RefreshChunkWork,
    result: Awaited<ReturnType<typeof refreshChunk>>,
    seconds: number,
    context: CommandContext,
  ): Promise<void> => {
    const stream = await open(date);
    const secondsSinceRequest = secondsSince((await requestOf(date, refreshId)).requested);
    await stream.execute(
      { type: 'CompleteChunk', refreshId, chunk, ...result, seconds, secondsSinceRequest },
      { ...context, commandId: uuid5(`chunk ${chunk}`, refreshId), atomic: true },
    );
  };

  const work = async (task: RefreshChunkWork, message: Message, signal: AbortSignal): Promise<void> => {
    const { date, refreshId, chunk } = task;
    const { refreshId: current, status, done } = (await open(date)).state();
    if (current !== refreshId || status !== 'planned' || done.has(chunk)) return;
    const startedAt = performance.now();
    const market = marketOf(refreshId, date);
    const { pricedSince } = await requestOf(date, refreshId);
    const result = await refreshChunk(options, market, { ...task, pricedSince }, contextOf(message), signal);
    await complete(task, result, (performance.now() - startedAt) / 1000, contextOf(message));
  };

  await REFRESH_RUNS.subscribe(bus, {
    concurrency: 1,
    handle: async (task, message) => {
      const context = contextOf(message);
      if (task.type === 'run') return run(task.date, task.refreshId, context);
      await requestAfterBatch({ ...task, eventId: message.id }, context);
    },
    giveUp: async (message, error, task) => {
      onError(error, { messageId: message.id, ...task });
      if (task?.type !== 'run') return;
      await (await open(task.date)).execute(
        {
          type: 'FailRefresh',
          refreshId: task.refreshId,
          code: 'ERR_BATCH_004',
          message: 'The refresh could not be planned; ask for it again.',
        },
        contextOf(message),
      );
    },
  });

  await REFRESH_CHUNKS.subscribe(bus, {
    concurrency: options.concurrency,
    handle: work,
    giveUp: async (message, error, task) => {
      onError(error, { messageId: message.id, ...task });
      if (task === null) return;
      const { date, refreshId, after, upTo, portfolios } = task;
      const reason = error instanceof Error ? error.message : String(error);
      const { pricedSince } = await requestOf(date, refreshId);
      const left = await reads.behind({ date, pricedSince, after, upTo, limit: portfolios });
      const failed = left.map((portfolioId) => ({ portfolioId, reason }));
      const refreshed = portfolios - failed.length;
      await complete(task, { ...NO_COUNTS, portfolios, refreshed, failed }, 0, contextOf(message));
    },
  });
};
