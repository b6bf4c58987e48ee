import { z } from 'zod';
import { calculationDecider } from '../../domain/calculation/decider.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { CommandContext, OpenStreamOf } from '../command-handler.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';
import { streams } from '../streams.ts';
import { defineTopic } from '../topic.ts';
import type { RequestCalculation } from './request-calculation.ts';
import type { RunCalculation } from './run-calculation.ts';

const NAME = 'calculator';
/** A run that takes longer hangs: it is tried again, and given up in the end, instead of holding its portfolio for ever. */
const RUN_LIMIT_MS = 10 * 60_000;

/** What follows from a change of a portfolio has the id of that event, so that it is asked for once. */
export const runIdAfter = (eventId: string): string => uuid5('calculation', eventId);

const ofPortfolio = { runId: z.uuid(), portfolioId: z.uuid() };
const calculationWork = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), ...ofPortfolio }),
  z.object({
    type: z.literal('request'),
    ...ofPortfolio,
    trigger: z.enum(['import', 'positions', 'capital_flow']),
  }),
]);
export type CalculationWork = Readonly<z.infer<typeof calculationWork>>;

/** The key is the portfolio. */
export const CALCULATIONS = defineTopic('calculations', calculationWork);

export type CalculatorOptions = {
  readonly bus: MessageBus;
  readonly openStream: OpenStreamOf;
  readonly requestCalculation: RequestCalculation;
  readonly deadLetters: DeadLetters;
  readonly runCalculation: RunCalculation;
  /** Portfolios that are calculated at once. */
  readonly concurrency: number;
  readonly onError: (error: unknown, about: object) => void;
};

/**
 * Does the work that the relay has put on the bus, one portfolio's in order, until the bus closes. Whatever was asked
 * for is worked on until it ends, also when the process dies in between.
 */
export const startCalculator = async (options: CalculatorOptions): Promise<void> => {
  const { bus, openStream, onError } = options;

  const contextOf = ({ id, correlationId = id }: Message): CommandContext => ({
    commandId: id,
    correlationId,
    actor: { kind: 'process', name: NAME },
  });

  const work = async (task: CalculationWork, message: Message, signal: AbortSignal): Promise<void> => {
    const { runId, portfolioId } = task;
    if (task.type === 'run') {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(RUN_LIMIT_MS)]);
      return options.runCalculation({ runId, portfolioId }, contextOf(message), limited);
    }
    const requested = await options.requestCalculation(
      { runId, portfolioId, force: false, trigger: task.trigger },
      contextOf(message),
    );
    if (!requested.ok) throw new Error(`a calculation could not be requested: ${requested.error.code}`);
  };

  /** A letter for whoever looks after the service; and the run ends, visibly: a person can ask for another. */
  const giveUp = async (message: Message, error: unknown, task: CalculationWork | null): Promise<void> => {
    onError(error, { messageId: message.id, key: message.key, ...task });
    await options.deadLetters.bury(
      CALCULATIONS.name,
      message,
      error instanceof Error ? error.message : String(error),
    );
    // There is no run yet that could fail: the letter asks for one when it is replayed.
    if (task?.type !== 'run') return;
    const { runId, portfolioId } = task;
    const stream = await openStream(calculationDecider, streams.calculation(portfolioId));
    await stream.execute(
      {
        type: 'FailCalculation',
        runId,
        code: 'ERR_BATCH_004',
        message:
          'The calculation could not be finished; nothing that was valued before is lost. Ask for it again.',
      },
      contextOf(message),
    );
  };

  await CALCULATIONS.subscribe(bus, { concurrency: options.concurrency, handle: work, giveUp });
};
