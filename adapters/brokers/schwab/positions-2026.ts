import { schwabFormat } from './schwab-format.ts';

/** With ratings and ratios beside the positions, or with the cost per share beside the cost. */
export const schwabPositions2026 = schwabFormat('2026', [
  [
    'symbol',
    'description',
    'qty (quantity)',
    'mkt val (market value)',
    'cost basis',
    'gain $ (gain/loss $)',
    'div yld (dividend yield)',
    'p/e ratio (price/earnings ratio)',
  ],
  [
    'symbol',
    'description',
    'quantity',
    'price',
    'market value',
    'cost basis',
    'cost basis per share',
    'reinvest capital gains?',
  ],
]);
