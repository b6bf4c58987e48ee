import fc from 'fast-check';
import { equityBreaks, lastGood } from '../../../domain/valuation/equity-breaks.ts';
import { readSnapshots } from '../../../domain/valuation/import-snapshots.ts';

const day = (date: string, equity: string, dailyPnl: string, netFlow = '0.00') => ({
  date,
  equity,
  dailyPnl,
  netFlow,
});

const SOUND = [
  day('2025-11-12', '100000.00', '0.00'),
  day('2025-11-13', '101000.00', '1000.00'),
  day('2025-11-14', '106000.00', '0.00', '5000.00'),
];
/** The day was run four times, and each run added the day's profit once more. */
const INFLATED = [
  ...SOUND,
  day('2025-11-17', '114000.00', '2000.00'),
  day('2025-11-18', '114500.00', '500.00'),
];

describe('the equity of consecutive snapshots', () => {
  it('has no break where each follows from the one before, flows included', () => {
    expect(equityBreaks(SOUND)).toEqual([]);
  });

  it('breaks on the date to which a profit was added more than once, and not after it', () => {
    expect(equityBreaks(INFLATED)).toEqual([
      { date: '2025-11-17', stated: '114000.00', expected: '108000.00', difference: '6000.00' },
    ]);
  });

  it('may be a cent off, because sums of rounded amounts are', () => {
    const off = (cents: string) => equityBreaks([SOUND[0]!, day('2025-11-13', `101000.${cents}`, '1000.00')]);
    expect(off('01')).toEqual([]);
    expect(off('02')).toHaveLength(1);
  });

  it('is whatever it is on the first date', () => {
    expect(equityBreaks([day('2025-11-12', '-5.00', '99.00')])).toEqual([]);
  });

  it('breaks nowhere when it is rolled, and exactly where it is tampered with', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ pnl: cents, flow: cents }), { minLength: 2, maxLength: 30 }),
        fc.nat(),
        fc.integer({ min: 2, max: 1_000_000 }),
        (days, at, error) => {
          let equity = 0;
          const rolled = days.map(({ pnl, flow }, index) => {
            equity += index === 0 ? pnl : pnl + flow;
            const money = (value: number) => (value / 100).toFixed(2);
            return day(String(index).padStart(4, '0'), money(equity), money(pnl), money(flow));
          });
          expect(equityBreaks(rolled)).toEqual([]);
          const broken = 1 + (at % (rolled.length - 1));
          const tampered = rolled.map((one, index) =>
            index < broken ? one : { ...one, equity: (Number(one.equity) + error / 100).toFixed(2) },
          );
          expect(equityBreaks(tampered).map(({ date }) => date)).toEqual([String(broken).padStart(4, '0')]);
          expect(lastGood(tampered, '9999')?.date).toBe(String(broken - 1).padStart(4, '0'));
        },
      ),
    );
  });
});

describe('the last good snapshot', () => {
  it('is the one before the first break', () => {
    expect(lastGood(INFLATED, '9999-12-31')?.date).toBe('2025-11-14');
  });

  it('is no later than a person wants it', () => {
    expect(lastGood(INFLATED, '2025-11-14')?.date).toBe('2025-11-13');
  });

  it('is the newest where nothing is broken, and none where there is none before', () => {
    expect(lastGood(SOUND, '9999-12-31')?.date).toBe('2025-11-14');
    expect(lastGood(SOUND, '2025-11-12')).toBeNull();
    expect(lastGood([], '9999-12-31')).toBeNull();
  });
});

describe('the table of an earlier system', () => {
  const row = (line: number, text: Record<string, string>) => ({ line, text });

  it('becomes snapshots in the order of their dates, and keeps the figures it states', () => {
    const { snapshots, errors, repeated } = readSnapshots([
      row(3, {
        snapshot_date: '2025-11-13',
        equity_balance: '101000',
        daily_pnl: '1000',
        long_value: '90000.555',
      }),
      row(2, { snapshot_date: '2025-11-12', equity_balance: '100000.00', short_value: '2500.10' }),
    ]);
    expect(errors).toEqual([]);
    expect(repeated).toEqual([]);
    expect(snapshots).toMatchObject([
      {
        date: '2025-11-12',
        equity: '100000.00',
        shortValue: '-2500.10',
        cash: '102500.10',
        previousDate: null,
      },
      {
        date: '2025-11-13',
        basis: 'imported',
        equity: '101000.00',
        dailyPnl: '1000.00',
        previousEquity: '100000.00',
        dailyReturn: 0.01,
        longValue: '90000.56',
        cash: '10999.44',
        cumulativePnl: '1000.00',
        unrealizedPnl: null,
        positions: null,
      },
    ]);
  });

  it('takes the last of several rows of a date, which is what people were shown, and says so', () => {
    const { snapshots, repeated } = readSnapshots([
      row(2, { snapshot_date: '2025-11-12', equity_balance: '1' }),
      row(3, { snapshot_date: '2025-11-12', equity_balance: '2' }),
    ]);
    expect(snapshots.map(({ equity }) => equity)).toEqual(['2.00']);
    expect(repeated).toEqual(['2025-11-12']);
  });

  it('names every cell that cannot be read, by its line and column', () => {
    const { errors } = readSnapshots([
      row(2, { snapshot_date: '12.11.2025', equity_balance: '1,5' }),
      row(3, { snapshot_date: '2025-11-13' }),
    ]);
    expect(errors.map(({ row: line, field }) => [line, field])).toEqual([
      [2, 'snapshot_date'],
      [2, 'equity_balance'],
      [3, 'equity_balance'],
    ]);
  });
});
