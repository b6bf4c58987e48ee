import { shareOfTitles } from './fingerprint.ts';
import type { BrokerFormat, SourceFile, SourceRow, Statement } from './format.ts';
import { inTurns } from './in-turns.ts';
import { emptyStatement } from './printed.ts';
import { type ColumnTitles, filledCellOf, findTable, isBlankRow, type Table } from './table.ts';

export type TableRow<Name extends string> = SourceRow & {
  /** Null where the column is missing or the cell is blank. */
  readonly cell: (name: Name) => string | null;
};

export type WholeTable<Name extends string> = {
  /** What stands above the header: titles, dates, accounts. */
  readonly above: readonly SourceRow[];
  readonly header: SourceRow;
  readonly has: (name: Name) => boolean;
  /** The first rows below the header, for what one of them tells about all. */
  readonly sample: readonly TableRow<Name>[];
  /** Everything below the header that is not blank, footnotes too. */
  readonly rows: AsyncIterable<TableRow<Name>>;
};

export const tableRow = <Name extends string>(row: SourceRow, table: Table<Name>): TableRow<Name> => ({
  ...row,
  cell: (name) => filledCellOf(table, row, name),
});

const SAMPLE_ROWS = 100;

const wholeTable = <Name extends string>(
  file: SourceFile,
  titles: ColumnTitles<Name>,
  needed: readonly Name[],
): WholeTable<Name> | null => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const table = findTable(rows, titles, needed);
  const header = table === null ? undefined : rows[table.at];
  if (table === null || header === undefined) return null;
  return {
    above: rows.slice(0, table.at),
    header,
    has: (name) => table.places[name] !== null,
    sample: rows
      .slice(table.at + 1, table.at + 1 + SAMPLE_ROWS)
      .filter((row) => !isBlankRow(row))
      .map((row) => tableRow(row, table)),
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const row of inTurns(rows.slice(table.at + 1))) {
          if (!isBlankRow(row)) yield tableRow(row, table);
        }
      },
    },
  };
};

/** A format that is one table under one header. */
export const tableFormat = <Name extends string>(
  layout: Pick<BrokerFormat, 'id' | 'broker' | 'name' | 'download'> & {
    readonly titles: ColumnTitles<Name>;
    /** Without these columns nothing can be read. */
    readonly needed: readonly NoInfer<Name>[];
    /** Titles that only this broker uses together (every broker has a symbol and a quantity), or what else tells it. */
    readonly telling: readonly string[] | ((table: WholeTable<Name>) => number);
    readonly read: (table: WholeTable<Name>) => Promise<Statement>;
  },
): BrokerFormat => ({
  id: layout.id,
  broker: layout.broker,
  name: layout.name,
  download: layout.download,
  recognise: (file) => {
    const table = wholeTable(file, layout.titles, layout.needed);
    if (table === null) return 0;
    return typeof layout.telling === 'function' ? layout.telling(table) : shareOfTitles(file, layout.telling);
  },
  read: (file) => {
    const table = wholeTable(file, layout.titles, layout.needed);
    return table === null ? emptyStatement : layout.read(table);
  },
});
