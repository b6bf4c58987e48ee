import type { Repair, Verification } from '../../../api/operations.ts';
import { count } from '../../../components/format.ts';
import type { TableDifference } from './differences.tsx';

type Compared = (Repair | Verification)['projections'][number];

/** `null` is a value like any other; what is not there at all is a dash. */
const said = (value: string | null): string => value ?? 'null';

/** What is live against what the log says, as a list of tables; those that are alike only when `all` are wanted. */
export const comparedTables = (projections: readonly Compared[], all: boolean): readonly TableDifference[] =>
  projections.flatMap(({ projection, tables }) =>
    tables
      .filter(({ changed, missing, extra }) => all || changed + missing + extra > 0)
      .map(({ table, rows, changed, missing, extra, sample }) => ({
        projection,
        table,
        rows: count(rows),
        counts: [
          ['changed', changed],
          ['missing', missing],
          ['too many', extra],
        ] as const,
        samples: sample.map(({ kind, key, columns }) => ({
          kind,
          key,
          columns: columns.map(
            ({ column, live, expected }) => `${column}: ${said(live)}, and the log says ${said(expected)}`,
          ),
        })),
      })),
  );
