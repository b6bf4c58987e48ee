import type { Position } from '../../../adapters/console/api/analytics.ts';
import { entryErrorsOf, errorOfField } from '../../../adapters/console/api/entry-errors.ts';
import { scaleOf } from '../../../adapters/console/components/bar-scale.ts';
import { moved } from '../../../adapters/console/components/heat-map-keys.ts';
import { countByClass, filterPositions } from '../../../adapters/console/pages/portfolio/filter-positions.ts';
import { analyticsPath, pagePath, scopeOf } from '../../../adapters/console/pages/portfolio/scope.ts';
import { clusterOrder } from '../../../adapters/console/pages/risk/cluster-order.ts';

const position = (symbol: string, about: Partial<Position> = {}): Position =>
  ({
    symbol,
    status: 'open',
    investment_class: 'PUBLIC',
    investment_subtype: 'STOCK',
    position_type: 'LONG',
    option: null,
    ...about,
  }) as Position;

describe('positions, found and counted', () => {
  const put = position('SPY240920P00500000', {
    investment_class: 'OPTIONS',
    position_type: 'LP',
    option: { underlying: 'SPY', strike: '500', expiration: '2024-09-20', option_type: 'PUT' },
  });
  const all = [position('AAPL'), put, position('TSLA', { status: 'closed' })];

  it('are found by symbol, underlying and type, in any case', () => {
    const found = (text: string) => filterPositions(all, 'ALL', text).map(({ symbol }) => symbol);
    expect(found(' aap ')).toEqual(['AAPL']);
    expect(found('spy')).toEqual([put.symbol]);
    expect(found('')).toEqual(['AAPL', put.symbol]);
  });

  it('are open or closed, and those that are open have a class', () => {
    expect(filterPositions(all, 'OPTIONS', '')).toEqual([put]);
    expect(filterPositions(all, 'CLOSED', '').map(({ symbol }) => symbol)).toEqual(['TSLA']);
    expect(countByClass(all)).toEqual({ ALL: 2, PUBLIC: 1, OPTIONS: 1, PRIVATE: 0, CLOSED: 1 });
  });
});

describe('what is wrong with an entry', () => {
  const problem = {
    status: 400,
    code: 'ERR_POS_005',
    message: 'The quantity is not a number.',
    documentationUrl: null,
    correlationId: null,
  };

  it('stands with its field, and how to mend it', () => {
    const errors = entryErrorsOf({
      ...problem,
      details: { errors: [{ field: 'quantity', message: 'Not a number.', fix: 'Write 100.' }, 'odd'] },
    });
    expect(errorOfField(errors, 'quantity')).toBe('Not a number. Write 100.');
    expect(errorOfField(errors, 'symbol')).toBeNull();
  });

  it('is the message alone where nothing is listed', () => {
    expect(entryErrorsOf({ ...problem, details: null })).toEqual([{ field: null, message: problem.message }]);
  });
});

describe('plots of ours', () => {
  it('put symbols of a cluster beside each other, the largest first, and lose none', () => {
    const { order, groups } = clusterOrder(
      ['A', 'B', 'C', 'D', 'E'],
      [{ symbols: ['B'] }, { symbols: ['D', 'A', 'E'] }],
    );
    expect(order).toEqual([3, 0, 4, 1, 2]);
    expect(groups).toEqual([{ from: 0, to: 2 }]);
  });

  it('have one scale, with zero in the middle as soon as anything is below it', () => {
    const bar = (value: number | null, low: number | null = null) => ({ value, low });
    expect(scaleOf([bar(1, -3), bar(null)]).reach).toBe(3);
    expect(scaleOf([bar(1), bar(2)]).zero).toBeLessThan(10);
    expect(scaleOf([bar(1, -0.1)]).zero).toBe(100);
  });

  it('are walked over by arrow keys, and not left by them', () => {
    const at = { row: 0, column: 2 };
    expect(moved(at, 'ArrowUp', 3)).toEqual(at);
    expect(moved(at, 'ArrowDown', 3)).toEqual({ row: 1, column: 2 });
    expect(moved(at, 'ArrowRight', 3)).toEqual(at);
    expect(moved(at, 'Home', 3)).toEqual({ row: 0, column: 0 });
    expect(moved(at, 'Tab', 3)).toBeNull();
  });
});

describe('where figures are asked for', () => {
  it('is the portfolio of the path, or all of them', () => {
    expect(analyticsPath(scopeOf('all'), 'series')).toBe('/api/v1/analytics/aggregate/series');
    expect(analyticsPath(scopeOf('x'), 'series')).toBe('/api/v1/analytics/portfolio/x/series');
    expect(pagePath(scopeOf('all'), '/risk')).toBe('/portfolios/all/risk');
  });
});
