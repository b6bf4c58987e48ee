import type { ImportChanges } from '../../api/types.ts';
import { day, grouped } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';

type Change = {
  readonly id: string;
  readonly what: string;
  readonly symbol: string;
  readonly before: string;
  readonly after: string;
  readonly note: string;
};

const WHAT = { quantity: 'Quantity', cost: 'Cost', split: 'Split' } as const;
const PRICE_FROM = {
  given: 'as you said',
  last_close: 'its last close',
  stated: 'its stated value',
  file: 'by the file',
} as const;

const at = (quantity: string, price: string): string => `${grouped(quantity)} at ${grouped(price)}`;

const changesOf = ({ opened, changed, closed }: Omit<ImportChanges, 'splits'>): readonly Change[] => [
  ...opened.map(({ position_id, symbol, quantity, entry_price, entry_date }) => ({
    id: position_id,
    what: 'Opened',
    symbol,
    before: '–',
    after: at(quantity, entry_price),
    note: entry_date === null ? 'entry date to be said' : day(entry_date),
  })),
  ...changed.map(({ position_id, symbol, what, before, after }) => ({
    id: position_id,
    what: WHAT[what],
    symbol,
    before: at(before.quantity, before.entry_price),
    after: at(after.quantity, after.entry_price),
    note: '',
  })),
  ...closed.map(({ position_id, symbol, quantity, remaining, exit_date, exit_price, price_from }) => ({
    id: position_id,
    what: remaining === null ? 'Closed' : 'Closed in part',
    symbol,
    before: grouped(quantity),
    after: remaining === null ? '–' : grouped(remaining),
    note: exit_price === null ? '' : `${day(exit_date)} at ${grouped(exit_price)}, ${PRICE_FROM[price_from]}`,
  })),
];

/** How a newer file differs from what is held, lot by lot. */
export const DifferenceView = ({
  changes,
  caption,
}: {
  readonly changes: ImportChanges;
  readonly caption: string;
}) => (
  <Table
    caption={caption}
    rows={changesOf(changes)}
    keyOf={({ id, what }) => `${what} ${id}`}
    cards
    columns={[
      {
        id: 'symbol',
        title: 'Symbol',
        heading: true,
        sortBy: ({ symbol }) => symbol,
        cell: ({ symbol }) => symbol,
      },
      { id: 'what', title: 'What', sortBy: ({ what }) => what, cell: ({ what }) => what },
      { id: 'before', title: 'Held', right: true, cell: ({ before }) => before },
      { id: 'after', title: 'By the file', right: true, cell: ({ after }) => after },
      { id: 'note', title: 'Note', cell: ({ note }) => note },
    ]}
  />
);
