import type { ErrorCode } from '../errors/catalogue.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import type { UnidentifiedPosition } from '../portfolio/position.ts';
import { fail, ok, type Result } from '../result.ts';
import { COLUMNS } from './columns.ts';
import { cellsOf, type Header } from './header.ts';
import { differenceOf, mergeLots } from './merge.ts';
import { type FieldError, type ImportWarning, type RowError, rowError, rowWarning } from './report.ts';
import { type RowRules, readRow } from './row.ts';

/** What to do with rows of the same security or contract and entry date. */
export type OnDuplicate = 'refuse' | 'merge' | 'keep';

export type ImportRules = RowRules & { readonly onDuplicate: OnDuplicate };

/** A file without an error. `lines` has the line of the file of each position. */
export type ImportedPositions = {
  readonly positions: readonly UnidentifiedPosition[];
  readonly lines: readonly number[];
  /** At most 1,000 are listed. */
  readonly warnings: readonly ImportWarning[];
};

/** Takes the rows of a file one by one, so that a large one never stands in memory twice. */
export type PositionsImport = {
  /** `line` is the line of the file on which the row starts. Blank rows are skipped. */
  readonly add: (line: number, fields: readonly string[]) => void;
  /** All positions or, with any error in any row, none: every error is counted and the first 1,000 are listed. */
  readonly finish: () => Result<ImportedPositions, Refusal>;
};

type Entry = { readonly line: number; readonly lots: [UnidentifiedPosition, ...UnidentifiedPosition[]] };

/** As one reads the row: from left to right. */
const byColumn = (a: FieldError, b: FieldError): number => orderOf(a) - orderOf(b);
const orderOf = ({ column }: FieldError): number => (column === null ? -1 : COLUMNS.indexOf(column));

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const importPositions = (header: Header, rules: ImportRules): PositionsImport => {
  const entries: Entry[] = [];
  /** The first row of each identity, valid or not, and the entry it made if it was. */
  const firsts = new Map<string, { readonly line: number; readonly entry: Entry | null }>();
  const errors: RowError[] = [];
  const warnings: ImportWarning[] = [...header.warnings];
  let rows = 0;
  let totalErrors = 0;
  let rowsWithErrors = 0;
  let malformed: { readonly line: number; readonly message: string } | null = null;

  const report = (line: number, symbol: string, found: readonly FieldError[]): void => {
    if (found.length === 0) return;
    rowsWithErrors++;
    totalErrors += found.length;
    for (const error of found.toSorted(byColumn)) {
      if (errors.length < limits.listedErrors) errors.push(rowError(line, symbol, error));
    }
  };

  const warn = (more: readonly ImportWarning[]): void => {
    for (const warning of more) if (warnings.length < limits.listedWarnings) warnings.push(warning);
  };

  const reportWidth = (line: number, symbol: string, width: number): void => {
    const message = `Line ${line} has ${plural(width, 'field')}, the header has ${header.width}.`;
    malformed ??= { line, message };
    const fix =
      width < header.width
        ? 'Add the missing commas: a blank field needs its comma too.'
        : 'Remove the extra commas, or put quotes around a value that has one.';
    report(line, symbol, [{ column: null, value: '', code: 'ERR_CSV_006', message, fix }]);
  };

  const duplicate = (line: number, first: number, symbol: string, why: string): FieldError => ({
    column: 'symbol',
    value: symbol,
    code: 'ERR_POS_023',
    message: `Line ${line} repeats line ${first}: the same symbol or contract and entry date${why}.`,
  });

  const add: PositionsImport['add'] = (line, fields) => {
    if (fields.every((field) => field.trim() === '')) return;
    rows++;
    const cells = cellsOf(header, fields);
    const name = cells.symbol === '' ? cells.underlying : cells.symbol;
    const width = Math.max(
      Math.min(fields.length, header.width),
      fields.findLastIndex((field) => field.trim() !== '') + 1,
    );
    if (width !== header.width) return reportWidth(line, name, width);

    const row = readRow(line, cells, rules);
    const first = row.identity === null ? undefined : firsts.get(row.identity);
    const repeats = first !== undefined && rules.onDuplicate !== 'keep';
    const found = [...row.errors];
    if (repeats && rules.onDuplicate === 'refuse') found.push(duplicate(line, first.line, name, ''));
    if (repeats && rules.onDuplicate === 'merge' && row.position !== null && first.entry !== null) {
      const difference = differenceOf(first.entry.lots[0], row.position);
      if (difference === null) {
        first.entry.lots.push(row.position);
        const message = `Line ${line} was added to line ${first.line} at the average cost of both.`;
        warn([rowWarning(line, name, 'symbol', 'merged', message)]);
      } else {
        found.push(duplicate(line, first.line, name, `, and cannot be merged because ${difference}`));
      }
    }
    report(line, name, found);
    warn(row.warnings);

    let entry: Entry | null = null;
    if (row.position !== null && found.length === 0 && !repeats) {
      entry = { line, lots: [row.position] };
      entries.push(entry);
    }
    if (row.identity !== null && first === undefined) firsts.set(row.identity, { line, entry });
  };

  const refused = (): Refusal => {
    const code: ErrorCode = malformed === null ? 'ERR_PORT_008' : 'ERR_CSV_006';
    const count = `${plural(totalErrors, 'error')} in ${plural(rowsWithErrors, 'row')}; nothing was imported.`;
    return refuse(code, {
      message: malformed === null ? count : `${malformed.message} ${count}`,
      details: {
        total_errors: totalErrors,
        ...(malformed === null ? {} : { line: malformed.line }),
        errors,
      },
    });
  };

  const finish: PositionsImport['finish'] = () => {
    if (totalErrors > 0) return fail(refused());
    if (rows === 0) return fail(refuse('ERR_CSV_003'));
    const positions: UnidentifiedPosition[] = [];
    for (const { line, lots } of entries) {
      const [first, ...others] = lots;
      const position = others.length === 0 ? first : mergeLots(lots);
      if (position !== null) positions.push(position);
      else report(line, first.symbol, [{ column: 'quantity', value: '', code: 'ERR_POS_030' }]);
    }
    if (totalErrors > 0) return fail(refused());
    return ok({ positions, lines: entries.map(({ line }) => line), warnings });
  };

  return { add, finish };
};
