import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { parseEntryDate } from '../../domain/import/fields.ts';
import { differenceOf, type Lots, mergeLots } from '../../domain/import/merge.ts';
import type { OnDuplicate } from '../../domain/import/positions-import.ts';
import { type FieldError, type RowError, rowError } from '../../domain/import/report.ts';
import { limits } from '../../domain/limits.ts';
import type { UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { AccountReading, FileReading, Question } from './reading.ts';

/** What a person can say about a file that has been read, without sending it again. */
export type Answers = {
  /** For the rows without a date of their own. */
  readonly entryDate?: IsoDate;
  readonly lots?: 'keep' | 'merge';
  /** The proposed mapping is right: the file was read by it already. */
  readonly mapping?: 'as proposed';
  /** Keys of the accounts that make up the portfolio, for a newer file of one. */
  readonly accounts?: readonly string[];
  /** Of a newer file of a portfolio, by symbol: whether what looks like a split is one. */
  readonly splits?: Readonly<Record<string, 'split' | 'trade'>>;
  /** By symbol: when what the file no longer has was sold, and at what price a share. */
  readonly exits?: Readonly<Record<string, { readonly date: IsoDate; readonly price: Decimal }>>;
};

type Rules = { readonly today: IsoDate; readonly onDuplicate: OnDuplicate };

type Line = {
  readonly line: number;
  readonly position: UnidentifiedPosition;
  readonly undated: boolean;
};

/** One account with its positions beside their lines. */
type Rows = readonly Line[];

const rowsOf = ({ positions, lines, undated }: AccountReading): Rows => {
  const without = new Set(undated);
  return positions.map((position, at) => ({ position, line: lines[at] ?? 0, undated: without.has(at) }));
};

const withRows = (account: AccountReading, rows: Rows): AccountReading => ({
  ...account,
  positions: rows.map(({ position }) => position),
  lines: rows.map(({ line }) => line),
  undated: rows.flatMap(({ undated }, at) => (undated ? [at] : [])),
});

const dated = (rows: Rows, entryDate: IsoDate): Rows =>
  rows.map((row) => (row.undated ? { ...row, position: { ...row.position, entryDate } } : row));

/** Rows by what they are of, in the order of the file. */
const grouped = (rows: Rows, keyOf: (row: Line) => string): readonly (readonly [Line, ...Line[]])[] => {
  const groups = new Map<string, [Line, ...Line[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
};

/** Lots that are alike become one, as of the first of them; those that are not stay apart. */
const merged = (rows: Rows): Rows =>
  grouped(rows, ({ position }) => position.symbol).flatMap((group): Rows => {
    const [first, ...others] = group;
    if (others.length === 0 || others.some((row) => differenceOf(first.position, row.position) !== null)) {
      return group;
    }
    const lots: Lots = [first.position, ...others.map(({ position }) => position)];
    const one = mergeLots(lots);
    if (one === null) return group;
    const dates = group.filter(({ undated }) => !undated).map(({ position }) => position.entryDate);
    const entryDate = dates.toSorted()[0];
    return [
      {
        line: first.line,
        undated: entryDate === undefined,
        position: { ...one, entryDate: entryDate ?? first.position.entryDate },
      },
    ];
  });

/** What an answer makes wrong that was not before: an option that had expired by the day it is said to be from. */
const faultsOf = ({ line, position, undated }: Line): readonly RowError[] => {
  if (!undated || position.investmentClass !== 'OPTIONS') return [];
  if (position.contract.expiration >= position.entryDate) return [];
  const error: FieldError = {
    column: 'expiration',
    value: position.contract.expiration,
    code: 'ERR_POS_029',
  };
  return [rowError(line, position.symbol, error)];
};

const duplicatesIn = (rows: Rows): readonly RowError[] =>
  grouped(rows, ({ position }) => `${position.symbol} ${position.entryDate}`).flatMap(([first, ...others]) =>
    others.map(({ line, position }) =>
      rowError(line, position.symbol, {
        column: 'symbol',
        value: position.symbol,
        code: 'ERR_POS_023',
        message: `Line ${line} repeats line ${first.line}: the same symbol or contract and entry date.`,
      }),
    ),
  );

const answered = ({ id }: Question, { entryDate, lots, mapping }: Answers): boolean =>
  (id === 'entry_date' && entryDate !== undefined) ||
  (id === 'lots' && lots !== undefined) ||
  (id === 'mapping' && mapping !== undefined);

/**
 * The reading as it is with these answers. A question that was not asked is no place for an answer to it: a date is
 * given only to rows that have none. Refused is a date that no position can have.
 */
export const answerQuestions = (
  reading: FileReading,
  answers: Answers,
  { today, onDuplicate }: Rules,
): Result<FileReading, Refusal> => {
  const { entryDate, lots } = answers;
  if (entryDate !== undefined) {
    const checked = parseEntryDate(entryDate, today);
    if (!checked.ok) {
      return fail(refuse(checked.error.code, { details: { entry_date: entryDate } }));
    }
  }
  const questions = reading.questions.filter((question) => !answered(question, answers));
  const asked = new Set(reading.questions.map(({ id }) => id));
  const mergeThem = lots === 'merge' && asked.has('lots');
  const keepThem = lots === 'keep' && asked.has('lots');
  const errors: RowError[] = [];
  const accounts = reading.accounts.map((account) => {
    const before = rowsOf(account);
    const withDates = entryDate === undefined ? before : dated(before, entryDate);
    const rows = mergeThem ? merged(withDates) : withDates;
    if (entryDate !== undefined && before.some(({ undated }) => undated)) {
      errors.push(...rows.flatMap(faultsOf));
      if (onDuplicate === 'refuse' && !keepThem && !asked.has('lots')) errors.push(...duplicatesIn(rows));
    }
    return withRows(account, rows);
  });
  return ok({
    ...reading,
    accounts,
    questions,
    errors: [...reading.errors, ...errors].slice(0, limits.listedErrors),
    totalErrors: reading.totalErrors + errors.length,
  });
};
