import { catalogue } from '../errors/catalogue.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import type { RowError } from '../import/report.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { cutTo } from '../text.ts';
import { parseTarget, type TargetFault, type TargetText, targetFault } from './parse-target.ts';
import type { NewTarget } from './target-price.ts';

/** Takes the targets of a list or a file one by one. */
export type TargetCollection = {
  /** `row` is the place in the list from 1, or the line of the file. */
  readonly add: (row: number, text: TargetText) => void;
  /** A row that cannot be read as a target at all. */
  readonly reject: (row: number, symbol: string, message: string) => void;
  /** All targets or, with any error in any row, none: ERR_TARGET_009 with `details: { total_errors, errors }`. */
  readonly finish: () => Result<readonly NewTarget[], Refusal>;
};

const shown = (text: string): string | null => (text === '' ? null : cutTo(text, limits.shownValueLength));

const rowError = (row: number, symbol: string, { field, value, code, message }: TargetFault): RowError => ({
  row,
  symbol: shown(symbol),
  field,
  value: shown(value),
  code,
  message: cutTo(message, 2 * limits.shownValueLength),
  fix: catalogue[code].fix,
});

export const collectTargets = (): TargetCollection => {
  const targets: NewTarget[] = [];
  const firsts = new Map<string, number>();
  const errors: RowError[] = [];
  let total = 0;

  const report = (row: number, symbol: string, faults: readonly TargetFault[]): void => {
    total += faults.length;
    for (const fault of faults) {
      if (errors.length < limits.listedErrors) errors.push(rowError(row, symbol, fault));
    }
  };

  return {
    add: (row, text) => {
      const parsed = parseTarget(text);
      if (!parsed.ok) return report(row, text.symbol, parsed.error);
      const target = parsed.value;
      const key = `${target.symbol} ${target.positionType}`;
      const first = firsts.get(key);
      if (first !== undefined) {
        const message = `Row ${row} repeats row ${first}: ${target.symbol} as ${target.positionType}.`;
        return report(row, text.symbol, [targetFault('symbol', text.symbol, 'ERR_TARGET_010', message)]);
      }
      firsts.set(key, row);
      targets.push(target);
    },
    reject: (row, symbol, message) => report(row, symbol, [targetFault(null, '', 'ERR_CSV_006', message)]),
    finish: () =>
      total === 0
        ? ok(targets)
        : fail(
            refuse('ERR_TARGET_009', {
              message: `${total} error${total === 1 ? '' : 's'}; no target was set.`,
              details: { total_errors: total, errors },
            }),
          ),
  };
};

/** One target alone is refused by what is wrong with it; all of that is in `details.errors`. */
export const refuseTarget = (text: TargetText, faults: readonly TargetFault[]): Refusal => {
  const errors = faults.map((fault) => rowError(1, text.symbol, fault));
  const { code = 'ERR_TARGET_009', message } = errors[0] ?? {};
  return refuse(code, {
    ...(message === undefined ? {} : { message }),
    details: { total_errors: errors.length, errors },
  });
};
