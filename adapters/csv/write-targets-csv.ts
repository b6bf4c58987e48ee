import { TARGET_COLUMNS } from '../../domain/targets/parse-target.ts';
import type { NewTarget } from '../../domain/targets/target-price.ts';
import { writeCsv } from './write-csv.ts';

/** Targets in the six columns that the import reads. */
export const writeTargetsCsv = (targets: readonly NewTarget[]): string =>
  writeCsv(
    TARGET_COLUMNS,
    targets.map(({ symbol, positionType, prices, userPrice }) => [
      symbol,
      positionType,
      prices.eoy,
      prices.nextYear,
      prices.downside,
      userPrice,
    ]),
  );
