import type { RefreshRun } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { count, counted, day, instant, seconds } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Progress } from '../../../components/progress.tsx';
import { Table } from '../../../components/table.tsx';
import { Live } from '../live.tsx';
import { ask } from '../orders.tsx';
import { ShortId } from '../short-id.tsx';

const PATH = '/api/v1/admin/portfolio-refresh';

const TONES: Readonly<Record<RefreshRun['status'], Tone>> = {
  requested: 'plain',
  running: 'accent',
  completed: 'good',
  failed: 'bad',
};

const StatusBadge = ({ run: { status, outcome } }: { readonly run: RefreshRun }) => (
  <Badge tone={outcome === 'partial' ? 'warn' : TONES[status]}>{outcome ?? status}</Badge>
);

const Failed = ({ run: { failed } }: { readonly run: RefreshRun }) =>
  failed.length === 0 ? null : (
    <details>
      <summary>{counted(failed.length, 'portfolio')} failed</summary>
      <ul class="bullets small">
        {failed.map(({ portfolio_id, reason }) => (
          <li key={portfolio_id}>
            <a href={`/portfolios/${portfolio_id}`}>
              <ShortId id={portfolio_id} />
            </a>
            : {reason}
          </li>
        ))}
      </ul>
    </details>
  );

type Status = {
  readonly session: string;
  readonly portfolios_behind: number;
  readonly latest: RefreshRun | null;
};

const Latest = ({ run }: { readonly run: RefreshRun }) => (
  <Panel
    title={`Refresh of ${day(run.date)}`}
    aside={
      <>
        <StatusBadge run={run} />
        <span>{instant(run.ended_at ?? run.requested_at)}</span>
      </>
    }
  >
    <div class="stack-tight">
      <Progress
        label={`Refresh of ${day(run.date)}`}
        percent={run.percent_complete}
        bad={run.status === 'failed'}
      />
      <p class="small">
        {count(run.portfolios_done)} of {counted(run.portfolios_planned ?? 0, 'portfolio')} ·{' '}
        {count(run.refreshed)} refreshed, {count(run.unchanged)} unchanged ·{' '}
        {counted(run.dates_valued, 'date')} valued, {count(run.dates_restated)} restated
        {run.still_behind === 0 ? '' : ` · ${count(run.still_behind)} still behind`} · {seconds(run.seconds)}
      </p>
    </div>
    {run.reason === null ? null : <p class="small muted">Asked for: {run.reason}</p>}
    {run.error === null ? null : (
      <p class="loss">
        {run.error.message} <code>{run.error.code}</code>
      </p>
    )}
    <Failed run={run} />
  </Panel>
);

/** Portfolios that follow their symbols. */
export const Refresh = () => {
  const status = useRefreshed<Status>(`${PATH}/status`);
  const history = useRefreshed<{ readonly refreshes: readonly RefreshRun[] }>(`${PATH}/history`);
  return (
    <>
      <Loaded of={status}>
        {({ session, portfolios_behind, latest }) => (
          <>
            <div class="row-apart">
              <Button
                kind="primary"
                onClick={() =>
                  ask({
                    title: 'Refresh the portfolios that are behind?',
                    what: (
                      <p>
                        Those that lack {day(session)} are valued with the prices and factors that are there.
                        The others are not touched.
                      </p>
                    ),
                    verb: 'Refresh',
                    path: `${PATH}/run`,
                    body: () => ({ date: null }),
                    done: 'The refresh is asked for.',
                    onDone: status.reload,
                  })
                }
              >
                Refresh now
              </Button>
              <span class="row small muted">
                {portfolios_behind === 0
                  ? `No portfolio is behind ${day(session)}.`
                  : `${counted(portfolios_behind, 'portfolio')} behind ${day(session)}.`}
                <Live of={status} />
              </span>
            </div>
            {latest === null ? <p class="muted">No refresh has run yet.</p> : <Latest run={latest} />}
          </>
        )}
      </Loaded>
      <Panel title="History">
        <Loaded of={history}>
          {({ refreshes }) => (
            <Table
              caption={`${counted(refreshes.length, 'refresh', 'refreshes')} of the last thirty sessions`}
              cards
              rows={refreshes}
              keyOf={({ refresh_id }) => refresh_id}
              columns={[
                { id: 'date', title: 'Session', heading: true, cell: ({ date }) => day(date) },
                { id: 'status', title: 'Status', cell: (run) => <StatusBadge run={run} /> },
                { id: 'trigger', title: 'By', cell: ({ trigger }) => trigger.replaceAll('_', ' ') },
                { id: 'reason', title: 'Reason', cell: ({ reason }) => reason ?? '' },
                { id: 'at', title: 'Asked for', cell: ({ requested_at }) => instant(requested_at) },
                { id: 'took', title: 'Took', right: true, cell: (run) => seconds(run.seconds) },
                { id: 'done', title: 'Refreshed', right: true, cell: ({ refreshed }) => count(refreshed) },
                {
                  id: 'failed',
                  title: 'Failed',
                  cell: (run) => (run.failed.length === 0 ? '0' : <Failed run={run} />),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
    </>
  );
};
