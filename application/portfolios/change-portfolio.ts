import { accountsDecider } from '../../domain/accounts/decider.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { type PositionId, uuid5 } from '../../domain/ids.ts';
import { type PortfolioState, portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { PortfolioLot } from '../../domain/portfolio/lot.ts';
import { pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application, NamedLot } from '../application.ts';
import { runIdAfter } from '../calculation/calculator.ts';
import { lotsOf } from '../calculation/lots.ts';
import type { RoomForSymbols } from '../onboarding/room.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { loadPortfolio, loadStream } from './load-portfolio.ts';
import { asSeen, ownPortfolio, runAfterCommand } from './own-portfolio.ts';

const lotName = (lots: ReadonlyMap<PositionId, PortfolioLot>, positionId: PositionId): NamedLot => ({
  positionId,
  symbol: lots.get(positionId)?.position.symbol ?? '',
});

/** The event that undid the import, also when an earlier call has written it. */
const revertEventId = async (store: EventStore, portfolioId: string, importId: string): Promise<string> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const told = events.find(
    ({ type, data }) =>
      type === 'PositionsImportReverted' && (data as { readonly importId: string }).importId === importId,
  );
  if (told === undefined) throw new Error(`nothing is told of the revert of ${importId}`);
  return told.eventId;
};

/** Undoes one file as one event; a calculation follows by itself. */
export const createRevertImport =
  ({ store, handle }: PortfolioDependencies): Application['revertImport'] =>
  async (userId, { portfolioId, importId, reason }, context) => {
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const command = { type: 'RevertImport', portfolioId, importId, reason } as const;
    const done = await handle(portfolioDecider, streams.portfolio(portfolioId), command, context);
    if (!done.ok) return done;
    const { state, position, revision } = done.value;
    const outcome = state.status === 'open' ? state.reverted.get(importId) : undefined;
    if (state.status !== 'open' || outcome === undefined) return fail(refuse('ERR_NOT_FOUND'));
    const before = own.value.portfolio.lots;
    const named = (lots: ReadonlyMap<PositionId, PortfolioLot>) => (id: PositionId) => lotName(lots, id);
    return ok({
      value: {
        removed: outcome.removed.map(named(before)),
        restored: outcome.restored.map(named(state.lots)),
        stayed: outcome.stayed.map(named(state.lots)),
        runId: runIdAfter(await revertEventId(store, portfolioId, importId)),
      },
      position,
      revision,
    });
  };

/** Of the caller, also when it is archived. */
const ownAlsoArchived = async (
  { store }: Pick<PortfolioDependencies, 'store'>,
  userId: string,
  portfolioId: string,
  context: Parameters<Application['archivePortfolio']>[2],
): Promise<Result<Exclude<PortfolioState, { readonly status: 'none' }>, Refusal>> => {
  const { state, revision } = await loadStream(store, portfolioId);
  if (state.status === 'none' || state.userId !== userId) return fail(refuse('ERR_NOT_FOUND'));
  const seen = asSeen(portfolioId, revision, context);
  return seen.ok ? ok(state) : seen;
};

/** What undoing a file would do now: the decider's own answer, and nothing is written. */
export const createPreviewRevert =
  ({ store }: PortfolioDependencies): Application['previewRevert'] =>
  async (userId, { portfolioId, importId }) => {
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const before = own.value.portfolio;
    const command = { type: 'RevertImport', portfolioId, importId, reason: null } as const;
    const decided = portfolioDecider.decide(command, before);
    if (!decided.ok) return decided;
    const after = decided.value.reduce<PortfolioState>(
      (state, event) => portfolioDecider.evolve(state, event),
      before,
    );
    const outcome = after.status === 'open' ? after.reverted.get(importId) : undefined;
    if (outcome === undefined) return fail(refuse('ERR_NOT_FOUND'));
    const named = (id: PositionId) => lotName(before.lots, id);
    return ok({
      reverted: before.reverted.has(importId),
      removed: outcome.removed.map(named),
      restored: outcome.restored.map(named),
      stayed: outcome.stayed.map(named),
    });
  };

/** Its events and its figures stay; it disappears from every list, and its account name is free again. */
export const createArchivePortfolio =
  ({ store, handle }: PortfolioDependencies): Application['archivePortfolio'] =>
  async (userId, portfolioId, context) => {
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const archived = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      { type: 'ArchivePortfolio', portfolioId },
      context,
    );
    if (!archived.ok) return archived;
    const closed = await handle(
      accountsDecider,
      streams.accounts(userId),
      { type: 'CloseAccount', portfolioId },
      context,
    );
    if (!closed.ok) return closed;
    const { revision } = archived.value;
    return ok({ value: null, position: closed.value.position ?? archived.value.position, revision });
  };

/**
 * Claims the name first: of two that want it one gets it. Whoever creates a portfolio of the name in that very moment
 * finds it held by an archived one, and takes it; then the revival is taken back.
 */
export const createRevivePortfolio =
  (dependencies: Pick<PortfolioDependencies, 'store' | 'handle'>): Application['revivePortfolio'] =>
  async (userId, portfolioId, context) => {
    const { store, handle } = dependencies;
    const own = await ownAlsoArchived(dependencies, userId, portfolioId, context);
    if (!own.ok) return own;
    const { accountName } = own.value;
    const claim = () =>
      handle(
        accountsDecider,
        streams.accounts(userId),
        { type: 'OpenAccount', portfolioId, accountName },
        context,
      );
    const tell = (type: 'RevivePortfolio' | 'ArchivePortfolio') =>
      handle(portfolioDecider, streams.portfolio(portfolioId), { type, portfolioId }, context);
    const claimed = await claim();
    if (!claimed.ok) return claimed;
    const revived = await tell('RevivePortfolio');
    if (!revived.ok) return revived;
    const kept = await claim();
    if (!kept.ok) {
      const undone = await tell('ArchivePortfolio');
      return undone.ok ? kept : undone;
    }
    const runId = await runAfterCommand(store, portfolioId, context);
    const { position, revision } = revived.value;
    return ok({ value: { runId }, position: position ?? claimed.value.position, revision });
  };

export const createRenamePortfolio =
  (dependencies: PortfolioDependencies): Application['renamePortfolio'] =>
  async (userId, { portfolioId, ...names }, context) => {
    const { store, handle } = dependencies;
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const { portfolio, revision: current } = own.value;
    const portfolioName = names.portfolioName ?? portfolio.portfolioName;
    const accountName = (names.accountName ?? portfolio.accountName).trim();
    const seen = asSeen(portfolioId, current, context);
    if (!seen.ok) return seen;
    const account = await handle(
      accountsDecider,
      streams.accounts(userId),
      { type: 'RenameAccount', portfolioId, accountName },
      context,
    );
    if (!account.ok) return account;
    const renamed = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      { type: 'RenamePortfolio', portfolioId, portfolioName, accountName },
      context,
    );
    if (!renamed.ok) return renamed;
    const { position, revision } = renamed.value;
    return ok({
      value: { portfolioName, accountName },
      position: position ?? account.value.position,
      revision,
    });
  };

export const createCalculate =
  ({
    store,
    requestCalculation,
    roomForSymbols,
  }: PortfolioDependencies & { readonly roomForSymbols: RoomForSymbols }): Application['calculate'] =>
  async (userId, { portfolioId, force }, context) => {
    const portfolio = await loadPortfolio(store, portfolioId);
    if (portfolio.status !== 'open' || portfolio.userId !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const symbols = new Set(lotsOf(portfolio).flatMap(({ position }) => pricedSymbolOf(position) ?? []));
    const room = await roomForSymbols([...symbols]);
    if (!room.ok) return room;
    const runId = uuid5('run', context.commandId);
    const requested = await requestCalculation({ runId, portfolioId, force, trigger: 'user' }, context);
    if (!requested.ok) return requested;
    const { calculationDate, position } = requested.value;
    return ok({ value: { runId, calculationDate, symbols: symbols.size }, position });
  };
