import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';
import { counted } from './format.ts';
import { nextOrder, type Order, sortRows } from './sort-rows.ts';

export type Column<Row> = {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Makes the column sortable; null sorts last. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Numbers stand to the right, and are sorted from the largest first. */
  readonly right?: boolean;
  /** Names the row for screen readers. */
  readonly heading?: boolean;
};

type Props<Row> = {
  readonly caption: string;
  /** For screen readers alone, where a heading says the same already. */
  readonly hideCaption?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly order?: Order;
  /** Rows become cards on a phone; otherwise the table is scrolled sideways. */
  readonly cards?: boolean;
  /** So many rows at first, and as many more each time somebody asks for them; all of them are sorted. */
  readonly pageSize?: number;
};

const Arrow = ({ descending }: { readonly descending: boolean | null }) => (
  <svg viewBox="0 0 6 10" aria-hidden="true">
    <path d="M0 4 3 0l3 4z" fill="currentColor" opacity={descending === false ? 1 : 0.25} />
    <path d="M0 6l3 4 3-4z" fill="currentColor" opacity={descending === true ? 1 : 0.25} />
  </svg>
);

export const Table = <Row,>({
  caption,
  hideCaption,
  columns,
  rows,
  keyOf,
  order,
  cards,
  pageSize,
}: Props<Row>) => {
  const [pages, setPages] = useState(1);
  const [sorted, setSorted] = useState<Order | null>(order ?? null);
  const by = columns.find(({ id }) => id === sorted?.column)?.sortBy;
  const ordered = by === undefined || sorted === null ? rows : sortRows(rows, by, sorted.descending);
  const shown = pageSize === undefined ? ordered : ordered.slice(0, pages * pageSize);
  const more = ordered.length - shown.length;
  const table = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls, not a section of the page
    <div class={`table-scroll${cards ? ' table-cards' : ''}`} role="region" aria-label={caption} tabIndex={0}>
      <table class="table">
        <caption class={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, sortBy, right }) => {
              const isSorted = sorted?.column === id;
              const sort = isSorted ? (sorted.descending ? 'descending' : 'ascending') : 'none';
              return (
                <th
                  key={id}
                  scope="col"
                  class={right ? 'right' : undefined}
                  aria-sort={sortBy === undefined ? undefined : sort}
                >
                  {sortBy === undefined ? (
                    title
                  ) : (
                    <button
                      type="button"
                      class="sort"
                      onClick={() => setSorted(nextOrder(sorted, id, right === true))}
                    >
                      {title}
                      <Arrow descending={isSorted ? sorted.descending : null} />
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, title, cell, right, heading }) =>
                heading ? (
                  <th key={id} scope="row" class={right ? 'right' : undefined} data-label={title}>
                    <div class="cell">{cell(row)}</div>
                  </th>
                ) : (
                  <td key={id} class={right ? 'right' : undefined} data-label={title}>
                    <div class="cell">{cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  return more === 0 ? (
    table
  ) : (
    <div class="stack-tight">
      {table}
      <div class="actions">
        <Button small onClick={() => setPages(pages + 1)}>
          Show {counted(Math.min(more, pageSize ?? more), 'more row', 'more rows')}
        </Button>
        <span class="muted small">
          {shown.length} of {ordered.length} shown
        </span>
      </div>
    </div>
  );
};
