import { useState } from 'preact/hooks';
import type { Preview, PreviewedPosition } from '../../api/types.ts';
import { counted, day, grouped, money, unitPrice } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';

const kindOf = ({ investment_class, option }: PreviewedPosition): string =>
  option === null
    ? investment_class.toLowerCase()
    : `${option.option_type.toLowerCase()} ${grouped(option.strike)}, ${day(option.expiration)}`;

type PositionsProps = {
  readonly account: Preview['accounts'][number];
  /** Where the file has no date. */
  readonly undated: string;
};

const Positions = ({ account, undated }: PositionsProps) => (
  <Table
    caption={
      account.positions.length < account.num_positions
        ? `The first ${account.positions.length} of ${counted(account.num_positions, 'position')}`
        : counted(account.num_positions, 'position')
    }
    rows={account.positions}
    keyOf={({ row, symbol, entry_date }) => `${row} ${symbol} ${entry_date}`}
    columns={[
      {
        id: 'symbol',
        title: 'Symbol',
        heading: true,
        sortBy: ({ symbol }) => symbol,
        cell: ({ symbol }) => symbol,
      },
      { id: 'kind', title: 'Kind', sortBy: kindOf, cell: kindOf },
      {
        id: 'quantity',
        title: 'Quantity',
        right: true,
        sortBy: ({ quantity }) => Number(quantity),
        cell: ({ quantity }) => grouped(quantity),
      },
      {
        id: 'price',
        title: 'Entry price',
        right: true,
        sortBy: ({ entry_price }) => Number(entry_price),
        cell: ({ entry_price }) => unitPrice(entry_price),
      },
      {
        id: 'date',
        title: 'Entry date',
        sortBy: ({ entry_date }) => entry_date,
        cell: ({ entry_date }) => (entry_date === null ? undated : day(entry_date)),
      },
      {
        id: 'cost',
        title: 'Cost',
        right: true,
        sortBy: ({ cost_basis }) => Number(cost_basis),
        cell: ({ cost_basis }) => money(cost_basis),
      },
      { id: 'line', title: 'Line', right: true, sortBy: ({ row }) => row, cell: ({ row }) => row },
    ]}
  />
);

const Rows = ({ rows }: { readonly rows: Preview['rows'] }) => (
  <Table
    caption="What became of each row"
    rows={rows}
    keyOf={({ row, outcome, code }) => `${row} ${outcome} ${code}`}
    cards
    columns={[
      {
        id: 'line',
        title: 'Line',
        right: true,
        heading: true,
        sortBy: ({ row }) => row,
        cell: ({ row }) => row,
      },
      { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol ?? '–' },
      { id: 'outcome', title: 'Outcome', sortBy: ({ outcome }) => outcome, cell: ({ outcome }) => outcome },
      { id: 'message', title: 'Why', cell: ({ message }) => message },
    ]}
  />
);

/** Everything that would be imported, account by account, and what was done with the other rows. */
export const PositionsTable = ({ preview }: { readonly preview: Preview }) => {
  const { accounts, rows, counts, warnings } = preview;
  const notes = rows.filter(({ outcome }) => outcome !== 'taken');
  const tabs = [
    ...accounts.map(({ key, name }) => ({ id: `account ${key}`, label: name || 'Positions' })),
    ...(notes.length === 0
      ? []
      : [{ id: 'notes', label: `Assumed or skipped (${counts.assumed + counts.skipped})` }]),
    ...(warnings.length === 0 ? [] : [{ id: 'warnings', label: `Warnings (${warnings.length})` }]),
  ];
  const [selected, setSelected] = useState(tabs[0]?.id ?? 'notes');
  const account = accounts.find(({ key }) => `account ${key}` === selected);
  return (
    <Tabs label="What was read" tabs={tabs} selected={selected} onSelect={setSelected}>
      {account === undefined ? null : (
        <Positions
          account={account}
          undated={preview.portfolio_id === null ? 'to be said' : 'as it is held'}
        />
      )}
      {selected === 'notes' ? <Rows rows={notes} /> : null}
      {selected === 'warnings' ? (
        <Table
          caption="Warnings: nothing of it stops the import"
          rows={warnings}
          keyOf={({ row, code, field }) => `${row} ${code} ${field}`}
          cards
          columns={[
            { id: 'line', title: 'Line', right: true, heading: true, cell: ({ row }) => row },
            { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol ?? '–' },
            { id: 'message', title: 'Warning', cell: ({ message }) => message },
          ]}
        />
      ) : null}
    </Tabs>
  );
};
