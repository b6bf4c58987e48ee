import { newYorkClock } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { differenceOf, importOfFile, type ReimportPositions } from '../../domain/portfolio/decide-import.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { PortfolioEvent, PositionsReconciled } from '../../domain/portfolio/events.ts';
import type { StatedLot } from '../../domain/portfolio/lot.ts';
import type { Lots } from '../../domain/portfolio/lots.ts';
import { type Position, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { ok } from '../../domain/result.ts';
import type { Application, Reimport } from '../application.ts';
import { runIdAfter } from '../calculation/calculator.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import type { Queries } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { ownPortfolio } from './own-portfolio.ts';
import { pendingSymbolsOf } from './pending-symbols.ts';
import { loadShareRatio } from './share-ratio.ts';

type Dependencies = Pick<PortfolioDependencies, 'store' | 'handle' | 'queries' | 'clock'>;

/** The latest closes of what is held, up to the day of the file: what is not in the file was sold at them unless told. */
const lastCloses = async (
  queries: Queries,
  { lots }: Lots,
  { asOf }: Reimport,
): Promise<(position: Position) => Decimal | null> => {
  const symbols = new Set([...lots.values()].flatMap(({ position }) => pricedSymbolOf(position) ?? []));
  const closes = await queries.latestCloses([...symbols], asOf);
  // An option's close is not that of its underlying.
  return (position) => {
    const symbol = position.investmentClass === 'OPTIONS' ? null : pricedSymbolOf(position);
    return symbol === null ? null : (closes.get(symbol)?.close ?? null);
  };
};

const positionsOf = (lots: readonly StatedLot[]): readonly Position[] => lots.map(({ position }) => position);

type Terms = Omit<ReimportPositions, 'type' | 'autoCalculate'>;

const termsOf = async (
  { queries, clock }: Dependencies,
  portfolio: Lots,
  input: Reimport,
  importId: string,
): Promise<Terms> => {
  const { portfolioId, fileSha256, ...file } = input;
  return {
    portfolioId,
    importId,
    fileSha256,
    importedOn: newYorkClock(clock()).date,
    file,
    lastCloseOf: await lastCloses(queries, portfolio, input),
    shareRatio: await loadShareRatio(queries, [...portfolio.lots.values()], [input.asOf]),
  };
};

export const createPlanReimport =
  (dependencies: Dependencies): Application['planReimport'] =>
  async (userId, input) => {
    const { store, queries } = dependencies;
    const own = await ownPortfolio(store, userId, input.portfolioId);
    if (!own.ok) return own;
    const { portfolio, revision } = own.value;
    const difference = differenceOf(portfolio, await termsOf(dependencies, portfolio, input, 'plan'));
    return ok({
      difference,
      alreadyImported: importOfFile(portfolio, input.fileSha256),
      pendingSymbols: await pendingSymbolsOf(queries, positionsOf(difference.opened)),
      revision,
    });
  };

/** What the import has changed, as the log tells it; null when it changed nothing. */
const reconciledBy = async (
  store: EventStore,
  portfolioId: string,
  importId: string,
): Promise<RecordedEvent<PositionsReconciled> | null> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const told = events as unknown as readonly RecordedEvent<PortfolioEvent>[];
  for (const event of told) {
    if (event.type === 'PositionsReconciled' && event.data.importId === importId) return event;
  }
  return null;
};

/** The decider works the difference out anew: what was changed since it was shown is not lost. */
export const createReimport =
  (dependencies: Dependencies): Application['reimport'] =>
  async (userId, input, context) => {
    const { store, handle, queries } = dependencies;
    const { portfolioId } = input;
    const own = await ownPortfolio(store, userId, portfolioId);
    if (!own.ok) return own;
    const importId = uuid5('import', context.commandId);
    const reimported = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      {
        type: 'ReimportPositions',
        ...(await termsOf(dependencies, own.value.portfolio, input, importId)),
        autoCalculate: true,
      },
      context,
    );
    if (!reimported.ok) return reimported;
    const { position, revision } = reimported.value;
    const event = await reconciledBy(store, portfolioId, importId);
    if (event === null) return ok({ value: { applied: null, pendingSymbols: [] }, position, revision });
    const { opened, changed, closed, splits } = event.data;
    const difference = { opened, changed, closed, splits };
    return ok({
      value: {
        applied: { importId, difference, runId: runIdAfter(event.eventId) },
        pendingSymbols: await pendingSymbolsOf(queries, positionsOf(opened)),
      },
      position,
      revision,
    });
  };
