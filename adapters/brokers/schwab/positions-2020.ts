import { schwabFormat } from './schwab-format.ts';

export const schwabPositions2020 = schwabFormat('2020', [
  [
    'symbol',
    'description',
    'quantity',
    'price',
    'price change $',
    'market value',
    'cost basis',
    'gain/loss $',
  ],
]);
