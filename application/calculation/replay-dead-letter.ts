import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CommandContext } from '../command-handler.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Position } from '../ports/event-store.ts';
import { UNREADABLE } from '../ports/message-bus.ts';
import { CALCULATIONS } from './calculator.ts';
import type { RequestCalculation } from './request-calculation.ts';

export type Replayed = {
  readonly topic: string;
  /** The new run, for a calculation; null where the message itself is sent again. */
  readonly run: {
    readonly runId: string;
    readonly portfolioId: string;
    readonly calculationDate: IsoDate;
  } | null;
  readonly position: Position | null;
};

export type ReplayDeadLetter = (
  deadLetterId: string,
  reason: string,
  context: CommandContext,
) => Promise<Result<Replayed, Refusal>>;

/**
 * Sends a message that was given up on its way again, once per death; a letter that dies again can be replayed again.
 *
 * A calculation's run has ended as failed, so a new run of its portfolio is written to the log, and reaches whichever
 * process calculates. Of every other topic the message itself is sent again, and of what nobody could read its bytes.
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
    const order = { actor: context.actor, reason };
    const { topic, message } = letter;
    if (topic !== CALCULATIONS.name || message.type === UNREADABLE) {
      const recorded = await deadLetters.recordReplay(deadLetterId, order, { resend: true });
      return recorded ? ok({ topic, run: null, position: null }) : fail(refuse('ERR_ADMIN_008'));
    }
    // The key of every message to the calculator is its portfolio.
    const portfolioId = message.key;
    const runId = uuid5(`replay ${letter.diedAt}`, deadLetterId);
    const requested = await requestCalculation(
      { runId, portfolioId, force: false, trigger: 'user' },
      context,
    );
    if (!requested.ok) return requested;
    await deadLetters.recordReplay(deadLetterId, order, { resend: false });
    const { calculationDate, position } = requested.value;
    return ok({ topic, run: { runId, portfolioId, calculationDate }, position });
  };
