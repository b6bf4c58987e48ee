import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { SymbolStatus } from '../../../api/operations.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { counted, day } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { Pager } from '../pager.tsx';
import { retrySymbol } from './queue.tsx';

const PAGE = 50;

const TONES: Readonly<Record<SymbolStatus['status'], Tone>> = {
  pending: 'plain',
  active: 'good',
  error: 'bad',
  delisted: 'warn',
};

/** Every symbol that anybody has asked for, also those of which nothing came. */
export const Universe = () => {
  const { query } = useLocation();
  const [typed, setTyped] = useState(query.q ?? '');
  const [text, setText] = useState(typed);
  const [status, setStatus] = useState('');
  const [offset, setOffset] = useState(0);
  const found = useResource<{ readonly symbols: readonly SymbolStatus[]; readonly total: number }>(
    '/api/v1/admin/symbols',
    {
      q: text === '' ? undefined : text,
      status: status === '' ? undefined : status,
      limit: PAGE,
      offset,
    },
  );
  return (
    <>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          setText(typed.trim());
          setOffset(0);
        }}
      >
        <TextField label="Symbol or name" type="search" maxLength={100} value={typed} onValue={setTyped} />
        <SelectField
          label="Status"
          value={status}
          onValue={(value) => {
            setStatus(value);
            setOffset(0);
          }}
          options={[
            { value: '', label: 'All' },
            ...Object.keys(TONES).map((value) => ({ value, label: value })),
          ]}
        />
        <div class="actions">
          <Button kind="primary" type="submit">
            Search
          </Button>
        </div>
      </form>
      <Loaded of={found}>
        {({ symbols, total }) =>
          total === 0 ? (
            <p class="muted">No symbol is like that.</p>
          ) : (
            <>
              <Table
                caption={counted(total, 'symbol')}
                cards
                rows={symbols}
                keyOf={({ symbol }) => symbol}
                columns={[
                  { id: 'symbol', title: 'Symbol', heading: true, cell: ({ symbol }) => symbol },
                  { id: 'name', title: 'Name', cell: ({ profile }) => profile?.company_name },
                  {
                    id: 'status',
                    title: 'Status',
                    cell: ({ status: state, failure, delisting_reason, simulated }) => (
                      <>
                        <span class="row">
                          <Badge tone={TONES[state]}>{state}</Badge>
                          {simulated ? <Badge tone="warn">simulated</Badge> : null}
                        </span>
                        {failure === null && delisting_reason === null ? null : (
                          <span class="muted small">{failure?.reason ?? delisting_reason}</span>
                        )}
                      </>
                    ),
                  },
                  { id: 'sector', title: 'Sector', cell: ({ profile }) => profile?.sector },
                  { id: 'prices', title: 'Last price', cell: ({ last_price_date }) => day(last_price_date) },
                  {
                    id: 'factors',
                    title: 'Last factors',
                    cell: ({ last_factor_date }) => day(last_factor_date),
                  },
                  { id: 'source', title: 'Source', cell: ({ price_source }) => price_source },
                  {
                    id: 'do',
                    title: 'Do',
                    cell: ({ symbol, status: state }) => (
                      <span class="row">
                        <a
                          class="button button-small"
                          href={`/operations/data-health?id=${encodeURIComponent(symbol)}`}
                        >
                          Problems<span class="visually-hidden"> of {symbol}</span>
                        </a>
                        {state === 'active' ? null : (
                          <Button small onClick={() => retrySymbol(symbol, found.reload)}>
                            Look it up<span class="visually-hidden"> again: {symbol}</span>
                          </Button>
                        )}
                      </span>
                    ),
                  },
                ]}
              />
              <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
            </>
          )
        }
      </Loaded>
    </>
  );
};
