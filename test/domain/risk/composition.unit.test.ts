import fc from 'fast-check';
import { CAP_BANDS, capBand, capBands } from '../../../domain/risk/cap-bands.ts';
import { concentration } from '../../../domain/risk/concentration.ts';
import { SP500_SECTORS } from '../../../domain/risk/sector-benchmark.ts';
import { SECTOR_BUCKETS, sectorExposure } from '../../../domain/risk/sector-exposure.ts';
import { normaliseSector, SECTORS } from '../../../domain/risk/sectors.ts';
import { STYLE_BOX_CELLS, styleBox, styleBoxCell } from '../../../domain/risk/style-box.ts';
import { csvRows, expectRelative, golden } from './reference-data.ts';

const lots = (...values: number[]) => values.map((marketValue, i) => ({ symbol: `S${i}`, marketValue }));
const total = (parts: readonly (number | null)[]): number =>
  parts.reduce<number>((sum, part) => sum + part!, 0);
const dollars = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('concentration', () => {
  it('equals the golden values, with shorts too', () => {
    const { weights, hhi_0_10000, n_eff, long_short_example } = golden.concentration;
    const own = concentration(lots(...weights));
    expectRelative(own.hhi, hhi_0_10000, 1e-12);
    expectRelative(own.effectivePositions, n_eff, 1e-12);
    const hedged = concentration(lots(...long_short_example.weights_net));
    expectRelative(hedged.hhi, long_short_example.hhi_gross_normalised, 1e-12);
  });

  it('adds the lots of a symbol up with their signs, and takes the largest symbols', () => {
    const held = concentration([...lots(10, 20, 30, 40), { symbol: 'S3', marketValue: -30 }]);
    expect(held).toMatchObject({ symbols: 4, excluded: 0, level: 'high' });
    expect(held.top3).toBeCloseTo(60 / 70, 12);
    expect(held.top10).toBe(1);
    const many = concentration(lots(...Array.from({ length: 20 }, () => 1)));
    expect(many.hhi).toBeCloseTo(500, 9);
    expect(many.level).toBe('diversified');
    expect(concentration(lots(1, 1, 1, 1))).toMatchObject({ hhi: 2500, level: 'moderate', top3: 0.75 });
  });

  it('is unknown of nothing, and of positions that are worth nothing', () => {
    const none = { hhi: null, effectivePositions: null, top3: null, top10: null, level: null, symbols: 0 };
    expect(concentration([])).toEqual({ ...none, excluded: 0 });
    expect(concentration([...lots(0, Number.NaN), ...lots(5), { symbol: 'S0', marketValue: -5 }])).toEqual({
      ...none,
      excluded: 1,
    });
  });

  it('does not depend on scale, sign or order, and lies between one position and all of them', () => {
    fc.assert(
      fc.property(fc.array(dollars, { minLength: 1, maxLength: 20 }), (values) => {
        const held = concentration(lots(...values));
        if (held.hhi === null) return;
        expect(held.effectivePositions!).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(held.effectivePositions!).toBeLessThanOrEqual(held.symbols + 1e-9);
        expectRelative(concentration(lots(...values.map((value) => -3 * value))).hhi, held.hhi, 1e-9);
        expect(concentration(lots(...values).toReversed())).toEqual(held);
      }),
    );
  });
});

describe('bands of market capitalisation', () => {
  it('start at their lower bounds; funds, private assets and unknown sizes are apart', () => {
    const band = (marketCap: number | null, assetClass: 'equity' | 'fund' | 'private' = 'equity') =>
      capBand({ assetClass, marketCap, marketValue: 1 });
    expect([200e9, 199e9, 10e9, 9.9e9, 2e9, 1.9e9, 0.3e9, 0.29e9].map((cap) => band(cap))).toEqual([
      'mega',
      'large',
      'large',
      'mid',
      'mid',
      'small',
      'small',
      'micro',
    ]);
    expect([null, 0, -1, Number.NaN].map((cap) => band(cap))).toEqual(
      Array.from({ length: 4 }, () => 'unclassified'),
    );
    expect([band(1e12, 'fund'), band(null, 'private')]).toEqual(['fund', 'private']);
  });

  it('share out the gross value', () => {
    const holding = fc.record({
      assetClass: fc.constantFrom('equity' as const, 'fund' as const, 'private' as const),
      marketCap: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
      marketValue: fc.oneof(dollars, fc.constant(Number.NaN)),
    });
    fc.assert(
      fc.property(fc.array(holding), (holdings) => {
        const shares = CAP_BANDS.map((band) => capBands(holdings)[band]);
        if (shares[0] === null) expect(shares.every((share) => share === null)).toBe(true);
        else expect(total(shares)).toBeCloseTo(1, 12);
      }),
    );
    expect(capBands([{ assetClass: 'fund', marketValue: -50, marketCap: null }]).fund).toBe(1);
  });
});

describe('the style box', () => {
  const styled = (marketCap: number | null, growthValueBeta: number | null, marketValue = 1) => ({
    marketCap,
    growthValueBeta,
    marketValue,
  });

  it('has nine cells with the bounds of size and style', () => {
    expect(STYLE_BOX_CELLS).toHaveLength(9);
    expect(styleBoxCell(styled(10e9, 0.21))).toBe('large_growth');
    expect(styleBoxCell(styled(9.9e9, 0.2))).toBe('mid_blend');
    expect(styleBoxCell(styled(2e9, -0.2))).toBe('mid_blend');
    expect(styleBoxCell(styled(1.9e9, -0.21))).toBe('small_value');
    for (const unknown of [styled(null, 0), styled(1e9, null), styled(0, 0), styled(1e9, Number.NaN)]) {
      expect(styleBoxCell(unknown)).toBeNull();
    }
  });

  it('is about what could be classified, and says how much that is', () => {
    const { cells, coverage } = styleBox([
      styled(50e9, 0.5, 300),
      styled(1e9, -0.5, -100),
      styled(null, 0.1, 100),
      styled(1e9, 0, Number.NaN),
    ]);
    expect(cells).toMatchObject({ large_growth: 0.75, small_value: 0.25, mid_blend: 0 });
    expect(coverage).toBe(0.8);
    expect(styleBox([styled(null, null)])).toMatchObject({ coverage: 0, cells: { large_value: null } });
    expect(styleBox([]).coverage).toBeNull();
  });
});

describe('sectors', () => {
  it('have one name, however the provider writes it', () => {
    const pairs = {
      'Financial Services': 'Financials',
      'Consumer Cyclical': 'Consumer Discretionary',
      'consumer  defensive ': 'Consumer Staples',
      'Basic Materials': 'Materials',
      Telecommunication: 'Communication Services',
      Healthcare: 'Health Care',
      Technology: 'Information Technology',
      UTILITIES: 'Utilities',
    };
    for (const [written, name] of Object.entries(pairs)) expect(normaliseSector(written)).toBe(name);
    for (const sector of SECTORS) expect(normaliseSector(sector)).toBe(sector);
    for (const unknown of [null, '', 'Unknown', 'Crypto']) expect(normaliseSector(unknown)).toBeNull();
  });

  it("the benchmark is the fund's holdings by the sectors of the index's members", () => {
    const sectorOf = new Map(
      csvRows('security-master/sp500_constituents.csv').map((row) => {
        // Names with commas are quoted, the sector never is: look it up among the fields.
        const sector = Object.values(row).find((field) => normaliseSector(field ?? null) !== null);
        return [row.Symbol, sector];
      }),
    );
    const sums = new Map<string, number>();
    let classified = 0;
    for (const row of csvRows('brokers/etf_holdings_SPY_FMP.csv')) {
      const sector = sectorOf.get(row.symbol!.replace('-', '.'));
      const weight = Number(Object.values(row).find((field) => /^0\.\d+$/.test(field ?? '')));
      if (sector === undefined || !(weight > 0)) continue;
      sums.set(sector, (sums.get(sector) ?? 0) + weight);
      classified += weight;
    }
    expect(classified).toBeCloseTo(0.99004, 4);
    for (const sector of SECTORS) {
      expect(SP500_SECTORS.weights[sector]).toBeCloseTo(sums.get(sector)! / classified, 4);
    }
    expect(total(Object.values(SP500_SECTORS.weights))).toBeCloseTo(1, 4);
  });

  it('are weighed on gross value against the benchmark, and nothing is dropped', () => {
    const rows = sectorExposure(
      [
        { assetClass: 'equity', sector: 'Technology', marketValue: 600 },
        { assetClass: 'equity', sector: 'Information Technology', marketValue: -200 },
        { assetClass: 'equity', sector: 'Unknown', marketValue: 50 },
        { assetClass: 'fund', sector: null, marketValue: 100 },
        { assetClass: 'private', sector: 'Energy', marketValue: 50 },
        { assetClass: 'equity', sector: 'Energy', marketValue: Number.NaN },
      ],
      SP500_SECTORS,
    );
    const of = (bucket: string) => rows.find((row) => row.bucket === bucket)!;
    expect(rows.map(({ bucket }) => bucket)).toEqual([...SECTOR_BUCKETS]);
    const weight = SP500_SECTORS.weights['Information Technology'];
    expect(of('Information Technology')).toEqual({
      bucket: 'Information Technology',
      net: 400,
      gross: 800,
      weight: 0.8,
      benchmarkWeight: weight,
      activeWeight: 0.8 - weight,
    });
    expect(of('Unclassified')).toMatchObject({ weight: 0.05, benchmarkWeight: null, activeWeight: null });
    expect(of('ETF/Fund').weight).toBe(0.1);
    expect(of('Private').weight).toBe(0.05);
    expect(of('Energy')).toMatchObject({ weight: 0, activeWeight: -SP500_SECTORS.weights.Energy });
    expect(total(rows.map((row) => row.weight))).toBeCloseTo(1, 12);
  });

  it('need neither a benchmark nor a value', () => {
    const [first] = sectorExposure([], null);
    expect(first).toMatchObject({ weight: null, benchmarkWeight: null, activeWeight: null, gross: 0 });
    expect(sectorExposure([], SP500_SECTORS)[0]).toMatchObject({ weight: null, activeWeight: null });
  });
});
