import { streams } from '../../application/streams.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { Cells } from '../../domain/import/columns.ts';
import { NO_CELLS } from '../../domain/import/position-cells.ts';
import {
  type PortfolioCommand,
  type PortfolioState,
  portfolioDecider,
} from '../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { Position } from '../../domain/portfolio/position.ts';
import { eventOf, type Told } from './events.ts';

export type EditedPortfolio = {
  readonly portfolioId: string;
  readonly userId: string;
  /** What the decider has made of it. */
  readonly state: Exclude<PortfolioState, { status: 'none' }>;
  readonly told: readonly Told[];
};

const lot = (portfolioId: string, symbol: string, quantity: string): Position => ({
  positionId: uuid5(`${portfolioId} ${symbol}`),
  symbol,
  quantity,
  entryPrice: '100',
  entryDate: '2024-02-01',
  exit: null,
  investmentClass: 'PUBLIC',
  subtype: 'STOCK',
});

const cells = (symbol: string, quantity: string): Cells => ({
  ...NO_CELLS,
  symbol,
  quantity,
  entryPrice: '50.25',
  entryDate: '2024-05-06',
});

/** A portfolio that has been through everything a person can do to one, as its decider tells it. */
export const editedPortfolio = (name: string): EditedPortfolio => {
  const userId = uuid5(`user ${name}`);
  const portfolioId = uuid5(`edited ${name}`);
  const idOf = (symbol: string): string => lot(portfolioId, symbol, '1').positionId;
  const byHand = (of: string): string => uuid5(`${portfolioId} by hand ${of}`);
  const today = { portfolioId, today: '2024-07-03' } as const;
  const file = (importId: string, ...positions: readonly Position[]): PortfolioCommand => ({
    type: 'ReimportPositions',
    portfolioId,
    importId: uuid5(`${portfolioId} ${importId}`),
    fileSha256: `${importId} of ${portfolioId}`,
    importedOn: '2024-07-02',
    file: {
      positions: positions.map(({ positionId: _, ...position }) => position as Position),
      dated: true,
      asOf: '2024-07-01',
      splits: { AMZN: 'split' },
      exits: {},
    },
    lastCloseOf: () => '111.5',
    shareRatio: () => 1,
    autoCalculate: true,
  });
  const closePart = (positionId: string, quantity: string | null, part: string): PortfolioCommand => ({
    ...today,
    type: 'ClosePositions',
    shareRatio: () => 1,
    entries: [{ positionId, quantity, exitDate: '2024-06-20', exitPrice: '120', closedPartId: byHand(part) }],
  });
  const commands: readonly PortfolioCommand[] = [
    {
      type: 'CreatePortfolioWithImport',
      portfolioId,
      userId,
      portfolioName: `Edited by ${name}`,
      accountName: name,
      accountType: 'ira',
      equityBalance: '250000.00',
      equityAsOf: '2024-06-28',
      description: null,
      importId: uuid5(`${portfolioId} first`),
      fileSha256: `first of ${portfolioId}`,
      importedOn: '2024-06-30',
      positions: ['AAPL', 'MSFT', 'AMZN', 'NVDA'].map((symbol) => lot(portfolioId, symbol, '100')),
      autoCalculate: false,
    },
    {
      ...today,
      type: 'OpenPositions',
      onDuplicate: 'refuse',
      entries: ['META', 'TSLA'].map((symbol) => ({ positionId: byHand(symbol), cells: cells(symbol, '10') })),
    },
    {
      ...today,
      type: 'AdjustPositions',
      entries: [{ positionId: idOf('AAPL'), changes: { quantity: '90' } }],
    },
    closePart(idOf('AAPL'), '40', 'part of AAPL'),
    closePart(byHand('TSLA'), null, 'no part'),
    file(
      'second',
      lot(portfolioId, 'AAPL', '50'),
      lot(portfolioId, 'MSFT', '30'),
      { ...lot(portfolioId, 'AMZN', '2000'), entryPrice: '5' },
      lot(portfolioId, 'GOOG', '7'),
      { ...lot(portfolioId, 'META', '10'), entryDate: '2024-05-06', entryPrice: '50.25' },
    ),
    { ...today, type: 'RemovePositions', positionIds: [byHand('META')], reason: 'a mistake' },
    file('third', lot(portfolioId, 'MSFT', '20'), { ...lot(portfolioId, 'AMZN', '2000'), entryPrice: '5' }),
    {
      type: 'RevertImport',
      portfolioId,
      importId: uuid5(`${portfolioId} second`),
      reason: 'the wrong account',
    },
    { type: 'RenamePortfolio', portfolioId, portfolioName: `Renamed by ${name}`, accountName: `${name} 2` },
    { type: 'ArchivePortfolio', portfolioId },
    { type: 'RevivePortfolio', portfolioId },
  ];
  let state: PortfolioState = portfolioDecider.initial;
  const events: PortfolioEvent[] = [];
  for (const command of commands) {
    const decided = portfolioDecider.decide(command, state);
    if (!decided.ok) throw new Error(`${command.type}: ${decided.error.code}`);
    if (decided.value.length === 0) throw new Error(`${command.type} told nothing`);
    for (const event of decided.value) state = portfolioDecider.evolve(state, event);
    events.push(...decided.value);
  }
  if (state.status === 'none') throw new Error('it was created');
  const stream = streams.portfolio(portfolioId);
  return {
    portfolioId,
    userId,
    state,
    told: events.map((event, n) => ({ stream, event: eventOf(event, `${portfolioId} ${n}`) })),
  };
};
