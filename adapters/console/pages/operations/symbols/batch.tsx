import { useState } from 'preact/hooks';
import type { SymbolBatch } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/field.tsx';
import { count, counted, day, instant, seconds } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Progress } from '../../../components/progress.tsx';
import { Table } from '../../../components/table.tsx';
import { Live } from '../live.tsx';
import { OrderDialog } from '../orders.tsx';
import { useFollowed } from '../use-followed.ts';

const PATH = '/api/v1/admin/symbol-batch';

const TONES: Readonly<Record<SymbolBatch['status'], Tone>> = {
  running: 'accent',
  completed: 'good',
  partial: 'warn',
  nothing: 'plain',
  suspended: 'warn',
  failed: 'bad',
};
const WORDS: Readonly<Record<SymbolBatch['status'], string>> = {
  running: 'runs',
  completed: 'complete',
  partial: 'some failed',
  nothing: 'all were current',
  suspended: 'put down',
  failed: 'failed',
};
const PHASE_WORDS = { pending: 'waits', running: 'runs', completed: 'done' } as const;

const isOver = ({ status }: SymbolBatch): boolean => status !== 'running';

const Failures = ({ failures, failed }: SymbolBatch) =>
  failed === 0 ? null : (
    <details>
      <summary>{counted(failed, 'symbol')} failed</summary>
      <ul class="bullets small">
        {failures.map(({ symbol, reason }) => (
          <li key={symbol}>
            <strong>{symbol}</strong>: {reason}
          </li>
        ))}
      </ul>
    </details>
  );

const Phase = ({ phase }: { readonly phase: SymbolBatch['phases'][number] }) => {
  const { name, status, chunks, chunks_done, done, unit, seconds: took } = phase;
  const share = status === 'completed' ? 1 : chunks === null || chunks === 0 ? 0 : chunks_done / chunks;
  return (
    <li class={`batch-phase phase-${status}`}>
      <span class="phase-name">{name}</span>
      <Progress label={name} percent={share * 100} />
      <span class="number small muted">
        {status === 'pending' ? PHASE_WORDS[status] : counted(done, unit.replace(/s$/, ''), unit)}
      </span>
      <span class="number small">{status === 'pending' ? '' : seconds(took)}</span>
    </li>
  );
};

const Current = ({ read }: { readonly read: SymbolBatch }) => {
  const batch = useFollowed(read, `${PATH}/${read.date}/${read.batch_id}/events`, isOver);
  const { status, date, percent, phases, updated, remaining, error, trigger, requested_at, symbols } = batch;
  return (
    <Panel
      title={`Batch of ${day(date)}`}
      aside={
        <>
          {batch.simulated === true ? <Badge tone="warn">simulated prices</Badge> : null}
          <Badge tone={TONES[status]}>{WORDS[status]}</Badge>
          <span>{instant(batch.ended_at ?? requested_at)}</span>
        </>
      }
    >
      <div class="stack-tight">
        <Progress label={`Batch of ${day(date)}`} percent={percent} bad={status === 'failed'} />
        <p class="row-apart small">
          <span>
            {percent} % · {counted(updated, 'symbol')} updated
            {remaining === null || remaining === 0 ? '' : ` · ${count(remaining)} left`}
          </span>
          <span class="muted">
            {symbols === null ? 'the whole universe' : counted(symbols.length, 'chosen symbol')}, asked for by{' '}
            {trigger.replaceAll('_', ' ')}
          </span>
        </p>
      </div>
      <ol class="phases">
        {phases.map((phase) => (
          <Phase key={phase.phase} phase={phase} />
        ))}
      </ol>
      {error === null ? null : (
        <p class="loss">
          {error.message} <code>{error.code}</code>
        </p>
      )}
      <Failures {...batch} />
    </Panel>
  );
};

const RunDialog = ({
  session,
  onClose,
  onDone,
}: {
  readonly session: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const [date, setDate] = useState(session);
  const [force, setForce] = useState(false);
  const [symbols, setSymbols] = useState('');
  const named = symbols.split(/[\s,]+/).filter((symbol) => symbol !== '');
  return (
    <OrderDialog
      title="Run a symbol batch"
      what={
        <p class="muted">
          Brings symbols to the prices and factors of a session; the portfolios are refreshed after it.
        </p>
      }
      verb="Run it"
      path={`${PATH}/run`}
      body={() => ({ date, force, ...(named.length === 0 ? {} : { symbols: named }) })}
      done="The batch is written down."
      onClose={onClose}
      onDone={onDone}
    >
      <TextField label="Session" type="date" required max={session} value={date} onValue={setDate} />
      <TextField
        label="Only these symbols"
        hint="With commas between them; none means all"
        value={symbols}
        onValue={setSymbols}
      />
      <label class="choice">
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} />
        Also what is current: read and calculate it again
      </label>
    </OrderDialog>
  );
};

type Status = { readonly session: string; readonly batch: SymbolBatch | null };

export const Batch = () => {
  const status = useResource<Status>(`${PATH}/status`);
  const history = useRefreshed<{ readonly batches: readonly SymbolBatch[] }>(`${PATH}/history`);
  const [asking, setAsking] = useState(false);
  const reload = (): void => {
    status.reload();
    history.reload();
  };
  return (
    <>
      <Loaded of={status}>
        {({ session, batch }) => (
          <>
            <div class="row-apart">
              <Button kind="primary" onClick={() => setAsking(true)}>
                Run now
              </Button>
              <span class="small muted">The last completed session is {day(session)}.</span>
            </div>
            {batch === null ? <p class="muted">No batch has run yet.</p> : <Current read={batch} />}
            {asking ? <RunDialog session={session} onClose={() => setAsking(false)} onDone={reload} /> : null}
          </>
        )}
      </Loaded>
      <Panel title="History" aside={<Live of={history} />}>
        <Loaded of={history}>
          {({ batches }) => (
            <Table
              caption={`${counted(batches.length, 'batch', 'batches')} of the last sixty sessions`}
              cards
              rows={batches}
              keyOf={({ batch_id, date }) => `${date} ${batch_id}`}
              columns={[
                { id: 'date', title: 'Session', heading: true, cell: ({ date }) => day(date) },
                {
                  id: 'status',
                  title: 'Status',
                  cell: ({ status: state }) => <Badge tone={TONES[state]}>{WORDS[state]}</Badge>,
                },
                { id: 'trigger', title: 'By', cell: ({ trigger }) => trigger.replaceAll('_', ' ') },
                { id: 'at', title: 'Asked for', cell: ({ requested_at }) => instant(requested_at) },
                {
                  id: 'took',
                  title: 'Took',
                  right: true,
                  cell: ({ requested_at, ended_at }) =>
                    ended_at === null
                      ? '–'
                      : seconds((Date.parse(ended_at) - Date.parse(requested_at)) / 1000),
                },
                { id: 'updated', title: 'Updated', right: true, cell: ({ updated }) => count(updated) },
                {
                  id: 'failed',
                  title: 'Failed',
                  cell: (batch) => (batch.failed === 0 ? '0' : <Failures {...batch} />),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </>
  );
};
