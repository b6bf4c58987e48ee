import { z } from 'zod';
import type { BookConcentration, BookSectors } from '../../../../application/analytics/concentration.ts';
import { decimal, toMoney } from '../../../../domain/decimal.ts';
import { CAP_BANDS } from '../../../../domain/risk/cap-bands.ts';
import { SECTOR_BUCKETS } from '../../../../domain/risk/sector-exposure.ts';
import { STYLE_BOX_CELLS } from '../../../../domain/risk/style-box.ts';
import { fraction, money } from '../scalars.ts';

export const concentrationFields = {
  hhi: z.number().nullable().meta({ description: 'Herfindahl–Hirschman index, 0…10,000' }),
  effective_positions: z.number().nullable(),
  top_3: fraction.nullable(),
  top_10: fraction.nullable(),
  level: z.enum(['high', 'moderate', 'diversified']).nullable(),
  symbols: z.int(),
  lots_excluded: z.int().meta({ description: 'Without a value that is a number' }),
  cap_bands: z.array(z.strictObject({ band: z.enum(CAP_BANDS), weight: fraction.nullable() })),
  style_box: z.strictObject({
    coverage: fraction.nullable().meta({ description: 'Share of gross value that could be classified' }),
    cells: z.array(z.strictObject({ cell: z.enum(STYLE_BOX_CELLS), weight: fraction.nullable() })),
  }),
  convention: z.string(),
};

export const concentrationBody = ({ concentration, capBands, styleBox }: BookConcentration) => ({
  hhi: concentration.hhi,
  effective_positions: concentration.effectivePositions,
  top_3: concentration.top3,
  top_10: concentration.top10,
  level: concentration.level,
  symbols: concentration.symbols,
  lots_excluded: concentration.excluded,
  cap_bands: CAP_BANDS.map((band) => ({ band, weight: capBands[band] })),
  style_box: {
    coverage: styleBox.coverage,
    cells: STYLE_BOX_CELLS.map((cell) => ({ cell, weight: styleBox.cells[cell] })),
  },
  convention:
    'Shares of gross market value without cash; lots of a symbol add up with their signs, options by market value under their underlying. Bands by market capitalisation, lower bound inclusive; style by the growth–value spread beta, ±0.2.',
});

export const sectorFields = {
  sectors: z.array(
    z.strictObject({
      sector: z.enum(SECTOR_BUCKETS),
      net_value: money,
      gross_value: money,
      weight: fraction.nullable().meta({ description: 'Of gross market value: the weights add up to 1' }),
      benchmark_weight: fraction.nullable(),
      over_underweight: fraction.nullable().meta({ description: 'Weight less that of the benchmark' }),
    }),
  ),
  benchmark: z.strictObject({ name: z.string(), as_of: z.string(), source: z.string() }),
  convention: z.string(),
};

export const sectorBody = ({ sectors, benchmark }: BookSectors) => ({
  sectors: sectors.map(({ bucket, net, gross, weight, benchmarkWeight, activeWeight }) => ({
    sector: bucket,
    net_value: toMoney(decimal(net)),
    gross_value: toMoney(decimal(gross)),
    weight,
    benchmark_weight: benchmarkWeight,
    over_underweight: activeWeight,
  })),
  benchmark: { name: benchmark.name, as_of: benchmark.asOf, source: benchmark.source },
  convention:
    'Shares of gross market value without cash. Funds and private assets are buckets of their own, a company without a known sector is Unclassified, an option has the sector of its underlying.',
});
