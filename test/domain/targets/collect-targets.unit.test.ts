import { collectTargets } from '../../../domain/targets/collect-targets.ts';
import { parseTarget, type TargetText } from '../../../domain/targets/parse-target.ts';

const blank: TargetText = {
  symbol: 'AAPL',
  position_type: 'LONG',
  target_eoy: '261.38',
  target_next_year: '',
  downside: '',
  current_price: '',
};
const text = (change: Partial<TargetText>): TargetText => ({ ...blank, ...change });

const codesOf = (change: Partial<TargetText>): readonly string[] => {
  const parsed = parseTarget(text(change));
  return parsed.ok ? [] : parsed.error.map(({ code }) => code);
};

describe('a target', () => {
  it('keeps its prices to the last digit', () => {
    expect(
      parseTarget(
        text({
          target_eoy: '999999999999.123456',
          target_next_year: '0',
          downside: ' 80.00 ',
          current_price: '0.000001',
        }),
      ),
    ).toEqual({
      ok: true,
      value: {
        symbol: 'AAPL',
        positionType: 'LONG',
        prices: { eoy: '999999999999.123456', nextYear: '0', downside: '80' },
        userPrice: '0.000001',
      },
    });
  });

  it.each([
    ['brk.b', 'short', 'BRK-B', 'SHORT'],
    ['BRK B', 'LONG', 'BRK-B', 'LONG'],
    ['spy250919c00460000', 'lc', 'SPY250919C00460000', 'LC'],
    ['SPY   250919P00460000', 'SP', 'SPY250919P00460000', 'SP'],
    ['SPY_C460_20250919', 'SC', 'SPY250919C00460000', 'SC'],
  ])('of %s as %s is one of %s as %s', (symbol, type, canonical, positionType) => {
    expect(parseTarget(text({ symbol, position_type: type }))).toMatchObject({
      ok: true,
      value: { symbol: canonical, positionType },
    });
  });

  it.each<[Partial<TargetText>, readonly string[]]>([
    [{ target_eoy: '' }, ['ERR_TARGET_001']],
    [{ target_eoy: '1e3' }, ['ERR_TARGET_002']],
    [{ downside: '1,000' }, ['ERR_TARGET_002']],
    [{ downside: 'NaN' }, ['ERR_TARGET_002']],
    [{ target_next_year: '-0.01' }, ['ERR_TARGET_003']],
    [{ target_eoy: '1.1234567' }, ['ERR_TARGET_004']],
    [{ target_eoy: '1'.repeat(13) }, ['ERR_TARGET_004']],
    [{ position_type: 'BUY' }, ['ERR_TARGET_005']],
    [{ position_type: '' }, ['ERR_TARGET_005']],
    [{ position_type: 'LC' }, ['ERR_TARGET_006']],
    [{ symbol: 'SPY250919P00460000', position_type: 'LC' }, ['ERR_TARGET_006']],
    [{ current_price: '0' }, ['ERR_TARGET_007']],
    [{ current_price: '-5' }, ['ERR_TARGET_007']],
    [{ symbol: '' }, ['ERR_TARGET_008']],
    [{ symbol: '=HYPERLINK("x")' }, ['ERR_TARGET_008']],
    [{ symbol: 'A'.repeat(101) }, ['ERR_TARGET_008']],
    [
      { symbol: '', position_type: '?', target_eoy: 'x', downside: '-1', current_price: '0' },
      ['ERR_TARGET_008', 'ERR_TARGET_005', 'ERR_TARGET_002', 'ERR_TARGET_003', 'ERR_TARGET_007'],
    ],
  ])('written %j is refused with %j, all at once', (change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });
});

describe('a list of targets', () => {
  it('is taken as a whole, in its order', () => {
    const collection = collectTargets();
    collection.add(1, blank);
    collection.add(2, text({ symbol: 'C' }));
    collection.add(3, text({ symbol: 'C', position_type: 'SHORT' }));
    const finished = collection.finish();
    expect(finished.ok && finished.value.map(({ symbol, positionType }) => [symbol, positionType])).toEqual([
      ['AAPL', 'LONG'],
      ['C', 'LONG'],
      ['C', 'SHORT'],
    ]);
  });

  it('is refused as a whole, with every error of every row', () => {
    const collection = collectTargets();
    collection.add(2, blank);
    collection.add(3, text({ symbol: 'MSFT', target_eoy: '$1', current_price: '0' }));
    collection.add(4, text({ symbol: 'aapl' }));
    collection.reject(5, 'X', 'Line 5 has 2 fields, the header has 6.');
    expect(collection.finish()).toMatchObject({
      ok: false,
      error: {
        code: 'ERR_TARGET_009',
        details: {
          total_errors: 4,
          errors: [
            { row: 3, symbol: 'MSFT', field: 'target_eoy', value: '$1', code: 'ERR_TARGET_002' },
            { row: 3, symbol: 'MSFT', field: 'current_price', value: '0', code: 'ERR_TARGET_007' },
            { row: 4, symbol: 'aapl', code: 'ERR_TARGET_010', message: 'Row 4 repeats row 2: AAPL as LONG.' },
            { row: 5, symbol: 'X', field: null, code: 'ERR_CSV_006' },
          ],
        },
      },
    });
  });

  it('counts all errors and lists a thousand', () => {
    const collection = collectTargets();
    for (let row = 1; row <= 1500; row++) collection.add(row, text({ target_eoy: '?' }));
    const finished = collection.finish();
    expect(finished).toMatchObject({ ok: false, error: { details: { total_errors: 1500 } } });
    expect(!finished.ok && finished.error.details?.errors).toHaveLength(1000);
  });
});
