import type { CalculationRequested } from '../../domain/calculation/events.ts';
import type {
  CapitalFlowEvent,
  PortfolioRevived,
  PositionEvent,
  PositionsImported,
  PositionsImportReverted,
  PositionsReconciled,
} from '../../domain/portfolio/events.ts';
import type { Background } from '../background.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import type { MessageBus } from '../ports/message-bus.ts';
import { startRelay } from '../relay/relay.ts';
import { CALCULATIONS, type CalculationWork, runIdAfter } from './calculator.ts';

/** Of the relay's checkpoint. */
export const CALCULATION_RELAY = 'calculator';

type Relayed = RecordedEvent<
  | CalculationRequested
  | PositionsImported
  | PositionsReconciled
  | PositionsImportReverted
  | PositionEvent
  | CapitalFlowEvent
  | PortfolioRevived
>;

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

/** Turns requests in the log into work on the bus. One process at a time does it for all. */
export const startCalculationRelay = ({
  store,
  bus,
  checkpoints,
  onError,
}: {
  readonly store: EventStore;
  readonly bus: MessageBus;
  readonly checkpoints: Checkpoints;
  readonly onError: (error: unknown) => void;
}): Background =>
  startRelay({
    name: CALCULATION_RELAY,
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
      const message = CALCULATIONS.message({
        id: event.eventId,
        key: next.portfolioId,
        type: next.type,
        payload: next,
        correlationId: event.metadata.correlationId,
      });
      return { topic: CALCULATIONS.name, message };
    },
    onError,
  });
