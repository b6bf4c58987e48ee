import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import type { Decimal } from '../decimal.ts';
import { refuse } from '../errors/refusal.ts';
import type { ImportId, PortfolioId, UserId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import {
  type CapitalFlowCommand,
  type CapitalFlows,
  decideCapitalFlow,
  evolveCapitalFlows,
} from './decide-capital-flow.ts';
import type {
  PortfolioCreated,
  PortfolioEvent,
  PositionsImported,
  PositionsImportReverted,
} from './events.ts';
import type { Position } from './position.ts';

export type PortfolioCommand =
  | ({ readonly type: 'CreatePortfolioWithImport' } & Omit<PortfolioCreated['data'], 'currency'> &
      PositionsImported['data'])
  | ({ readonly type: 'RevertImport' } & PositionsImportReverted['data'])
  | CapitalFlowCommand
  | { readonly type: 'ArchivePortfolio'; readonly portfolioId: PortfolioId };

/** What one file brought in; quantities are in the shares of `importedOn`. */
export type Import = { readonly importedOn: IsoDate; readonly positions: readonly Position[] };

export type PortfolioState =
  | { readonly status: 'none' }
  | (CapitalFlows & {
      readonly status: 'open';
      readonly userId: UserId;
      readonly statedEquity: Decimal;
      /** Imports whose positions are held. */
      readonly imports: ReadonlyMap<ImportId, Import>;
      readonly reverted: ReadonlySet<ImportId>;
    })
  | { readonly status: 'archived'; readonly userId: UserId };

type Decided = ReturnType<Decider<PortfolioCommand, PortfolioEvent, PortfolioState>['decide']>;
type Command<Type> = Extract<PortfolioCommand, { type: Type }>;

const create = (command: Command<'CreatePortfolioWithImport'>, state: PortfolioState): Decided => {
  const { type: _, importId, fileSha256, importedOn, positions, autoCalculate, ...portfolio } = command;
  const { portfolioId } = portfolio;
  switch (state.status) {
    case 'none':
      return ok([
        { type: 'PortfolioCreated', data: { ...portfolio, currency: 'USD' } },
        {
          type: 'PositionsImported',
          data: { portfolioId, importId, fileSha256, importedOn, positions, autoCalculate },
        },
      ]);
    case 'open':
      // The same import again is a repeated command; another one wants a name that is in use.
      return state.imports.has(importId) || state.reverted.has(importId)
        ? ok([])
        : fail(refuse('ERR_PORT_001'));
    case 'archived':
      return fail(refuse('ERR_PORT_014'));
    default:
      return state satisfies never;
  }
};

const revert = (command: Command<'RevertImport'>, state: PortfolioState): Decided => {
  const { type: _, ...data } = command;
  if (state.status === 'none') return fail(refuse('ERR_NOT_FOUND'));
  if (state.status === 'archived') return fail(refuse('ERR_PORT_014'));
  if (state.reverted.has(data.importId)) return ok([]);
  return state.imports.has(data.importId)
    ? ok([{ type: 'PositionsImportReverted', data }])
    : fail(refuse('ERR_NOT_FOUND', { message: 'The portfolio has no such import.' }));
};

const changeFlows = (command: CapitalFlowCommand, state: PortfolioState): Decided => {
  if (state.status === 'none') return fail(refuse('EQUITY_004'));
  if (state.status === 'archived') return fail(refuse('ERR_PORT_014'));
  return decideCapitalFlow(command, state);
};

const archive = ({ portfolioId }: Command<'ArchivePortfolio'>, state: PortfolioState): Decided => {
  if (state.status === 'none') return fail(refuse('ERR_NOT_FOUND'));
  return ok(
    state.status === 'archived'
      ? []
      : [{ type: 'PortfolioArchived', data: { portfolioId, userId: state.userId } }],
  );
};

/**
 * A portfolio is created together with its first file, or not at all. An import is undone as one event; undoing it
 * again, like archiving again, changes nothing. Whose portfolio it is, the caller has checked.
 */
export const portfolioDecider: Decider<PortfolioCommand, PortfolioEvent, PortfolioState> = {
  initial: { status: 'none' },

  decide: (command, state) => {
    switch (command.type) {
      case 'CreatePortfolioWithImport':
        return create(command, state);
      case 'RevertImport':
        return revert(command, state);
      case 'RecordCapitalFlow':
      case 'CorrectCapitalFlow':
      case 'RemoveCapitalFlow':
        return changeFlows(command, state);
      case 'ArchivePortfolio':
        return archive(command, state);
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    if (event.type === 'PortfolioCreated') {
      const { userId, equityBalance, equityAsOf } = event.data;
      return {
        status: 'open',
        userId,
        statedEquity: equityBalance,
        equityAsOf,
        imports: new Map(),
        reverted: new Set(),
        flows: new Map(),
        removedFlows: new Set(),
      };
    }
    if (state.status !== 'open') return state;
    switch (event.type) {
      case 'PositionsImported': {
        const { importId, importedOn, positions } = event.data;
        return { ...state, imports: new Map(state.imports).set(importId, { importedOn, positions }) };
      }
      case 'PositionsImportReverted': {
        const imports = new Map(state.imports);
        imports.delete(event.data.importId);
        return { ...state, imports, reverted: new Set(state.reverted).add(event.data.importId) };
      }
      case 'CapitalFlowRecorded':
      case 'CapitalFlowCorrected':
      case 'CapitalFlowRemoved':
        return { ...state, ...evolveCapitalFlows(state, event) };
      case 'PortfolioArchived':
        return { status: 'archived', userId: state.userId };
      default:
        return event satisfies never;
    }
  },
};
