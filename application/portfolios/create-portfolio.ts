import { accountsDecider, holderOf } from '../../domain/accounts/decider.ts';
import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import { newYorkClock } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { portfolioIdOf, positionIdOf, uuid5 } from '../../domain/ids.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { Position, UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application } from '../application.ts';
import { runIdAfter } from '../calculation/calculator.ts';
import type { CommandContext, OpenStreamOf } from '../command-handler.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { loadPortfolio } from './load-portfolio.ts';
import { pendingSymbolsOf } from './pending-symbols.ts';

/** Lots of one symbol entered on one day are told apart by their order in the file. */
const identify = (portfolioId: string, positions: readonly UnidentifiedPosition[]): readonly Position[] => {
  const seen = new Map<string, number>();
  return positions.map((position) => {
    const key = `${position.symbol} ${position.entryDate}`;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return {
      ...position,
      positionId: positionIdOf(portfolioId, position.symbol, position.entryDate, ordinal),
    };
  });
};

/** A name that was freed by archiving or renaming leads to the next id: the first one is that portfolio's for good. */
const proposeId = async (
  { store, deterministicUuids }: PortfolioDependencies,
  userId: string,
  accountName: string,
  commandId: string,
): Promise<string> => {
  if (!deterministicUuids) return uuid5('portfolio', commandId);
  for (let n = 0; ; n++) {
    const portfolioId = portfolioIdOf(userId, n === 0 ? accountName : `${accountName.trim()}#${n}`);
    if ((await loadPortfolio(store, portfolioId)).status === 'none') return portfolioId;
  }
};

/**
 * Claims the account name. Of requests that race, one claims it; the others get the same portfolio id, and the
 * portfolio stream decides which of them creates it. So a claim that a crash left without a portfolio is no obstacle:
 * the next request completes it.
 */
const claimAccount = async (
  dependencies: PortfolioDependencies & { readonly openStream: OpenStreamOf },
  userId: string,
  accountName: string,
  context: CommandContext,
): Promise<Result<string, Refusal>> => {
  const accounts = await dependencies.openStream(accountsDecider, streams.accounts(userId));
  const holder = holderOf(accounts.state(), accountName);
  if (holder !== null) {
    if ((await loadPortfolio(dependencies.store, holder)).status !== 'archived') return ok(holder);
    // Archiving was cut short before it freed the name.
    await accounts.execute({ type: 'CloseAccount', portfolioId: holder }, context);
  }
  const portfolioId = await proposeId(dependencies, userId, accountName, context.commandId);
  const opened = await accounts.execute({ type: 'OpenAccount', portfolioId, accountName }, context);
  if (opened.ok) return ok(portfolioId);
  const winner = holderOf(accounts.state(), accountName);
  return winner === null ? fail(opened.error) : ok(winner);
};

const importEventId = async (
  store: EventStore,
  portfolioId: string,
  importId: string,
): Promise<string | null> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const imported = events.find(
    ({ type, data }) =>
      type === 'PositionsImported' && (data as { readonly importId: string }).importId === importId,
  );
  return imported?.eventId ?? null;
};

/** The portfolio and all positions of its file, or nothing. A repeated command gives the first answer. */
export const createCreatePortfolio =
  (
    dependencies: PortfolioDependencies & { readonly openStream: OpenStreamOf },
  ): Application['createPortfolio'] =>
  async (userId, input, context) => {
    const { store, handle, queries, clock } = dependencies;
    const importId = uuid5('import', context.commandId);
    const claimed = await claimAccount(dependencies, userId, input.accountName, context);
    if (!claimed.ok) return claimed;
    const portfolioId = claimed.value;
    const now = clock();
    const positions = identify(portfolioId, input.positions);
    const { portfolioName, accountName, accountType, equityBalance, description, autoCalculate, fileSha256 } =
      input;
    const created = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      {
        type: 'CreatePortfolioWithImport',
        portfolioId,
        userId,
        portfolioName,
        accountName: accountName.trim(),
        accountType,
        equityBalance,
        equityAsOf: mostRecentCompletedSession(now),
        description,
        importId,
        fileSha256,
        importedOn: newYorkClock(now).date,
        positions,
        autoCalculate,
      },
      context,
    );
    if (!created.ok) return created;
    const eventId = autoCalculate ? await importEventId(store, portfolioId, importId) : null;
    return ok({
      value: {
        portfolioId,
        importId,
        runId: eventId === null ? null : runIdAfter(eventId),
        positionsImported: positions.length,
        pendingSymbols: await pendingSymbolsOf(queries, positions),
      },
      position: created.value.position,
      revision: created.value.revision,
    });
  };

/** Whether the command created the portfolio, in an earlier call whose answer was lost. */
const wasCreatedBy = async (store: EventStore, portfolioId: string, commandId: string): Promise<boolean> => {
  const [first] = await store.readStream(streams.portfolio(portfolioId));
  return first?.metadata.causationId === commandId;
};

/** A portfolio without positions. A repeated command gives the first answer. */
export const createCreateEmptyPortfolio =
  (
    dependencies: PortfolioDependencies & { readonly openStream: OpenStreamOf },
  ): Application['createEmptyPortfolio'] =>
  async (userId, input, context) => {
    const { store, handle, clock } = dependencies;
    const claimed = await claimAccount(dependencies, userId, input.accountName, context);
    if (!claimed.ok) return claimed;
    const portfolioId = claimed.value;
    const value = { portfolioId };
    if (await wasCreatedBy(store, portfolioId, context.commandId)) return ok({ value, position: null });
    const { portfolioName, accountName, accountType, equityBalance, description } = input;
    const created = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      {
        type: 'CreatePortfolio',
        portfolioId,
        userId,
        portfolioName,
        accountName: accountName.trim(),
        accountType,
        equityBalance,
        equityAsOf: mostRecentCompletedSession(clock()),
        description,
      },
      context,
    );
    if (!created.ok) return created;
    const { position, revision } = created.value;
    return ok({ value, position, revision });
  };
