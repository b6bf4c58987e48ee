import { calculationDecider } from '../../domain/calculation/decider.ts';
import type { CalculationTrigger, RestatementOrder } from '../../domain/calculation/events.ts';
import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Position } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

export type RequestCalculation = (
  request: {
    readonly runId: string;
    readonly portfolioId: string;
    readonly force: boolean;
    readonly trigger: CalculationTrigger;
    readonly restatement?: RestatementOrder;
  },
  context: CommandContext,
) => Promise<Result<{ readonly calculationDate: IsoDate; readonly position: Position | null }, Refusal>>;

/** Claims the portfolio for a run on the most recent completed session. The relay takes it from there. */
export const createRequestCalculation =
  (handle: HandleCommand, clock: Clock): RequestCalculation =>
  async (request, context) => {
    const calculationDate = mostRecentCompletedSession(clock());
    const result = await handle(
      calculationDecider,
      streams.calculation(request.portfolioId),
      { type: 'RequestCalculation', ...request, calculationDate },
      context,
    );
    return result.ok ? ok({ calculationDate, position: result.value.position }) : fail(result.error);
  };
