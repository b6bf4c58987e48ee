import { call } from '../../../api/client.ts';
import type { Rebuild } from '../../../api/operations.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Empty } from '../../../components/empty.tsx';
import { count, instant, percent, seconds } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Progress } from '../../../components/progress.tsx';
import { toast } from '../../../components/toast.tsx';
import { ask } from '../orders.tsx';
import { ShortId } from '../short-id.tsx';
import { useFollowed } from '../use-followed.ts';
import { Differences } from './differences.tsx';

const PATH = '/api/v1/admin/projections';

const ENDED: ReadonlySet<Rebuild['state']> = new Set(['swapped', 'cancelled', 'failed']);

const RUNS: ReadonlySet<Rebuild['state']> = new Set(['queued', 'running', 'catching_up']);

const hasEnded = ({ state }: Rebuild): boolean => ENDED.has(state);

const TONES: Readonly<Record<Rebuild['state'], Tone>> = {
  queued: 'plain',
  running: 'accent',
  catching_up: 'accent',
  paused: 'warn',
  awaiting_swap: 'warn',
  swapped: 'good',
  cancelled: 'plain',
  failed: 'bad',
};
const WORDS: Readonly<Record<Rebuild['state'], string>> = {
  queued: 'waits for a process',
  running: 'runs',
  catching_up: 'catches up',
  paused: 'paused',
  awaiting_swap: 'waits for your yes',
  swapped: 'swapped',
  cancelled: 'given up',
  failed: 'failed',
};

type JobProps = { readonly listed: Rebuild; readonly onChanged: () => void };

const Actions = ({ job, onChanged }: { readonly job: Rebuild; readonly onChanged: () => void }) => {
  const { rebuild_id, state, kind, projections } = job;
  const path = `${PATH}/rebuilds/${rebuild_id}`;
  const now = async (name: 'pause' | 'resume', done: string): Promise<void> => {
    const answer = await call(`${path}/${name}`, { method: 'POST', idempotencyKey: crypto.randomUUID() });
    toast(answer.ok ? done : `${answer.error.message} (${answer.error.code})`, { bad: !answer.ok });
    onChanged();
  };
  return (
    <div class="actions">
      {state === 'awaiting_swap' ? (
        <Button
          kind="primary"
          onClick={() =>
            ask({
              title: 'Swap the new tables in?',
              what: (
                <p>
                  From then on everybody sees what was made anew. What is there now is kept for a time, and
                  can be swapped back.
                </p>
              ),
              verb: 'Swap',
              path: `${path}/swap`,
              done: 'The swap is asked for.',
              onDone: onChanged,
            })
          }
        >
          Swap
        </Button>
      ) : null}
      {RUNS.has(state) ? (
        <Button onClick={() => void now('pause', 'It pauses after this page.')}>Pause</Button>
      ) : null}
      {state === 'paused' ? <Button onClick={() => void now('resume', 'It goes on.')}>Resume</Button> : null}
      {hasEnded(job) ? null : (
        <Button
          kind="danger"
          onClick={() =>
            ask({
              title: 'Give this rebuild up?',
              what: <p>Its tables are dropped. Those that answer stay as they are.</p>,
              verb: 'Give it up',
              danger: true,
              path: `${path}/cancel`,
              done: 'The rebuild is given up.',
              onDone: onChanged,
            })
          }
        >
          Cancel
        </Button>
      )}
      {state === 'swapped' && kind === 'rebuild' ? (
        <Button
          onClick={() =>
            ask({
              title: 'Swap back?',
              what: (
                <p>
                  The tables that were replaced catch up with the log, and answer again in place of those made
                  anew: {projections.join(', ')}.
                </p>
              ),
              verb: 'Swap back',
              danger: true,
              path: `${PATH}/swap-back`,
              body: () => ({ projections }),
              done: 'Swapping back is written down.',
              onDone: onChanged,
            })
          }
        >
          Swap back
        </Button>
      ) : null}
    </div>
  );
};

const Comparison = ({ job }: { readonly job: Rebuild }) =>
  job.comparison === null ? null : (
    <Differences
      caption="The new tables against those that answered"
      tables={job.comparison.flatMap(({ projection, tables }) =>
        tables.map(({ table, rows_before, rows_after, added, changed, removed, sample }) => ({
          projection,
          table,
          rows:
            rows_before === rows_after ? count(rows_after) : `${count(rows_before)} → ${count(rows_after)}`,
          counts: [
            ['added', added],
            ['changed', changed],
            ['removed', removed],
          ],
          samples: sample,
        })),
      )}
    />
  );

const Orders = ({ job: { orders } }: { readonly job: Rebuild }) =>
  orders.length === 0 ? null : (
    <ul class="bullets small muted">
      {orders.map(({ step, by, at, reason }) => (
        <li key={at}>
          {step} by <ShortId id={by} />, {instant(at)}
          {reason === null ? '' : `: ${reason}`}
        </li>
      ))}
    </ul>
  );

const Job = ({ listed, onChanged }: JobProps) => {
  const job = useFollowed(listed, listed.events_url, hasEnded);
  const { kind, projections, state, fraction_done, events, events_per_second, seconds_remaining } = job;
  const names = projections.length === 0 ? 'all read models' : projections.join(', ');
  const identical = job.comparison?.every((compared) => compared.identical);
  return (
    <Panel
      title={kind === 'rebuild' ? `Rebuild of ${names}` : `Swap back of ${names}`}
      aside={
        <>
          <Badge tone={TONES[state]}>{WORDS[state]}</Badge>
          <span>{instant(job.requested_at)}</span>
        </>
      }
    >
      <p class="small muted">
        Asked for by <ShortId id={job.requested_by} />
        {job.reason === null ? '' : `: ${job.reason}`};{' '}
        {job.auto_swap ? 'swaps by itself' : 'waits for a yes'}.
        {identical === undefined ? '' : identical ? ' Nothing differs.' : ' Something differs.'}
      </p>
      <Orders job={job} />
      {hasEnded(job) ? null : (
        <div class="stack-tight">
          <Progress label={`Rebuild of ${names}`} percent={fraction_done * 100} />
          <p class="row-apart small">
            <span>
              {percent(fraction_done, 1)} · {count(events)} events
            </span>
            {RUNS.has(state) ? (
              <span class="muted">
                {events_per_second === null ? '' : `${count(events_per_second)} places of the log a second`}
                {seconds_remaining === null ? '' : ` · about ${seconds(seconds_remaining)} left`}
              </span>
            ) : null}
          </p>
        </div>
      )}
      {job.error === null ? null : <p class="loss">{job.error}</p>}
      <Actions job={job} onChanged={onChanged} />
      {job.comparison === null ? null : hasEnded(job) ? (
        <details>
          <summary>The comparison</summary>
          <Comparison job={job} />
        </details>
      ) : (
        <Comparison job={job} />
      )}
    </Panel>
  );
};

/** Under way, waiting and ended, the newest first. */
export const Rebuilds = () => {
  const rebuilds = useResource<{ readonly rebuilds: readonly Rebuild[] }>(`${PATH}/rebuilds`);
  return (
    <Loaded of={rebuilds}>
      {({ rebuilds: all }) =>
        all.length === 0 ? (
          <Empty title="Nothing was rebuilt yet">
            <p class="muted">
              A rebuild makes read models anew from the log while those that are there go on answering. Begin
              one at <a href="/operations/projections">Read models</a>.
            </p>
          </Empty>
        ) : (
          all.map((job) => <Job key={job.rebuild_id} listed={job} onChanged={rebuilds.reload} />)
        )
      }
    </Loaded>
  );
};
