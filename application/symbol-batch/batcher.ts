import { uuid5 } from '../../domain/ids.ts';
import type { SymbolBatchRequested } from '../../domain/symbol-batch/events.ts';
import type { CommandContext } from '../command-handler.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { RecordedEvent } from '../ports/event-store.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';
import type { RelayOptions } from '../relay/relay.ts';
import { createFailBatch, createRunSymbolBatch, type RunDependencies } from './run-symbol-batch.ts';
import { BATCHES, CHUNKS } from './topics.ts';
import { type ChunkDependencies, createGiveUpChunk, createWorkOnChunk } from './work-on-chunk.ts';

const NAME = 'symbol-batch';
/** All batches: sessions are done one after the other, in the order in which they were asked for. */
const RUNS_KEY = 'runs';

/** Turns requests in the log into work on the bus. */
export const symbolBatchRelay: Pick<RelayOptions, 'name' | 'eventTypes' | 'messageFor'> = {
  name: NAME,
  eventTypes: ['SymbolBatchRequested'],
  messageFor: (event) => {
    const { eventId, metadata, data } = event as unknown as RecordedEvent<SymbolBatchRequested>;
    return {
      topic: BATCHES.name,
      message: BATCHES.message({
        id: eventId,
        key: RUNS_KEY,
        type: 'run',
        payload: { version: 1, batchId: data.batchId, date: data.date },
        correlationId: metadata.correlationId,
      }),
    };
  },
};

export type BatcherOptions = Omit<RunDependencies, 'bus'> &
  ChunkDependencies & {
    readonly bus: MessageBus;
    readonly deadLetters: Pick<DeadLetters, 'bury'>;
    /** Chunks that are worked on at once: while one is calculated, another waits for the database. */
    readonly concurrency: number;
    readonly onError: (error: unknown, about: object) => void;
  };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** This process's share of all symbol batches, until the bus closes. */
export const startBatcher = async (options: BatcherOptions): Promise<void> => {
  const { bus, deadLetters, concurrency, onError } = options;
  const runBatch = createRunSymbolBatch(options);
  const failBatch = createFailBatch(options);
  const workOnChunk = createWorkOnChunk(options);
  const giveUpChunk = createGiveUpChunk(options);

  /** Each part of a batch is a command of its own: events that two of them tell at once must not share an id. */
  const contextOf = (
    { batchId, chunk }: { readonly batchId: string; readonly chunk?: number },
    { correlationId = batchId }: Message,
  ): CommandContext => ({
    commandId: uuid5(chunk === undefined ? 'run' : `chunk ${chunk}`, batchId),
    correlationId,
    actor: { kind: 'process', name: NAME },
  });

  await CHUNKS.subscribe(bus, {
    concurrency,
    handle: (work, message, signal) => workOnChunk(work, contextOf(work, message), signal),
    giveUp: async (message, error, work) => {
      onError(error, { messageId: message.id, key: message.key });
      await deadLetters.bury(CHUNKS.name, message, messageOf(error));
      if (work !== null) await giveUpChunk(work, error, contextOf(work, message));
    },
  });
  await BATCHES.subscribe(bus, {
    concurrency: 1,
    handle: (work, message, signal) => runBatch(work, contextOf(work, message), signal),
    giveUp: async (message, error, work) => {
      onError(error, { messageId: message.id, key: message.key });
      await deadLetters.bury(BATCHES.name, message, messageOf(error));
      if (work !== null) await failBatch(work, contextOf(work, message));
    },
  });
};
