import { daysBetween, type IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { type Decimal, decimal } from '../decimal.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import type { FlowId, PortfolioId } from '../ids.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { type CapitalFlow, type FlowKind, netFlowBetween, parseFlowAmount } from './capital-flow.ts';
import type { CapitalFlowEvent } from './events.ts';

type Told = {
  readonly portfolioId: PortfolioId;
  readonly flowId: FlowId;
  /** New York date. */
  readonly today: IsoDate;
};

type Stated = Told & {
  readonly kind: FlowKind;
  /** As it was written; must be positive, in dollars and cents. */
  readonly amount: string;
  readonly date: IsoDate;
  readonly notes: string | null;
  /**
   * The equity known at `date`, less what capital flows have added to it since it was stated: the decider adds those
   * that it knows, so that a flow that no valuation has seen yet counts too.
   */
  readonly equityWithoutFlows: Decimal;
};

export type CapitalFlowCommand =
  | ({ readonly type: 'RecordCapitalFlow' } & Stated)
  | ({ readonly type: 'CorrectCapitalFlow' } & Stated)
  | ({ readonly type: 'RemoveCapitalFlow' } & Told);

export type KnownFlow = CapitalFlow & { readonly recordedOn: IsoDate };

export type CapitalFlows = {
  /** The day whose close the stated equity holds at: flows up to it are inside. */
  readonly equityAsOf: IsoDate;
  readonly flows: ReadonlyMap<FlowId, KnownFlow>;
  readonly removedFlows: ReadonlySet<FlowId>;
};

type Decided = ReturnType<Decider<CapitalFlowCommand, CapitalFlowEvent, unknown>['decide']>;

/** The flow that the command states, or the first thing that is wrong with it. */
const flowOf = (
  { flowId, kind, amount: text, date, notes, today, equityWithoutFlows }: Stated,
  { equityAsOf, flows }: CapitalFlows,
): Result<CapitalFlow, Refusal> => {
  const amount = parseFlowAmount(text);
  if (!amount.ok) return amount;
  if (date > today) return fail(refuse('EQUITY_002', { details: { change_date: date, today } }));
  // Up to the anchor the stated equity is what was left after it, so there was as much more before.
  if (kind === 'WITHDRAWAL' && date > equityAsOf) {
    const others = [...flows.values()].filter((flow) => flow.flowId !== flowId);
    const equity = decimal(equityWithoutFlows).plus(netFlowBetween(others, equityAsOf, date));
    if (decimal(amount.value).gt(equity)) {
      return fail(
        refuse('EQUITY_003', { details: { change_date: date, equity_balance: equity.toFixed(2) } }),
      );
    }
  }
  return ok({ flowId, kind, amount: amount.value, date, notes });
};

/** The flow that is to be changed, within `days` of its recording. */
const changeable = (
  { flowId, today }: Told,
  { flows, removedFlows }: CapitalFlows,
  { days, late }: { readonly days: number; readonly late: 'EQUITY_006' | 'EQUITY_007' },
): Result<KnownFlow, Refusal> => {
  if (removedFlows.has(flowId)) return fail(refuse('EQUITY_009'));
  const flow = flows.get(flowId);
  if (flow === undefined) return fail(refuse('EQUITY_008'));
  return daysBetween(flow.recordedOn, today) > days
    ? fail(refuse(late, { details: { recorded_on: flow.recordedOn, days } }))
    : ok(flow);
};

const record = (command: Stated, state: CapitalFlows): Decided => {
  const { portfolioId, flowId, today } = command;
  // The same command again.
  if (state.flows.has(flowId) || state.removedFlows.has(flowId)) return ok([]);
  const flow = flowOf(command, state);
  if (!flow.ok) return flow;
  return ok([{ type: 'CapitalFlowRecorded', data: { portfolioId, ...flow.value, recordedOn: today } }]);
};

const correct = (command: Stated, state: CapitalFlows): Decided => {
  const known = changeable(command, state, { days: limits.flowEditableDays, late: 'EQUITY_006' });
  if (!known.ok) return known;
  const flow = flowOf(command, state);
  if (!flow.ok) return flow;
  const { kind, amount, date, notes } = known.value;
  const is = flow.value;
  const same = is.kind === kind && is.amount === amount && is.date === date && is.notes === notes;
  const data = { portfolioId: command.portfolioId, ...is };
  return ok(same ? [] : [{ type: 'CapitalFlowCorrected', data }]);
};

const remove = (command: Told, state: CapitalFlows): Decided => {
  const known = changeable(command, state, { days: limits.flowDeletableDays, late: 'EQUITY_007' });
  if (!known.ok) return known;
  const { portfolioId, flowId } = command;
  return ok([{ type: 'CapitalFlowRemoved', data: { portfolioId, flowId } }]);
};

/** A flow is recorded once, can be corrected for a week and removed for a month; then another flow has to mend it. */
export const decideCapitalFlow = (command: CapitalFlowCommand, state: CapitalFlows): Decided => {
  switch (command.type) {
    case 'RecordCapitalFlow':
      return record(command, state);
    case 'CorrectCapitalFlow':
      return correct(command, state);
    case 'RemoveCapitalFlow':
      return remove(command, state);
    default:
      return command satisfies never;
  }
};

/** The flows after an event about one of them. */
export const evolveCapitalFlows = (
  { flows, removedFlows }: CapitalFlows,
  event: CapitalFlowEvent,
): Pick<CapitalFlows, 'flows' | 'removedFlows'> => {
  const next = new Map(flows);
  switch (event.type) {
    case 'CapitalFlowRecorded': {
      const { portfolioId: _, ...flow } = event.data;
      return { flows: next.set(flow.flowId, flow), removedFlows };
    }
    case 'CapitalFlowCorrected': {
      const { portfolioId: _, ...flow } = event.data;
      const known = flows.get(flow.flowId);
      return { flows: known ? next.set(flow.flowId, { ...known, ...flow }) : flows, removedFlows };
    }
    case 'CapitalFlowRemoved':
      next.delete(event.data.flowId);
      return { flows: next, removedFlows: new Set(removedFlows).add(event.data.flowId) };
    default:
      return event satisfies never;
  }
};
