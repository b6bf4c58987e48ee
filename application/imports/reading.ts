import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { OnDuplicate } from '../../domain/import/positions-import.ts';
import type { ImportWarning, RowError } from '../../domain/import/report.ts';
import type { UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import type { Result } from '../../domain/result.ts';

/** Which layout a file has. `own` is our template of twelve columns; `mapped` was read by a column mapping. */
export type FileFormat = {
  /** Stable: `schwab-positions-2025`, `own`, `mapped`. */
  readonly id: string;
  readonly broker: string | null;
  readonly name: string;
  /** 0 to 1: how much of the layout's fingerprint was found. */
  readonly confidence: number;
};

/** What became of a row of the file. Title lines and blank lines are not rows. */
export type RowNote = {
  /** Counted from 1, in the file. */
  readonly row: number;
  readonly symbol: string | null;
  readonly outcome: 'taken' | 'assumed' | 'skipped';
  /** Stable, in snake_case: `total_row`, `pending_activity`, `cost_was_total`, `no_symbol`, … */
  readonly code: string;
  readonly message: string;
};

/** What only the person can say; each is asked once per file, not once per row. */
export type Question =
  | { readonly id: 'entry_date'; readonly message: string; readonly rows: number }
  | {
      readonly id: 'accounts';
      readonly message: string;
      readonly accounts: readonly {
        readonly key: string;
        readonly name: string;
        readonly positions: number;
      }[];
    }
  | { readonly id: 'lots'; readonly message: string; readonly symbols: readonly string[] }
  | {
      readonly id: 'date_format';
      readonly message: string;
      readonly value: string;
      readonly readings: readonly IsoDate[];
    }
  | { readonly id: 'mapping'; readonly message: string };

/** A sum that the file states beside the same sum over what was read from it; null where the file states none. */
export type FileTotal = {
  readonly name: 'market_value' | 'cost_basis' | 'cash';
  readonly stated: Decimal | null;
  readonly read: Decimal | null;
};

export type AccountReading = {
  /** Within the file. Never the full number of an account. */
  readonly key: string;
  readonly name: string;
  readonly positions: readonly UnidentifiedPosition[];
  /** The line of the file of each position, in their order. */
  readonly lines: readonly number[];
  /**
   * Places in `positions` whose entry date the file does not say, also after it was answered: theirs is the answer to
   * the question `entry_date`, and `today` while that is open. While the question `lots` is open, lots stand apart.
   */
  readonly undated: readonly number[];
  readonly totals: readonly FileTotal[];
};

export const MAPPED_FIELDS = [
  'symbol',
  'description',
  'quantity',
  'price',
  'market_value',
  'cost_per_share',
  'cost_total',
  'entry_date',
  'asset_class',
  'account',
  'currency',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** How to read a layout that nobody has described: which column (by its title) means what. */
export type ColumnMapping = {
  readonly columns: Readonly<Partial<Record<MappedField, string>>>;
  readonly dateFormat?: 'iso' | 'mdy' | 'dmy';
  readonly decimalComma?: boolean;
};

/** A file of positions, read. With `errors` or open `questions` nothing can be imported from it yet. */
export type FileReading = {
  readonly format: FileFormat;
  /** The day on which the broker made the file, where it says so. */
  readonly asOf: IsoDate | null;
  readonly accounts: readonly AccountReading[];
  /** What the file states over all its accounts. */
  readonly totals: readonly FileTotal[];
  /** Every row is listed once, at most 1,000 of each outcome; `counts` counts all. */
  readonly rows: readonly RowNote[];
  readonly counts: Readonly<Record<RowNote['outcome'], number>>;
  readonly warnings: readonly ImportWarning[];
  /** At most 1,000; `totalErrors` counts all. */
  readonly errors: readonly RowError[];
  readonly totalErrors: number;
  readonly questions: readonly Question[];
  /** Of an unknown layout, for the caller to correct and send back; and its column titles. */
  readonly proposedMapping: ColumnMapping | null;
  readonly columns: readonly string[];
};

export type ReadingOptions = {
  /** New York's date. */
  readonly today: IsoDate;
  readonly onDuplicate: OnDuplicate;
  /** Lots of one security: kept apart, or merged at their average cost. Undefined: asked where a file has several. */
  readonly lots?: 'keep' | 'merge';
  /** For rows without a date of their own. */
  readonly entryDate?: IsoDate;
  readonly dateFormat?: ColumnMapping['dateFormat'];
  readonly mapping?: ColumnMapping;
};

/**
 * Reads any file of positions: our own template, or what a broker gave. Refused is what is no file of positions at
 * all (another kind of file is named), too large, or not text; what is wrong with rows stands in the reading.
 */
export type ReadPositionsFile = (
  bytes: AsyncIterable<Buffer>,
  options: ReadingOptions,
) => Promise<Result<FileReading, Refusal>>;
