import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommandContext } from '../command-handler.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Position } from '../ports/event-store.ts';
import type { RequestCalculation } from './request-calculation.ts';

export type Replayed = {
  readonly runId: string;
  readonly portfolioId: string;
  readonly calculationDate: IsoDate;
  readonly position: Position | null;
};

export type ReplayDeadLetter = (
  deadLetterId: string,
  reason: string,
  context: CommandContext,
) => Promise<Result<Replayed, Refusal>>;

/**
 * Sends a message that was given up on its way again: a new run of its portfolio is written to the log, and so reaches
 * whichever process calculates. Once per death; a letter that dies again can be replayed again.
 */
export const createReplayDeadLetter =
  ({
    deadLetters,
    requestCalculation,
  }: {
    readonly deadLetters: DeadLetters;
    readonly requestCalculation: RequestCalculation;
  }): ReplayDeadLetter =>
  async (deadLetterId, reason, context) => {
    const letter = await deadLetters.find(deadLetterId);
    if (letter === null) return fail(refuse('ERR_NOT_FOUND'));
    if (letter.replayed !== null) return fail(refuse('ERR_ADMIN_008'));
    // The key of every message to the calculator is its portfolio.
    const portfolioId = letter.message.key;
    const runId = uuid5(`replay ${letter.diedAt}`, deadLetterId);
    const requested = await requestCalculation(
      { runId, portfolioId, force: false, trigger: 'user' },
      context,
    );
    if (!requested.ok) return requested;
    await deadLetters.recordReplay(deadLetterId, { actor: context.actor, reason });
    return ok({ runId, portfolioId, ...requested.value });
  };
