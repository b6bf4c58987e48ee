import fc from 'fast-check';
import { decimal } from '../../../domain/decimal.ts';
import type { PortfolioLot } from '../../../domain/portfolio/lot.ts';
import { evolveLots, NO_LOTS } from '../../../domain/portfolio/lots.ts';
import type { UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import { reconcile } from '../../../domain/portfolio/reconcile.ts';
import {
  isEmpty,
  type Reconciliation,
  type ReimportedFile,
} from '../../../domain/portfolio/reconciliation.ts';
import type { ShareRatio } from '../../../domain/portfolio/share-split.ts';
import { asRow, call, fileOf, held, share } from './lots.ts';

const CLOSES: Readonly<Record<string, string>> = { AAPL: '210', MSFT: '450', NVDA: '120' };

const difference = (
  lots: readonly PortfolioLot[],
  file: ReimportedFile,
  shareRatio: ShareRatio = () => 1,
): Reconciliation =>
  reconcile(lots, file, {
    shareRatio,
    lastCloseOf: ({ investmentClass, symbol }) =>
      investmentClass === 'PUBLIC' ? (CLOSES[symbol] ?? null) : null,
    newId: (ordinal) => `n${ordinal}`,
  });

/** What changed, in a line each. */
const lines = ({ opened, changed, closed }: Reconciliation): readonly string[] => [
  ...opened.map(({ position: p }) => `opened ${p.symbol} ${p.quantity} @ ${p.entryPrice} of ${p.entryDate}`),
  ...changed.map(
    ({ before: { position: was }, after: { position: is }, what }) =>
      `${what} ${was.symbol} ${was.quantity} @ ${was.entryPrice} -> ${is.quantity} @ ${is.entryPrice}`,
  ),
  ...closed.map(
    ({ closed: { position: p }, remainder, priceFrom }) =>
      `closed ${p.quantity} ${p.symbol} at ${p.exit?.price} on ${p.exit?.date} (${priceFrom}), left ${remainder?.position.quantity ?? '0'}`,
  ),
];

/** The lots after the difference was applied. */
const applied = (lots: readonly PortfolioLot[], change: Reconciliation): readonly PortfolioLot[] => {
  const { unchanged: _, questions: __, ...told } = change;
  const before = new Map(lots.map((lot) => [lot.position.positionId, lot]));
  const data = {
    portfolioId: 'p',
    importId: 'i2',
    fileSha256: 'b',
    importedOn: '2024-10-01',
    asOf: '2024-09-30',
    autoCalculate: true,
    ...told,
  };
  const after = evolveLots({ ...NO_LOTS, lots: before }, { type: 'PositionsReconciled', data });
  return [...after.lots.values()];
};

describe('a newer file with entry dates', () => {
  const lots = held(
    share('AAPL', '100', '150'),
    share('AAPL', '50', '170', '2024-03-01'),
    share('MSFT', '10', '300'),
  );
  const dated = (...rows: readonly UnidentifiedPosition[]) => fileOf(rows, { dated: true });
  const [apple, secondApple, microsoft] = lots.map(asRow) as [
    UnidentifiedPosition,
    UnidentifiedPosition,
    UnidentifiedPosition,
  ];

  it('that shows the same changes nothing, whatever its order and spelling of numbers', () => {
    const same = dated(microsoft, { ...secondApple, quantity: '50.00', entryPrice: '170.0' }, apple);
    expect(isEmpty(difference(lots, same))).toBe(true);
    expect(difference(lots, same).unchanged.toSorted()).toEqual(['l0', 'l1', 'l2']);
  });

  it('opens what is new, closes what is gone at the latest close, and leaves the rest', () => {
    const change = difference(lots, dated(apple, secondApple, share('NVDA', '5', '110', '2024-08-01')));
    expect(lines(change)).toEqual([
      'opened NVDA 5 @ 110 of 2024-08-01',
      'closed 10 MSFT at 450 on 2024-09-30 (last_close), left 0',
    ]);
    expect(change.unchanged).toEqual(['l0', 'l1']);
  });

  it('sells what a lot has fewer of, and corrects what it has more of', () => {
    const fewer = dated({ ...apple, quantity: '60' }, { ...secondApple, quantity: '55' }, microsoft);
    expect(lines(difference(lots, fewer))).toEqual([
      'quantity AAPL 50 @ 170 -> 55 @ 170',
      'closed 40 AAPL at 210 on 2024-09-30 (last_close), left 60',
    ]);
  });

  it('restates a cost, and nothing else of the lot', () => {
    const change = difference(lots, dated({ ...apple, entryPrice: '151.25' }, secondApple, microsoft));
    expect(lines(change)).toEqual(['cost AAPL 100 @ 150 -> 100 @ 151.25']);
    expect(change.changed[0]?.after.statedOn).toBe('2024-06-30');
  });

  it('takes the exit of a row, also of a part, and knows a closed lot again', () => {
    const exit = { date: '2024-08-01', price: '205' };
    const part = dated(
      { ...apple, quantity: '60' },
      { ...apple, quantity: '40', exit },
      secondApple,
      microsoft,
    );
    const change = difference(lots, part);
    expect(lines(change)).toEqual(['closed 40 AAPL at 205 on 2024-08-01 (file), left 60']);
    expect(isEmpty(difference(applied(lots, change), part))).toBe(true);
  });

  it('takes a long and a short lot of one symbol as two holdings', () => {
    const both = held(share('AAPL', '100', '150'), share('AAPL', '-100', '150'));
    expect(isEmpty(difference(both, dated(...both.map(asRow))))).toBe(true);
    expect(lines(difference(both, dated(share('AAPL', '100', '150'))))).toEqual([
      'closed -100 AAPL at 210 on 2024-09-30 (last_close), left 0',
    ]);
  });

  it('leaves lots that are younger than it, and options that had expired', () => {
    const young = held(
      share('AAPL', '100', '150', '2024-10-01'),
      call('2', '2024-09-20'),
      call('3', '2024-12-20'),
    );
    const change = difference(young, dated());
    expect(change.unchanged).toEqual(['l0', 'l1']);
    expect(change.questions).toEqual([
      { id: 'exit', symbol: 'SPY241220C00500000', quantity: '3', suggestedDate: '2024-09-30' },
    ]);
  });
});

describe('a newer file without entry dates', () => {
  const lots = held(
    share('AAPL', '50', '170', '2024-03-01'),
    share('AAPL', '100', '150'),
    share('BRK.B', '10', '400'),
  );
  const berkshire = share('BRK-B', '10', '400', '2024-09-30');

  it('matches by security and keeps the dates that are known', () => {
    const average = decimal('50').times(170).plus(15000).div(150).round(6).toFixed();
    const change = difference(lots, fileOf([share('AAPL', '150', average, '2024-09-30'), berkshire]));
    expect(isEmpty(change)).toBe(true);
    expect(change.unchanged).toHaveLength(3);
  });

  it('sells first in, first out, and says so lot by lot', () => {
    const change = difference(lots, fileOf([share('AAPL', '30', '170'), berkshire]));
    expect(lines(change)).toEqual([
      'closed 100 AAPL at 210 on 2024-09-30 (last_close), left 0',
      'closed 20 AAPL at 210 on 2024-09-30 (last_close), left 30',
    ]);
    expect(change.closed.map(({ before }) => before.position.entryDate)).toEqual([
      '2024-01-16',
      '2024-03-01',
    ]);
  });

  it('takes what came on top as a lot of its own, at what it added to the cost', () => {
    // 150 shares cost 23,500; 200 cost 33,000: fifty at 190.
    const change = difference(lots, fileOf([share('AAPL', '200', '165', '2024-09-16'), berkshire]));
    expect(lines(change)).toEqual(['opened AAPL 50 @ 190 of 2024-09-16']);
    expect(change.unchanged).toEqual(['l0', 'l1', 'l2']);
  });

  it('takes the cost of the file where no price of the new shares follows', () => {
    const change = difference(lots, fileOf([share('AAPL', '200', '100', '2024-09-16'), berkshire]));
    expect(lines(change)).toEqual([
      'opened AAPL 50 @ 100 of 2024-09-16',
      'cost AAPL 50 @ 170 -> 50 @ 100',
      'cost AAPL 100 @ 150 -> 100 @ 100',
    ]);
  });

  it('asks for the price of what is gone where no close is known, and takes the answer', () => {
    const file = fileOf([share('AAPL', '150', '156.666667')]);
    const asked = difference(lots, file);
    expect(lines(asked)).toEqual([]);
    expect(asked.questions).toEqual([
      { id: 'exit', symbol: 'BRK.B', quantity: '10', suggestedDate: '2024-09-30' },
    ]);
    const answered = { ...file, exits: { 'BRK-B': { date: '2024-09-12', price: '455.5' } } };
    expect(lines(difference(lots, answered))).toEqual([
      'closed 10 BRK.B at 455.5 on 2024-09-12 (given), left 0',
    ]);
  });

  it('closes cash at its stated value without a question', () => {
    const cash = held(share('SPAXX', '5000', '1', '2024-01-01', { subtype: 'CASH' } as never));
    expect(lines(difference(cash, fileOf([share('SPAXX', '4200', '1')])))).toEqual([
      'closed 800 SPAXX at 1 on 2024-09-30 (stated), left 4200',
    ]);
    // Twice the cash is no split.
    expect(lines(difference(cash, fileOf([share('SPAXX', '10000', '1')])))).toEqual([
      'opened SPAXX 5000 @ 1 of 2024-01-16',
    ]);
  });
});

describe('what looks like a split', () => {
  const lots = held(share('NVDA', '10', '1208.4'), share('NVDA', '5', '900', '2024-02-01'));
  const after = [share('NVDA', '150', '110.56', '2024-09-30')];

  it('is a question, and nothing of it is applied', () => {
    const change = difference(lots, fileOf(after));
    expect(lines(change)).toEqual([]);
    expect(change.questions).toEqual([
      {
        id: 'split',
        symbol: 'NVDA',
        ratio: { newShares: 10, oldShares: 1 },
        quantityBefore: '15',
        quantityAfter: '150',
        costBefore: '1105.6',
        costAfter: '110.56',
      },
    ]);
  });

  it('restates each lot in the new shares when it was one', () => {
    const change = difference(lots, fileOf(after, { splits: { NVDA: 'split' } }));
    expect(lines(change)).toEqual([
      'split NVDA 10 @ 1208.4 -> 100 @ 120.84',
      'split NVDA 5 @ 900 -> 50 @ 90',
    ]);
    expect(change.changed.map(({ after: { statedOn } }) => statedOn)).toEqual(['2024-09-30', '2024-09-30']);
    expect(change.splits).toEqual([{ symbol: 'NVDA', newShares: 10, oldShares: 1 }]);
    const again = difference(applied(lots, change), fileOf(after));
    expect([lines(again), again.questions]).toEqual([[], []]);
  });

  it('buys and sells when it was none', () => {
    const change = difference(lots, fileOf(after, { splits: { nvda: 'trade' } }));
    expect(lines(change)).toEqual([
      'opened NVDA 135 @ 110.56 of 2024-09-30',
      'cost NVDA 10 @ 1208.4 -> 10 @ 110.56',
      'cost NVDA 5 @ 900 -> 5 @ 110.56',
    ]);
  });

  it('is also one lot by lot, and with fractions that were paid in cash', () => {
    const rows = [share('NVDA', '100', '120.84'), share('NVDA', '50', '90', '2024-02-01')];
    expect(lines(difference(lots, fileOf(rows, { dated: true, splits: { NVDA: 'split' } })))).toEqual([
      'split NVDA 10 @ 1208.4 -> 100 @ 120.84',
      'split NVDA 5 @ 900 -> 50 @ 90',
    ]);
    const reverse = held(share('NVDA', '105', '2'));
    const file = fileOf([share('NVDA', '10', '20')], { splits: { NVDA: 'split' } });
    expect(lines(difference(reverse, file))).toEqual(['split NVDA 105 @ 2 -> 10 @ 20']);
  });

  it('is asked about when the prices know it, also where something was traded besides', () => {
    const known: ShareRatio = ({ position, statedOn }) =>
      position.symbol === 'NVDA' && statedOn === '2024-06-30' ? 10 : 1;
    const sold = fileOf([share('NVDA', '120', '110.56')]);
    expect(difference(lots, sold, known).questions).toMatchObject([
      { id: 'split', ratio: { newShares: 10, oldShares: 1 } },
    ]);
    const change = difference(lots, { ...sold, splits: { NVDA: 'split' } }, known);
    expect(lines(change)).toEqual([
      'split NVDA 5 @ 900 -> 50 @ 110.56',
      'closed 30 NVDA at 120 on 2024-09-30 (last_close), left 70',
    ]);
    expect(lines(difference(lots, fileOf([]), known))).toEqual([
      'closed 100 NVDA at 120 on 2024-09-30 (last_close), left 0',
      'closed 50 NVDA at 120 on 2024-09-30 (last_close), left 0',
    ]);
  });

  it('is not seen where only the quantity doubled, or in an option', () => {
    const doubled = difference(held(share('AAPL', '10', '100')), fileOf([share('AAPL', '20', '150')]));
    expect([lines(doubled), doubled.questions]).toEqual([['opened AAPL 10 @ 200 of 2024-01-16'], []]);
    const options = held(call('2', '2024-12-20'));
    const half = { ...call('4', '2024-12-20'), entryPrice: '2.75' };
    expect(difference(options, fileOf([half])).questions).toEqual([]);
  });
});

describe('any file', () => {
  const symbols = fc.constantFrom('AAPL', 'MSFT', 'NVDA');
  const rows = fc.array(
    fc.record({
      symbol: symbols,
      quantity: fc.integer({ min: -500, max: 500 }).filter((n) => n !== 0),
      cents: fc.integer({ min: 1, max: 100_000 }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    { maxLength: 12 },
  );
  type Rows = typeof rows extends fc.Arbitrary<infer R> ? R : never;
  const positionsOf = (of: Rows): readonly UnidentifiedPosition[] =>
    of.map(({ symbol, quantity, cents, day }) =>
      share(
        symbol,
        String(quantity),
        decimal(cents).div(100).toFixed(),
        `2024-02-${String(day).padStart(2, '0')}`,
      ),
    );
  const splits = { AAPL: 'trade', MSFT: 'trade', NVDA: 'trade' } as const;

  it('changes nothing when it is the second time, and leaves what the file shows', () => {
    fc.assert(
      fc.property(rows, rows, fc.boolean(), (before, after, dated) => {
        const lots = held(...positionsOf(before));
        const file = fileOf(positionsOf(after), { dated, splits });
        const change = difference(lots, file);
        expect(change.questions).toEqual([]);
        const now = applied(lots, change);
        const again = difference(now, file);
        expect(lines(again)).toEqual([]);
        const total = (
          of: readonly Pick<UnidentifiedPosition, 'symbol' | 'quantity' | 'exit'>[],
          key: string,
        ) =>
          of
            .filter(
              ({ symbol, quantity, exit }) => `${symbol}${quantity[0] === '-'}` === key && exit === null,
            )
            .reduce((sum, { quantity }) => sum.plus(quantity), decimal(0))
            .toFixed();
        for (const key of ['AAPL', 'MSFT', 'NVDA'].flatMap((s) => [`${s}true`, `${s}false`])) {
          expect(
            total(
              now.map(({ position }) => position),
              key,
            ),
          ).toBe(total(file.positions, key));
        }
      }),
    );
  });

  it('accounts for every lot that was held: unchanged, changed, closed or left', () => {
    fc.assert(
      fc.property(rows, rows, fc.boolean(), (before, after, dated) => {
        const lots = held(...positionsOf(before));
        const change = difference(lots, fileOf(positionsOf(after), { dated, splits }));
        const named = [
          ...change.unchanged,
          ...[...change.changed, ...change.closed].map((each) => each.before.position.positionId),
        ];
        expect([...new Set(named)].toSorted()).toEqual(
          lots.map(({ position }) => position.positionId).toSorted(),
        );
        expect(named).toHaveLength(lots.length);
      }),
    );
  });
});
