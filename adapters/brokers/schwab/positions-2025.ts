import { schwabFormat } from './schwab-format.ts';

/** Titles are printed twice, short and long; a column without a title stands among them in some views. */
export const schwabPositions2025 = schwabFormat('2025', [
  [
    'symbol',
    'description',
    'qty (quantity)',
    'price',
    'mkt val (market value)',
    'cost basis',
    'day chng $ (day change $)',
    'gain $ (gain/loss $)',
  ],
]);
