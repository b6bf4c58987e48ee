import type { IsoDate } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { portfolioRefreshDecider } from '../../domain/portfolio-refresh/decider.ts';
import type { PortfolioRefreshRequested } from '../../domain/portfolio-refresh/events.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import type { Position } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/**
 * Asks for a refresh of a session, once per `commandId`, which is the id of the refresh. ERR_BATCH_011 while one is
 * open.
 */
export type RequestRefresh = (
  request: Pick<PortfolioRefreshRequested['data'], 'date' | 'trigger' | 'batchId'>,
  context: CommandContext,
) => Promise<
  Result<{ readonly refreshId: string; readonly date: IsoDate; readonly position: Position | null }, Refusal>
>;

export const createRequestRefresh =
  (handle: HandleCommand): RequestRefresh =>
  async (request, context) => {
    const { date } = request;
    const refreshId = context.commandId;
    const result = await handle(
      portfolioRefreshDecider,
      streams.portfolioRefresh(date),
      { type: 'RequestRefresh', refreshId, ...request },
      context,
    );
    return result.ok ? ok({ refreshId, date, position: result.value.position }) : result;
  };
