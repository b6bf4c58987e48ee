import { type CapBand, capBands } from '../../domain/risk/cap-bands.ts';
import { type Concentration, concentration } from '../../domain/risk/concentration.ts';
import { type SectorBenchmark, SP500_SECTORS } from '../../domain/risk/sector-benchmark.ts';
import { type SectorExposure, sectorExposure } from '../../domain/risk/sector-exposure.ts';
import { type StyleBox, styleBox } from '../../domain/risk/style-box.ts';
import type { Queries } from '../ports/queries.ts';
import type { Book } from './book.ts';
import { classifiedLots } from './classified-lots.ts';

export type BookConcentration = {
  readonly concentration: Concentration;
  readonly capBands: Readonly<Record<CapBand, number | null>>;
  readonly styleBox: StyleBox;
};

/** How much is in few symbols, and in what size and style; null when nothing but cash is held. */
export const bookConcentration = async (queries: Queries, book: Book): Promise<BookConcentration | null> => {
  const lots = await classifiedLots(queries, book);
  return lots.length === 0
    ? null
    : { concentration: concentration(lots), capBands: capBands(lots), styleBox: styleBox(lots) };
};

export type BookSectors = {
  readonly sectors: readonly SectorExposure[];
  readonly benchmark: SectorBenchmark;
};

/** What is held of each sector, against the S&P 500; null when nothing but cash is held. */
export const bookSectors = async (queries: Queries, book: Book): Promise<BookSectors | null> => {
  const lots = await classifiedLots(queries, book);
  return lots.length === 0
    ? null
    : { sectors: sectorExposure(lots, SP500_SECTORS), benchmark: SP500_SECTORS };
};
