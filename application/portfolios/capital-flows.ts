import { newYorkClock } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { KnownFlow } from '../../domain/portfolio/decide-capital-flow.ts';
import { type PortfolioState, portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { CapitalFlowEvent } from '../../domain/portfolio/events.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application, StatedFlow } from '../application.ts';
import { runIdAfter } from '../calculation/calculator.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { equityWithoutFlows } from './known-equity.ts';
import { loadPortfolio } from './load-portfolio.ts';

type OpenPortfolio = Extract<PortfolioState, { readonly status: 'open' }>;

const ownPortfolio = async (
  store: EventStore,
  userId: string,
  portfolioId: string,
): Promise<Result<OpenPortfolio, Refusal>> => {
  const portfolio = await loadPortfolio(store, portfolioId);
  return portfolio.status === 'open' && portfolio.userId === userId
    ? ok(portfolio)
    : fail(refuse('EQUITY_004'));
};

const FLOW_EVENTS = new Set<string>([
  'CapitalFlowRecorded',
  'CapitalFlowCorrected',
  'CapitalFlowRemoved',
] satisfies readonly CapitalFlowEvent['type'][]);

const isAbout = (event: RecordedEvent, flowId: string): boolean =>
  FLOW_EVENTS.has(event.type) && (event as RecordedEvent<CapitalFlowEvent>).data.flowId === flowId;

/** The run that follows from what was last told of the flow, also when that was told by an earlier call. */
const runAfterFlow = async (store: EventStore, portfolioId: string, flowId: string): Promise<string> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const last = events.findLast((event) => isAbout(event, flowId));
  if (last === undefined) throw new Error(`nothing is told of the capital flow ${flowId}`);
  return runIdAfter(last.eventId);
};

type StateFlow = (
  type: 'RecordCapitalFlow' | 'CorrectCapitalFlow',
  userId: string,
  input: StatedFlow & { readonly flowId: string },
  context: Parameters<Application['recordCapitalFlow']>[2],
) => ReturnType<Application['recordCapitalFlow']>;

const createStateFlow =
  ({ store, handle, queries, clock }: PortfolioDependencies): StateFlow =>
  async (type, userId, input, context) => {
    const { portfolioId, flowId, date } = input;
    const portfolio = await ownPortfolio(store, userId, portfolioId);
    if (!portfolio.ok) return portfolio;
    const stated = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      {
        type,
        ...input,
        today: newYorkClock(clock()).date,
        equityWithoutFlows: await equityWithoutFlows(queries, portfolioId, portfolio.value, date),
      },
      context,
    );
    if (!stated.ok) return stated;
    const { state, position, revision } = stated.value;
    const flow: KnownFlow | undefined = state.status === 'open' ? state.flows.get(flowId) : undefined;
    // Recorded by an earlier call of the same command, and removed since.
    if (flow === undefined) return fail(refuse('EQUITY_009'));
    const runId = await runAfterFlow(store, portfolioId, flowId);
    return ok({ value: { flow, runId }, position, revision });
  };

/** The flow's id follows from the command's, so that a repeated command records one flow. */
export const createRecordCapitalFlow = (
  dependencies: PortfolioDependencies,
): Application['recordCapitalFlow'] => {
  const stateFlow = createStateFlow(dependencies);
  return (userId, input, context) =>
    stateFlow(
      'RecordCapitalFlow',
      userId,
      { ...input, flowId: uuid5('capital flow', context.commandId) },
      context,
    );
};

export const createCorrectCapitalFlow = (
  dependencies: PortfolioDependencies,
): Application['correctCapitalFlow'] => {
  const stateFlow = createStateFlow(dependencies);
  return (userId, input, context) => stateFlow('CorrectCapitalFlow', userId, input, context);
};

export const createRemoveCapitalFlow =
  ({ store, handle, clock }: PortfolioDependencies): Application['removeCapitalFlow'] =>
  async (userId, { portfolioId, flowId }, context) => {
    const portfolio = await ownPortfolio(store, userId, portfolioId);
    if (!portfolio.ok) return portfolio;
    const removed = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      { type: 'RemoveCapitalFlow', portfolioId, flowId, today: newYorkClock(clock()).date },
      context,
    );
    if (!removed.ok) return removed;
    const runId = await runAfterFlow(store, portfolioId, flowId);
    const { position, revision } = removed.value;
    return ok({ value: { runId }, position, revision });
  };
