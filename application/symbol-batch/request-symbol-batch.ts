import { isSession, mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { symbolBatchDecider } from '../../domain/symbol-batch/decider.ts';
import type { BatchTrigger } from '../../domain/symbol-batch/events.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Position } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

export type RequestedBatch = {
  readonly batchId: string;
  readonly date: IsoDate;
  readonly position: Position | null;
};

/**
 * Asks for the batch of a completed session, once per `commandId`, which is the id of the batch. Refused with
 * ERR_BATCH_007 while one of the session is open, and with ERR_BATCH_008 for a day that is no completed session.
 */
export type RequestSymbolBatch = (
  request: {
    readonly date: IsoDate;
    readonly trigger: BatchTrigger;
    readonly force: boolean;
    /** Null: the whole universe. */
    readonly symbols: readonly string[] | null;
  },
  context: CommandContext,
) => Promise<Result<RequestedBatch, Refusal>>;

export const createRequestSymbolBatch =
  (handle: HandleCommand, clock: Clock): RequestSymbolBatch =>
  async (request, context) => {
    const { date } = request;
    const last = mostRecentCompletedSession(clock());
    if (date > last || !isSession(date))
      return fail(refuse('ERR_BATCH_008', { details: { date, most_recent_completed_session: last } }));
    const batchId = context.commandId;
    const result = await handle(
      symbolBatchDecider,
      streams.symbolBatch(date),
      { type: 'RequestBatch', batchId, ...request },
      context,
    );
    return result.ok ? ok({ batchId, date, position: result.value.position }) : result;
  };
