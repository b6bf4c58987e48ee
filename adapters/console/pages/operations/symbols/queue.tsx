import { useState } from 'preact/hooks';
import type { SymbolJob } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { SelectField } from '../../../components/field.tsx';
import { count, counted, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { Live } from '../live.tsx';
import { ask } from '../orders.tsx';
import { Pager } from '../pager.tsx';

const PATH = '/api/v1/admin/symbol-queue';
const PAGE = 50;

const TONES: Readonly<Record<SymbolJob['status'], Tone>> = {
  pending: 'plain',
  processing: 'accent',
  completed: 'good',
  failed: 'bad',
};

const pathOf = (symbol: string): string => `${PATH}/${encodeURIComponent(symbol)}`;

export const retrySymbol = (symbol: string, onDone: () => void): void =>
  ask({
    title: `Look ${symbol} up?`,
    what: <p>It is tried at once. Portfolios that lack it are calculated when it is in.</p>,
    verb: 'Look it up',
    path: `${pathOf(symbol)}/retry`,
    done: `${symbol} is in the queue.`,
    onDone,
  });

const giveUp = (symbol: string, onDone: () => void): void =>
  ask({
    title: `Stop looking for ${symbol}?`,
    what: <p>Portfolios that wait for it go on without it, at once.</p>,
    verb: 'Give it up',
    danger: true,
    path: `${pathOf(symbol)}/give-up`,
    body: (reason) => ({ reason }),
    done: `${symbol} is given up.`,
    onDone,
  });

type Page = {
  readonly jobs: readonly SymbolJob[];
  readonly total: number;
  readonly pending: number;
  readonly pending_limit: number;
};

/** Symbols that are looked up, and what became of them. */
export const Queue = () => {
  const [status, setStatus] = useState('');
  const [offset, setOffset] = useState(0);
  const queue = useRefreshed<Page>(PATH, { status: status === '' ? undefined : status, limit: PAGE, offset });
  return (
    <>
      <div class="fields">
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
        <p class="row small muted">
          <Live of={queue} />
        </p>
      </div>
      <Loaded of={queue}>
        {({ jobs, total, pending, pending_limit }) =>
          total === 0 ? (
            <p class="muted">No symbol is like that.</p>
          ) : (
            <>
              <Table
                caption={`${counted(total, 'symbol')}; ${count(pending)} wait, and ${count(pending_limit)} may`}
                cards
                rows={jobs}
                keyOf={({ job_id }) => job_id}
                columns={[
                  { id: 'symbol', title: 'Symbol', heading: true, cell: ({ symbol }) => symbol },
                  {
                    id: 'status',
                    title: 'Status',
                    cell: ({ status: state }) => <Badge tone={TONES[state]}>{state}</Badge>,
                  },
                  { id: 'attempts', title: 'Attempts', right: true, cell: ({ attempts }) => count(attempts) },
                  {
                    id: 'failure',
                    title: 'Why not',
                    cell: ({ failure }) =>
                      failure === null ? null : (
                        <>
                          {failure.reason} <span class="muted small">{failure.fix}</span>{' '}
                          <code>{failure.code}</code>
                        </>
                      ),
                  },
                  {
                    id: 'waiting',
                    title: 'Portfolios wait',
                    right: true,
                    cell: ({ waiting_portfolios }) => count(waiting_portfolios),
                  },
                  {
                    id: 'at',
                    title: 'Since',
                    cell: ({ created_at, ended_at, next_attempt_at }) =>
                      next_attempt_at === null
                        ? instant(ended_at ?? created_at)
                        : `again at ${instant(next_attempt_at)}`,
                  },
                  {
                    id: 'do',
                    title: 'Do',
                    cell: ({ symbol, status: state }) =>
                      state === 'completed' ? null : (
                        <span class="row">
                          <Button small onClick={() => retrySymbol(symbol, queue.reload)}>
                            Retry<span class="visually-hidden"> {symbol}</span>
                          </Button>
                          {state === 'failed' ? null : (
                            <Button small kind="danger" onClick={() => giveUp(symbol, queue.reload)}>
                              Give up<span class="visually-hidden"> {symbol}</span>
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
