import { type PortfolioCommand, portfolioDecider } from '../../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../../domain/portfolio/events.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import { given } from '../../support/given.ts';

const apple: Position = {
  positionId: 'x1',
  symbol: 'AAPL',
  quantity: '100',
  entryPrice: '158',
  entryDate: '2024-01-16',
  exit: null,
  investmentClass: 'PUBLIC',
  subtype: 'STOCK',
};
const about = {
  portfolioId: 'p1',
  userId: 'u1',
  portfolioName: 'Growth',
  accountName: 'Schwab',
  accountType: 'taxable',
  equityBalance: '100000',
  equityAsOf: '2024-06-28',
  description: null,
} as const;
const imported = {
  importId: 'i1',
  fileSha256: 'ab',
  importedOn: '2024-06-30',
  positions: [apple],
  autoCalculate: false,
} as const;
const create = (importId: string): PortfolioCommand => ({
  type: 'CreatePortfolioWithImport',
  ...about,
  ...imported,
  importId,
});
const revert = (importId: string): PortfolioCommand => ({
  type: 'RevertImport',
  portfolioId: 'p1',
  importId,
  reason: 'wrong file',
});
const archive: PortfolioCommand = { type: 'ArchivePortfolio', portfolioId: 'p1' };

const wasCreated: PortfolioEvent = { type: 'PortfolioCreated', data: { ...about, currency: 'USD' } };
const wasImported: PortfolioEvent = { type: 'PositionsImported', data: { portfolioId: 'p1', ...imported } };
const wasReverted: PortfolioEvent = {
  type: 'PositionsImportReverted',
  data: {
    portfolioId: 'p1',
    importId: 'i1',
    reason: 'wrong file',
    removed: ['x1'],
    restored: [],
    stayed: [],
  },
};
/** As they were told before lots could be edited. */
const wasRevertedOnce: PortfolioEvent = {
  type: 'PositionsImportReverted',
  data: { portfolioId: 'p1', importId: 'i1', reason: 'wrong file' },
};
const wasArchived: PortfolioEvent = { type: 'PortfolioArchived', data: { portfolioId: 'p1', userId: 'u1' } };
const open = [wasCreated, wasImported];

describe('creating a portfolio', () => {
  it('records the portfolio and all its positions together', () => {
    given(portfolioDecider, []).when(create('i1')).then(wasCreated, wasImported);
  });

  it('changes nothing when the same import comes again, even after it was reverted', () => {
    given(portfolioDecider, open).when(create('i1')).thenNothing();
    given(portfolioDecider, [...open, wasReverted])
      .when(create('i1'))
      .thenNothing();
  });

  it('refuses another import under the same id: the account name is in use', () => {
    given(portfolioDecider, open).when(create('i2')).thenRefused('ERR_PORT_001');
  });

  it('refuses to bring an archived one back', () => {
    given(portfolioDecider, [...open, wasArchived])
      .when(create('i2'))
      .thenRefused('ERR_PORT_014');
  });
});

describe('reverting an import', () => {
  it('is one event, and its positions are held no more', () => {
    given(portfolioDecider, open).when(revert('i1')).then(wasReverted);
    const fold = (events: readonly PortfolioEvent[]) =>
      events.reduce(portfolioDecider.evolve, portfolioDecider.initial);
    const lot = { position: apple, statedOn: '2024-06-30', importId: 'i1', changedBy: 'i1' };
    expect(fold(open)).toMatchObject({ status: 'open', userId: 'u1', lots: new Map([['x1', lot]]) });
    for (const reverted of [wasReverted, wasRevertedOnce]) {
      expect(fold([...open, reverted])).toMatchObject({
        status: 'open',
        lots: new Map(),
        imports: new Map(),
      });
    }
  });

  it('changes nothing the second time', () => {
    given(portfolioDecider, [...open, wasReverted])
      .when(revert('i1'))
      .thenNothing();
  });

  it('refuses an import that the portfolio does not have', () => {
    given(portfolioDecider, open).when(revert('i2')).thenRefused('ERR_NOT_FOUND');
    given(portfolioDecider, []).when(revert('i1')).thenRefused('ERR_NOT_FOUND');
  });

  it('refuses once the portfolio is archived', () => {
    given(portfolioDecider, [...open, wasArchived])
      .when(revert('i1'))
      .thenRefused('ERR_PORT_014');
  });
});

describe('archiving a portfolio', () => {
  it('happens once, and names the owner', () => {
    given(portfolioDecider, open).when(archive).then(wasArchived);
    given(portfolioDecider, [...open, wasArchived])
      .when(archive)
      .thenNothing();
  });

  it('needs a portfolio', () => {
    given(portfolioDecider, []).when(archive).thenRefused('ERR_NOT_FOUND');
  });
});

describe('an empty portfolio', () => {
  const empty: PortfolioCommand = { type: 'CreatePortfolio', ...about };

  it('is created alone, once', () => {
    given(portfolioDecider, []).when(empty).then(wasCreated);
    given(portfolioDecider, [wasCreated]).when(empty).thenRefused('ERR_PORT_001');
    given(portfolioDecider, [wasCreated, wasArchived]).when(empty).thenRefused('ERR_PORT_014');
  });
});

describe('renaming a portfolio', () => {
  const rename = (portfolioName: string, accountName: string): PortfolioCommand => ({
    type: 'RenamePortfolio',
    portfolioId: 'p1',
    portfolioName,
    accountName,
  });
  const before = { portfolioName: 'Growth', accountName: 'Schwab' };
  const wasRenamed: PortfolioEvent = {
    type: 'PortfolioRenamed',
    data: { portfolioId: 'p1', before, after: { portfolioName: 'Old age', accountName: 'Schwab' } },
  };

  it('tells the names before and after, and nothing when they are the same', () => {
    given(portfolioDecider, open).when(rename('Old age', 'Schwab')).then(wasRenamed);
    given(portfolioDecider, [...open, wasRenamed])
      .when(rename('Old age', 'Schwab'))
      .thenNothing();
    given(portfolioDecider, [...open, wasArchived])
      .when(rename('Old age', 'Schwab'))
      .thenRefused('ERR_PORT_014');
    given(portfolioDecider, []).when(rename('Old age', 'Schwab')).thenRefused('ERR_NOT_FOUND');
  });
});

describe('reviving a portfolio', () => {
  const revive: PortfolioCommand = { type: 'RevivePortfolio', portfolioId: 'p1' };
  const wasRevived: PortfolioEvent = { type: 'PortfolioRevived', data: { portfolioId: 'p1', userId: 'u1' } };
  const fold = (events: readonly PortfolioEvent[]) =>
    events.reduce(portfolioDecider.evolve, portfolioDecider.initial);

  it('brings back everything that it had', () => {
    given(portfolioDecider, [...open, wasArchived])
      .when(revive)
      .then(wasRevived);
    expect(fold([...open, wasArchived, wasRevived])).toEqual(fold(open));
  });

  it('changes nothing where it is not archived, and needs a portfolio', () => {
    given(portfolioDecider, open).when(revive).thenNothing();
    given(portfolioDecider, []).when(revive).thenRefused('ERR_NOT_FOUND');
  });
});
