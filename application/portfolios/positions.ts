import { isIsoDate, newYorkClock } from '../../domain/dates.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { PositionCommand } from '../../domain/portfolio/decide-positions.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import { ok } from '../../domain/result.ts';
import type { Answer, Application, CallContext, ChangedPositions } from '../application.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { ownPortfolio, runAfterCommand } from './own-portfolio.ts';
import { pendingSymbolsOf } from './pending-symbols.ts';
import { loadShareRatio } from './share-ratio.ts';

type Dependencies = Pick<PortfolioDependencies, 'store' | 'handle' | 'queries' | 'clock'>;

/** All entries in one append, or none. `named` are the lots to answer with. */
const change = async (
  { store, handle, queries }: Dependencies,
  userId: string,
  command: PositionCommand,
  named: readonly string[],
  context: CallContext,
): Answer<ChangedPositions> => {
  const { portfolioId } = command;
  const own = await ownPortfolio(store, userId, portfolioId);
  if (!own.ok) return own;
  const stream = streams.portfolio(portfolioId);
  const changed = await handle(portfolioDecider, stream, command, { ...context, atomic: true });
  if (!changed.ok) return changed;
  const { state, position, revision } = changed.value;
  const lots = state.status === 'open' ? [...new Set(named)].flatMap((id) => state.lots.get(id) ?? []) : [];
  return ok({
    value: {
      lots,
      runId: await runAfterCommand(store, portfolioId, context),
      pendingSymbols: await pendingSymbolsOf(
        queries,
        lots.map((lot) => lot.position),
      ),
    },
    position,
    revision,
  });
};

/** Ids follow from the command's, so that a repeated command opens each lot once. */
export const createOpenPositions =
  (dependencies: Dependencies): Application['openPositions'] =>
  (userId, { portfolioId, positions, onDuplicate }, context) => {
    const entries = positions.map((cells, index) => ({
      positionId: uuid5(`position ${index}`, context.commandId),
      cells,
    }));
    const today = newYorkClock(dependencies.clock()).date;
    return change(
      dependencies,
      userId,
      { type: 'OpenPositions', portfolioId, today, entries, onDuplicate },
      entries.map(({ positionId }) => positionId),
      context,
    );
  };

export const createAdjustPositions =
  (dependencies: Dependencies): Application['adjustPositions'] =>
  (userId, { portfolioId, positions }, context) =>
    change(
      dependencies,
      userId,
      {
        type: 'AdjustPositions',
        portfolioId,
        today: newYorkClock(dependencies.clock()).date,
        entries: positions,
      },
      positions.map(({ positionId }) => positionId),
      context,
    );

export const createClosePositions =
  (dependencies: Dependencies): Application['closePositions'] =>
  async (userId, { portfolioId, positions }, context) => {
    const { store, queries, clock } = dependencies;
    const entries = positions.map((position, index) => ({
      ...position,
      closedPartId: uuid5(`closed part ${index}`, context.commandId),
    }));
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const { lots } = own.value.portfolio;
    const shareRatio = await loadShareRatio(
      queries,
      positions.flatMap(({ positionId }) => lots.get(positionId) ?? []),
      positions.map(({ exitDate }) => exitDate).filter(isIsoDate),
    );
    const today = newYorkClock(clock()).date;
    return change(
      dependencies,
      userId,
      { type: 'ClosePositions', portfolioId, today, entries, shareRatio },
      entries.flatMap(({ positionId, closedPartId }) => [positionId, closedPartId]),
      context,
    );
  };

export const createRemovePositions =
  (dependencies: Dependencies): Application['removePositions'] =>
  (userId, { portfolioId, positionIds, reason }, context) => {
    const today = newYorkClock(dependencies.clock()).date;
    const command = { type: 'RemovePositions', portfolioId, today, positionIds, reason } as const;
    return change(dependencies, userId, command, [], context);
  };
