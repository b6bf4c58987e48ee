import { calculationDecider } from '../../domain/calculation/decider.ts';
import type { CalculationRequested } from '../../domain/calculation/events.ts';
import { uuid5 } from '../../domain/ids.ts';
import type {
  CapitalFlowEvent,
  PortfolioRevived,
  PositionEvent,
  PositionsImported,
  PositionsImportReverted,
  PositionsReconciled,
} from '../../domain/portfolio/events.ts';
import type { CommandContext, OpenStreamOf } from '../command-handler.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { DeadLetters } from '../ports/dead-letters.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import type { Message, MessageBus } from '../ports/message-bus.ts';
import { startRelay } from '../relay/relay.ts';
import { streams } from '../streams.ts';
import type { RequestCalculation } from './request-calculation.ts';
import type { RunCalculation } from './run-calculation.ts';

const TOPIC = 'calculations';
const NAME = 'calculator';
/** A run that takes longer hangs: it is tried again, and given up in the end, instead of holding its portfolio for ever. */
const RUN_LIMIT_MS = 10 * 60_000;

type Relayed = RecordedEvent<
  | CalculationRequested
  | PositionsImported
  | PositionsReconciled
  | PositionsImportReverted
  | PositionEvent
  | CapitalFlowEvent
  | PortfolioRevived
>;

/** What follows from a change of a portfolio has the id of that event, so that it is asked for once. */
export const runIdAfter = (eventId: string): string => uuid5('calculation', eventId);

type CalculationWork =
  | { readonly type: 'run'; readonly runId: string; readonly portfolioId: string }
  | {
      readonly type: 'request';
      readonly runId: string;
      readonly portfolioId: string;
      readonly trigger: 'import' | 'positions' | 'capital_flow';
    };

const workFor = (event: Relayed): CalculationWork | null => {
  const { portfolioId } = event.data;
  const follows = { type: 'request', runId: runIdAfter(event.eventId), portfolioId } as const;
  switch (event.type) {
    case 'CalculationRequested':
      return { type: 'run', runId: event.data.runId, portfolioId };
    case 'PositionsImported':
    case 'PositionsReconciled':
      return event.data.autoCalculate ? { ...follows, trigger: 'import' } : null;
    case 'PositionsImportReverted':
      return { ...follows, trigger: 'import' };
    case 'PositionOpened':
    case 'PositionAdjusted':
    case 'PositionClosed':
    case 'PositionRemoved':
      return event.data.autoCalculate ? { ...follows, trigger: 'positions' } : null;
    case 'PortfolioRevived':
      return { ...follows, trigger: 'positions' };
    case 'CapitalFlowRecorded':
    case 'CapitalFlowCorrected':
    case 'CapitalFlowRemoved':
      return { ...follows, trigger: 'capital_flow' };
    default:
      return event satisfies never;
  }
};

export type CalculatorOptions = {
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly checkpoints: Checkpoints;
  readonly openStream: OpenStreamOf;
  readonly requestCalculation: RequestCalculation;
  readonly deadLetters: DeadLetters;
  readonly runCalculation: RunCalculation;
  /** Portfolios that are calculated at once. */
  readonly concurrency: number;
  readonly onError: (error: unknown, about: object) => void;
};

/**
 * Turns requests in the log into work on the bus, one portfolio's in order, and does it. Whatever was asked for is
 * worked on until it ends, also when the process dies in between.
 */
export const startCalculator = async (
  options: CalculatorOptions,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const { store, bus, checkpoints, openStream, onError } = options;

  const contextOf = (message: Message): CommandContext => {
    const { correlationId } = message.payload as { readonly correlationId: string };
    return { commandId: message.id, correlationId, actor: { kind: 'process', name: NAME } };
  };

  const work = async (message: Message, signal: AbortSignal): Promise<void> => {
    const task = message.payload as CalculationWork;
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
  const giveUp = async (message: Message, error: unknown): Promise<void> => {
    const { type, runId, portfolioId } = message.payload as CalculationWork;
    onError(error, { runId, portfolioId });
    await options.deadLetters.bury(TOPIC, message, error instanceof Error ? error.message : String(error));
    // There is no run yet that could fail: the letter asks for one when it is replayed.
    if (type === 'request') return;
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

  await bus.subscribe(TOPIC, work, {
    concurrency: options.concurrency,
    onDeadLetter: giveUp,
  });
  return startRelay({
    name: NAME,
    store,
    bus,
    checkpoints,
    eventTypes: [
      'CalculationRequested',
      'PositionsImported',
      'PositionsReconciled',
      'PositionsImportReverted',
      'PositionOpened',
      'PositionAdjusted',
      'PositionClosed',
      'PositionRemoved',
      'PortfolioRevived',
      'CapitalFlowRecorded',
      'CapitalFlowCorrected',
      'CapitalFlowRemoved',
    ],
    messageFor: (event) => {
      const next = workFor(event as unknown as Relayed);
      if (next === null) return null;
      const { eventId, metadata } = event;
      const payload = { ...next, correlationId: metadata.correlationId };
      return { topic: TOPIC, message: { id: eventId, key: next.portfolioId, type: next.type, payload } };
    },
    onError: (error) => onError(error, { relay: NAME }),
  });
};
