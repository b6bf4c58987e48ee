import fc from 'fast-check';
import { applyPatch, createPatch, Pointer } from 'rfc6902';
import type { Access, Patch, TimelineEntry } from '../../../adapters/console/api/audit.ts';
import { momentsOf, stopAt } from '../../../adapters/console/pages/audit/moments.ts';
import { patchLines } from '../../../adapters/console/pages/audit/patch.ts';
import {
  EVERYTHING,
  filterRecords,
  inLogOrder,
  recordsOf,
  whoDid,
} from '../../../adapters/console/pages/audit/records.ts';
import { figuresRestingOn } from '../../../adapters/console/pages/audit/resting-figures.ts';

const YOU = 'you';

const entry = (position: number, about: Partial<TimelineEntry> = {}): TimelineEntry => ({
  position: String(position),
  at: `2026-11-${String(position).padStart(2, '0')}T12:00:00Z`,
  recorded_at: `2026-11-${String(position).padStart(2, '0')}T12:00:01Z`,
  sentence: `Number ${position}.`,
  about: 'positions',
  figures: [],
  reason: null,
  actor: { kind: 'user', user_id: YOU, impersonator_id: null, process: null },
  run_id: null,
  event_id: crypto.randomUUID(),
  event_types: { PositionAdjusted: 1 },
  correlation_id: 'c',
  links: { event: '', correlation: '', as_of: '' },
  ...about,
});

const access = (position: number): Access => ({
  at: `2026-11-${String(position).padStart(2, '0')}T12:00:00Z`,
  accessed_by: 'root',
  action: 'GET /api/v1/portfolios/{id}',
  portfolio_id: null,
  everybody: false,
  reason: 'a call for help',
  position: String(position),
});

describe('the timeline of the console', () => {
  const entries = [20, 10, 9].map((position) => entry(position));
  const positions = (records: ReturnType<typeof recordsOf>) => records.map(({ position }) => position);

  it('has accesses where they happened, and those before what is read only when all is read', () => {
    const accesses = [access(2), access(9), access(15)];
    expect(positions(recordsOf(entries, accesses, false))).toEqual(['20', '15', '10', '9']);
    expect(positions(recordsOf(entries, [access(2), access(15)], true))).toEqual([
      '20',
      '15',
      '10',
      '9',
      '2',
    ]);
  });

  it('is in the order of the log, whose positions are no text', () => {
    expect(inLogOrder('9', '10')).toBeLessThan(0);
    expect(inLogOrder('90071992547409931', '90071992547409930')).toBeGreaterThan(0);
    expect(inLogOrder('7', '7')).toBe(0);
  });

  it('is filtered by kind, by who did it, by words and by days', () => {
    const records = recordsOf(
      [
        entry(4, {
          about: 'calculation',
          actor: { kind: 'process', user_id: null, impersonator_id: null, process: 'calculator' },
        }),
        entry(3, { actor: { kind: 'user', user_id: YOU, impersonator_id: 'root', process: null } }),
        entry(2, { reason: 'the wrong Account' }),
      ],
      [access(1)],
      true,
    );
    const found = (filter: Partial<typeof EVERYTHING>) =>
      positions(filterRecords(records, { ...EVERYTHING, ...filter }, YOU));
    expect(found({})).toEqual(['4', '3', '2', '1']);
    expect(found({ about: 'calculation' })).toEqual(['4']);
    expect(found({ about: 'access' })).toEqual(['1']);
    expect(found({ who: 'process' })).toEqual(['4']);
    expect(found({ who: 'administrator' })).toEqual(['3']);
    expect(found({ who: 'you' })).toEqual(['2']);
    expect(found({ who: 'others' })).toEqual(['1']);
    expect(found({ text: ' wrong account' })).toEqual(['2']);
    expect(found({ text: 'positionadjusted', from: '2026-11-03' })).toEqual(['4', '3']);
    expect(found({ to: '2026-11-02' })).toEqual(['2', '1']);
    expect(records.map((record) => whoDid(record, 'another'))).toEqual([
      'process',
      'administrator',
      'others',
      'others',
    ]);
  });
});

describe('the slider', () => {
  const moments = momentsOf([30, 20, 10].map((position) => entry(position)));

  it('goes from the oldest moment to now', () => {
    expect(moments.map(({ position }) => position)).toEqual(['10', '20', '30']);
    expect(stopAt(moments, null)).toBe(3);
  });

  it('snaps to the moment at or before a place', () => {
    expect(['5', '10', '19', '20', '1000'].map((position) => stopAt(moments, position))).toEqual([
      0, 0, 0, 1, 2,
    ]);
  });
});

describe('a patch', () => {
  it('is told with what was there before, each operation after the ones before it', () => {
    const before = { lots: ['a', 'b', 'c'], equity: '1', gone: { x: 1 } };
    const lines = patchLines(before, [
      { op: 'remove', path: '/lots/0' },
      { op: 'replace', path: '/lots/0', value: 'B' },
      { op: 'add', path: '/lots/-', value: 'd' },
      { op: 'remove', path: '/gone' },
      { op: 'add', path: '/a~1b', value: null },
    ]);
    expect(lines).toEqual([
      { kind: 'removed', path: ['lots', '0'], before: 'a', after: undefined },
      { kind: 'changed', path: ['lots', '0'], before: 'b', after: 'B' },
      { kind: 'added', path: ['lots', '-'], before: undefined, after: 'd' },
      { kind: 'removed', path: ['gone'], before: { x: 1 }, after: undefined },
      { kind: 'added', path: ['a/b'], before: undefined, after: null },
    ]);
    expect(before.lots).toEqual(['a', 'b', 'c']);
  });

  it('calls a lot by its symbol, also one that comes or goes', () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const lot = { position: { symbol: 'AAPL', quantity: '1' } };
    const lines = patchLines({ lots: { [first]: lot } }, [
      { op: 'replace', path: `/lots/${first}/position/quantity`, value: '2' },
      { op: 'remove', path: `/lots/${first}` },
      { op: 'add', path: `/lots/${second}`, value: { position: { symbol: 'MSFT' } } },
    ]);
    expect(lines.map(({ path }) => path.join(' '))).toEqual([
      'lots AAPL position quantity',
      'lots AAPL',
      'lots MSFT',
    ]);
  });

  it('finds before each operation what it will find there', () => {
    const state = fc.dictionary(fc.stringMatching(/^[a-z~/]{1,4}$/), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 6,
    });
    fc.assert(
      fc.property(state, state, (before, after) => {
        const patch = createPatch(before, after);
        const lines = patchLines(before, patch as Patch);
        expect(lines).toHaveLength(patch.length);
        const live = structuredClone(before);
        for (const [at, operation] of patch.entries()) {
          const found: unknown = Pointer.fromJSON(operation.path).get(live);
          const line = lines[at];
          if (operation.op === 'add') expect(line).toMatchObject({ kind: 'added', before: undefined });
          else expect(line?.before).toEqual(found);
          applyPatch(live, [operation]);
        }
      }),
    );
  });
});

describe('figures that rest on an event', () => {
  const numbers = (type: string, data: Record<string, unknown>) =>
    figuresRestingOn({ type, data }).map(({ number, date }) => `${number} ${date}`);

  it('are those of its day, or the positions that it brought', () => {
    expect(numbers('PortfolioValued', { valuation: { date: '2024-06-28' } })).toContain(
      'equity_balance 2024-06-28',
    );
    expect(
      numbers('PortfolioStressTested', {
        date: '2024-06-28',
        stress: { scenarios: [{ scenarioId: 'market_down_10' }] },
      }),
    ).toEqual(['stress:market_down_10 2024-06-28']);
    expect(
      numbers('FactorExposuresCalculated', {
        date: '2024-06-28',
        exposures: { exposures: [{ factor: 'market_beta_90d' }] },
      }),
    ).toEqual(['market_beta_90d 2024-06-28']);
    expect(numbers('PositionsImported', { positions: [{ positionId: 'p', symbol: 'AAPL' }] })).toEqual([
      'position:p latest',
    ]);
    expect(numbers('PositionAdjusted', { after: { position: { positionId: 'p' } } })).toEqual([
      'position:p latest',
    ]);
    expect(numbers('PortfolioRenamed', { before: {}, after: {} })).toEqual([]);
  });
});
