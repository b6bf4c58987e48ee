import { useState } from 'preact/hooks';
import type { ChangedPositions, Position, PositionPage } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { TextField } from '../../components/field.tsx';
import { Figure } from '../../components/figure.tsx';
import {
  counted,
  day,
  grouped,
  money,
  percent,
  signedMoney,
  toneOf,
  unitPrice,
} from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { mayEdit } from '../../state/may-edit.ts';
import { afterCalculation } from './calculation.ts';
import { EditLot } from './edit-cells.tsx';
import { type ClassFilter, countByClass, filterPositions } from './filter-positions.ts';
import { AddLot, CloseLot, RecordFlow, RemoveLot } from './lot-dialogs.tsx';

const TABS: readonly (readonly [ClassFilter, string])[] = [
  ['ALL', 'All'],
  ['PUBLIC', 'Public'],
  ['OPTIONS', 'Options'],
  ['PRIVATE', 'Private'],
  ['CLOSED', 'Closed'],
];

const MOST_POSITIONS = 1000;
const ROWS_AT_ONCE = 50;

const BASIS: Readonly<Record<string, string>> = {
  last_close: 'older close',
  entry_price: 'entry price',
  stated: 'stated',
  intrinsic: 'settled',
};

type Open =
  | { readonly kind: 'add' | 'flow' }
  | { readonly kind: 'close' | 'remove'; readonly position: Position };

type Props = { readonly portfolioId: string; readonly onRecalculated: () => void };

const figureColumns = (portfolioId: string): readonly Column<Position>[] => [
  {
    id: 'price',
    title: 'Price',
    right: true,
    sortBy: ({ price }) => (price === null ? null : Number(price)),
    cell: ({ position_id, symbol, price, price_basis, price_date }) =>
      price === null ? (
        '–'
      ) : (
        <>
          <Figure
            portfolioId={portfolioId}
            number={`position:${position_id}`}
            label={`the price of ${symbol}`}
          >
            {unitPrice(price)}
          </Figure>
          {price_basis === null || BASIS[price_basis] === undefined ? null : (
            <>
              <br />
              <span class="muted small">
                {BASIS[price_basis]}
                {price_basis === 'last_close' ? ` of ${day(price_date)}` : ''}
              </span>
            </>
          )}
        </>
      ),
  },
  {
    id: 'value',
    title: 'Market value',
    right: true,
    sortBy: ({ market_value }) => (market_value === null ? null : Number(market_value)),
    cell: ({ position_id, symbol, market_value }) =>
      market_value === null ? (
        '–'
      ) : (
        <Figure portfolioId={portfolioId} number={`position:${position_id}`} label={`the value of ${symbol}`}>
          {money(market_value)}
        </Figure>
      ),
  },
  {
    id: 'gain',
    title: 'Gain',
    right: true,
    sortBy: ({ unrealized_pnl, realized_pnl }) => {
      const gain = unrealized_pnl ?? realized_pnl;
      return gain === null ? null : Number(gain);
    },
    cell: ({ position_id, symbol, unrealized_pnl, realized_pnl, unrealized_pnl_fraction }) =>
      unrealized_pnl === null ? (
        signedMoney(realized_pnl)
      ) : (
        <Figure
          portfolioId={portfolioId}
          number={`position:${position_id}`}
          label={`the gain of ${symbol}`}
          class={toneOf(unrealized_pnl)}
        >
          {signedMoney(unrealized_pnl)}
          {unrealized_pnl_fraction === null ? '' : ` (${percent(unrealized_pnl_fraction, 1)})`}
        </Figure>
      ),
  },
];

/** What is held: found, sorted, and changed where it stands. */
export const Positions = ({ portfolioId, onRecalculated }: Props) => {
  const page = useResource<PositionPage>(`/api/v1/portfolios/${portfolioId}/positions`, {
    limit: MOST_POSITIONS,
  });
  const [filter, setFilter] = useState<ClassFilter>('ALL');
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<string | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const editable = mayEdit();

  const done = (changed: ChangedPositions | null): void => {
    setEdited(null);
    setOpen(null);
    if (changed === null) return;
    page.reload();
    void afterCalculation(portfolioId, changed.batch_run_id, () => {
      page.reload();
      onRecalculated();
    });
  };

  const lotColumns: readonly Column<Position>[] = [
    {
      id: 'symbol',
      title: 'Symbol',
      heading: true,
      sortBy: ({ symbol }) => symbol,
      cell: ({ symbol, option, edited_by_hand }) => (
        <>
          {symbol} {edited_by_hand ? <Badge>by hand</Badge> : null}
          {option === null ? null : (
            <span class="muted small">
              <br />
              {option.underlying} {grouped(option.strike)} {option.option_type.toLowerCase()},{' '}
              {day(option.expiration)}
            </span>
          )}
        </>
      ),
    },
    { id: 'type', title: 'Type', sortBy: (row) => row.position_type, cell: (row) => row.position_type },
    {
      id: 'quantity',
      title: 'Quantity',
      right: true,
      sortBy: ({ quantity }) => Number(quantity),
      cell: ({ quantity }) => grouped(quantity),
    },
    {
      id: 'entry',
      title: 'Entry',
      right: true,
      sortBy: ({ entry_price }) => Number(entry_price),
      cell: ({ entry_price, entry_date }) => (
        <>
          {unitPrice(entry_price)}
          <br />
          <span class="muted small">{day(entry_date)}</span>
        </>
      ),
    },
  ];
  const actions: Column<Position> = {
    id: 'actions',
    title: 'Change',
    cell: (position) => {
      const etag = page.etag;
      if (edited === position.position_id) {
        return (
          <EditLot
            portfolioId={portfolioId}
            position={position}
            etag={etag}
            onDone={done}
            onConflict={page.reload}
          />
        );
      }
      return position.status === 'open' ? (
        <div class="row-actions">
          <Button
            small
            kind="quiet"
            aria-label={`Edit ${position.symbol}`}
            onClick={() => setEdited(position.position_id)}
          >
            Edit
          </Button>
          <Button
            small
            kind="quiet"
            aria-label={`Close ${position.symbol}`}
            onClick={() => setOpen({ kind: 'close', position })}
          >
            Close
          </Button>
          <Button
            small
            kind="quiet"
            aria-label={`Remove ${position.symbol}`}
            onClick={() => setOpen({ kind: 'remove', position })}
          >
            Remove
          </Button>
        </div>
      ) : null;
    },
  };
  const columns = [...lotColumns, ...figureColumns(portfolioId), ...(editable ? [actions] : [])];
  const about = {
    portfolioId,
    etag: page.etag,
    onDone: done,
    onClose: () => setOpen(null),
  };

  return (
    <Panel
      title="Positions"
      aside={
        editable ? (
          <>
            <Button small onClick={() => setOpen({ kind: 'flow' })}>
              Deposit or withdraw
            </Button>
            <Button small onClick={() => setOpen({ kind: 'add' })}>
              Add a position
            </Button>
          </>
        ) : null
      }
    >
      <Loaded of={page} lines={8}>
        {({ positions, total }) => {
          if (total === 0) {
            return (
              <Empty title="Nothing is held">
                <p class="muted">Add a position, or bring a file of them.</p>
                <div class="actions">
                  <a class="button" href={`/portfolios/${portfolioId}/import`}>
                    Import a file
                  </a>
                </div>
              </Empty>
            );
          }
          const counts = countByClass(positions);
          const rows = filterPositions(positions, filter, text);
          return (
            <>
              <div class="filter-row">
                <TextField label="Find" type="search" value={text} onValue={setText} placeholder="Symbol" />
              </div>
              {total > positions.length ? (
                <Note tone="warn" title={`The first ${positions.length} of ${total} are shown`} />
              ) : null}
              <Tabs
                label="Class"
                selected={filter}
                onSelect={setFilter}
                tabs={TABS.map(([id, label]) => ({ id, label: `${label} (${counts[id]})` }))}
              >
                {rows.length === 0 ? (
                  <p class="muted">No position is like that.</p>
                ) : (
                  <Table
                    key={`${filter} ${text}`}
                    caption={counted(rows.length, 'position')}
                    cards
                    pageSize={ROWS_AT_ONCE}
                    columns={columns}
                    rows={rows}
                    keyOf={({ position_id }) => position_id}
                    order={{ column: 'value', descending: true }}
                  />
                )}
              </Tabs>
            </>
          );
        }}
      </Loaded>
      {open?.kind === 'add' ? <AddLot {...about} /> : null}
      {open?.kind === 'flow' ? (
        <RecordFlow
          {...about}
          onDone={(runId) => {
            setOpen(null);
            page.reload();
            void afterCalculation(portfolioId, runId, onRecalculated);
          }}
        />
      ) : null}
      {open?.kind === 'close' ? <CloseLot {...about} position={open.position} /> : null}
      {open?.kind === 'remove' ? <RemoveLot {...about} position={open.position} /> : null}
    </Panel>
  );
};
