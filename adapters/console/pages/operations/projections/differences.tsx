import { Badge } from '../../../components/badge.tsx';
import { count } from '../../../components/format.ts';
import { Table } from '../../../components/table.tsx';

/** Rows of one table that are not alike on both sides, and some of them. */
export type TableDifference = {
  readonly projection: string;
  readonly table: string;
  readonly rows: string;
  readonly counts: readonly (readonly [kind: string, rows: number])[];
  readonly samples: readonly {
    readonly kind: string;
    readonly key: Readonly<Record<string, string | null>>;
    readonly columns: readonly string[];
  }[];
};

const keyText = (key: Readonly<Record<string, string | null>>): string =>
  Object.entries(key)
    .map(([column, value]) => `${column} ${value ?? 'null'}`)
    .join(', ');

const Samples = ({ samples }: Pick<TableDifference, 'samples'>) =>
  samples.length === 0 ? null : (
    <details>
      <summary>Some of them ({samples.length})</summary>
      <ul class="samples">
        {samples.map(({ kind, key, columns }) => (
          <li key={kind + keyText(key)}>
            <Badge>{kind}</Badge> <code>{keyText(key)}</code>
            {columns.length === 0 ? null : (
              <ul class="bullets small">
                {columns.map((column) => (
                  <li key={column}>{column}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </details>
  );

/** Table by table, what is not the same. */
export const Differences = ({
  caption,
  tables,
}: {
  readonly caption: string;
  readonly tables: readonly TableDifference[];
}) => (
  <Table
    caption={caption}
    cards
    rows={tables}
    keyOf={({ projection, table }) => `${projection} ${table}`}
    columns={[
      { id: 'projection', title: 'Read model', heading: true, cell: ({ projection }) => projection },
      { id: 'table', title: 'Table', cell: ({ table }) => <code>{table}</code> },
      { id: 'rows', title: 'Rows', right: true, cell: ({ rows }) => rows },
      {
        id: 'differs',
        title: 'Differs',
        cell: ({ counts, samples }) => {
          const found = counts.filter(([, rows]) => rows > 0);
          return found.length === 0 ? (
            <Badge tone="good">identical</Badge>
          ) : (
            <div class="stack-tight">
              <span class="row">
                {found.map(([kind, rows]) => (
                  <Badge key={kind} tone="warn">
                    {count(rows)} {kind}
                  </Badge>
                ))}
              </span>
              <Samples samples={samples} />
            </div>
          );
        },
      },
    ]}
  />
);
