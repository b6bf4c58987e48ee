import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { type Decimal, decimal } from '../decimal.ts';
import { refuse } from '../errors/refusal.ts';
import type { PortfolioId, UserId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import {
  type CapitalFlowCommand,
  type CapitalFlows,
  decideCapitalFlow,
  evolveCapitalFlows,
} from './decide-capital-flow.ts';
import { decideImport, type ImportCommand } from './decide-import.ts';
import { decidePositions, type PositionCommand } from './decide-positions.ts';
import type { PortfolioCreated, PortfolioEvent, PositionsImported } from './events.ts';
import { evolveLots, type Lots, NO_LOTS } from './lots.ts';

type Named = { readonly portfolioName: string; readonly accountName: string };

export type PortfolioCommand =
  | ({ readonly type: 'CreatePortfolio' } & Omit<PortfolioCreated['data'], 'currency'>)
  | ({ readonly type: 'CreatePortfolioWithImport' } & Omit<PortfolioCreated['data'], 'currency'> &
      PositionsImported['data'])
  | ImportCommand
  | PositionCommand
  | CapitalFlowCommand
  | ({ readonly type: 'RenamePortfolio'; readonly portfolioId: PortfolioId } & Named)
  | {
      readonly type: 'StateEquity';
      readonly portfolioId: PortfolioId;
      readonly equity: Decimal;
      /** A day that has ended. */
      readonly asOf: IsoDate;
      readonly reason: string;
    }
  | { readonly type: 'ArchivePortfolio'; readonly portfolioId: PortfolioId }
  | { readonly type: 'RevivePortfolio'; readonly portfolioId: PortfolioId };

export type KnownPortfolio = CapitalFlows &
  Lots &
  Named & {
    readonly userId: UserId;
    readonly statedEquity: Decimal;
    /** From the day on which the equity was first stated; stating it anew moves `equityAsOf` and not this. */
    readonly recordedFrom: IsoDate;
  };

export type PortfolioState =
  | { readonly status: 'none' }
  | (KnownPortfolio & { readonly status: 'open' })
  | (KnownPortfolio & { readonly status: 'archived' });

type Decided = ReturnType<Decider<PortfolioCommand, PortfolioEvent, PortfolioState>['decide']>;
type Command<Type> = Extract<PortfolioCommand, { type: Type }>;

const created = (data: Omit<PortfolioCreated['data'], 'currency'>): PortfolioCreated => ({
  type: 'PortfolioCreated',
  data: { ...data, currency: 'USD' },
});

/** Null where a portfolio of this id can be created. */
const notNew = (state: PortfolioState): Decided | null => {
  switch (state.status) {
    case 'none':
      return null;
    case 'open':
      return fail(refuse('ERR_PORT_001'));
    case 'archived':
      return fail(refuse('ERR_PORT_014'));
    default:
      return state satisfies never;
  }
};

const create = ({ type: _, ...portfolio }: Command<'CreatePortfolio'>, state: PortfolioState): Decided =>
  notNew(state) ?? ok([created(portfolio)]);

const createWithImport = (command: Command<'CreatePortfolioWithImport'>, state: PortfolioState): Decided => {
  const { type: _, importId, fileSha256, importedOn, positions, autoCalculate, ...portfolio } = command;
  const { portfolioId } = portfolio;
  // The same import again is a repeated command; another one wants a name that is in use.
  const repeated = state.status === 'open' && (state.imports.has(importId) || state.reverted.has(importId));
  if (repeated) return ok([]);
  return (
    notNew(state) ??
    ok([
      created(portfolio),
      {
        type: 'PositionsImported',
        data: { portfolioId, importId, fileSha256, importedOn, positions, autoCalculate },
      },
    ])
  );
};

/** What can only be done to a portfolio that is there and not archived. */
const ifOpen = (
  state: PortfolioState,
  missing: 'ERR_NOT_FOUND' | 'EQUITY_004',
  decide: (open: KnownPortfolio) => Decided,
): Decided => {
  if (state.status === 'none') return fail(refuse(missing));
  return state.status === 'archived' ? fail(refuse('ERR_PORT_014')) : decide(state);
};

const rename = (
  { portfolioId, portfolioName, accountName }: Command<'RenamePortfolio'>,
  state: KnownPortfolio,
): Decided => {
  const before = { portfolioName: state.portfolioName, accountName: state.accountName };
  const same = before.portfolioName === portfolioName && before.accountName === accountName;
  const data = { portfolioId, before, after: { portfolioName, accountName } };
  return ok(same ? [] : [{ type: 'PortfolioRenamed', data }]);
};

const stateEquity = (
  { type: _, ...data }: Command<'StateEquity'>,
  { statedEquity, equityAsOf }: KnownPortfolio,
): Decided => {
  const same = equityAsOf === data.asOf && decimal(statedEquity).eq(data.equity);
  return ok(same ? [] : [{ type: 'EquityStated', data }]);
};

const archive = ({ portfolioId }: Command<'ArchivePortfolio'>, state: PortfolioState): Decided => {
  if (state.status === 'none') return fail(refuse('ERR_NOT_FOUND'));
  const data = { portfolioId, userId: state.userId };
  return ok(state.status === 'archived' ? [] : [{ type: 'PortfolioArchived', data }]);
};

const revive = ({ portfolioId }: Command<'RevivePortfolio'>, state: PortfolioState): Decided => {
  if (state.status === 'none') return fail(refuse('ERR_NOT_FOUND'));
  const data = { portfolioId, userId: state.userId };
  return ok(state.status === 'open' ? [] : [{ type: 'PortfolioRevived', data }]);
};

/**
 * A portfolio is created empty or together with its first file. A file is one event, and undone as one; undoing it
 * again, like archiving again, changes nothing. An archived portfolio takes no changes until it is revived. Whose
 * portfolio it is, the caller has checked.
 */
export const portfolioDecider: Decider<PortfolioCommand, PortfolioEvent, PortfolioState> = {
  initial: { status: 'none' },

  decide: (command, state) => {
    switch (command.type) {
      case 'CreatePortfolio':
        return create(command, state);
      case 'CreatePortfolioWithImport':
        return createWithImport(command, state);
      case 'ReimportPositions':
      case 'RevertImport':
        return ifOpen(state, 'ERR_NOT_FOUND', (open) => decideImport(command, open));
      case 'OpenPositions':
      case 'AdjustPositions':
      case 'ClosePositions':
      case 'RemovePositions':
        return ifOpen(state, 'ERR_NOT_FOUND', (open) => decidePositions(command, open));
      case 'RecordCapitalFlow':
      case 'CorrectCapitalFlow':
      case 'RemoveCapitalFlow':
        return ifOpen(state, 'EQUITY_004', (open) => decideCapitalFlow(command, open));
      case 'RenamePortfolio':
        return ifOpen(state, 'ERR_NOT_FOUND', (open) => rename(command, open));
      case 'StateEquity':
        return ifOpen(state, 'ERR_NOT_FOUND', (open) => stateEquity(command, open));
      case 'ArchivePortfolio':
        return archive(command, state);
      case 'RevivePortfolio':
        return revive(command, state);
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    if (event.type === 'PortfolioCreated') {
      const { userId, equityBalance, equityAsOf, portfolioName, accountName } = event.data;
      return {
        status: 'open',
        userId,
        portfolioName,
        accountName,
        statedEquity: equityBalance,
        equityAsOf,
        recordedFrom: equityAsOf,
        ...NO_LOTS,
        flows: new Map(),
        removedFlows: new Set(),
      };
    }
    if (state.status === 'none') return state;
    switch (event.type) {
      case 'PositionsImported':
      case 'PositionsReconciled':
      case 'PositionsImportReverted':
      case 'PositionOpened':
      case 'PositionAdjusted':
      case 'PositionClosed':
      case 'PositionRemoved':
        return { ...state, ...evolveLots(state, event) };
      case 'CapitalFlowRecorded':
      case 'CapitalFlowCorrected':
      case 'CapitalFlowRemoved':
        return { ...state, ...evolveCapitalFlows(state, event) };
      case 'PortfolioRenamed':
        return { ...state, ...event.data.after };
      case 'EquityStated':
        return { ...state, statedEquity: event.data.equity, equityAsOf: event.data.asOf };
      case 'PortfolioArchived':
        return { ...state, status: 'archived' };
      case 'PortfolioRevived':
        return { ...state, status: 'open' };
      default:
        return event satisfies never;
    }
  },
};
