import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { RunStatus } from '../../api/types.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Download } from '../../components/download.tsx';
import { count, counted, day, seconds } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Progress } from '../../components/progress.tsx';
import { toast } from '../../components/toast.tsx';
import type { Step } from '../import/machine.ts';

type Phase = RunStatus['phases'][number];

const PHASE_TONES: Readonly<Record<Phase['status'], Tone>> = {
  pending: 'plain',
  running: 'accent',
  completed: 'good',
  failed: 'bad',
};
const PHASE_WORDS: Readonly<Record<Phase['status'], string>> = {
  pending: 'waits',
  running: 'runs',
  completed: 'done',
  failed: 'failed',
};

const PhaseRow = ({ phase }: { readonly phase: Phase }) => {
  const { phase_name, status, current, total, unit, duration_seconds } = phase;
  return (
    <li class={`phase phase-${status}`}>
      <span class="phase-name">{phase_name}</span>
      <span class="number muted small">
        {status === 'pending' ? '' : `${count(current)} of ${counted(total, unit.replace(/s$/, ''), unit)}`}
      </span>
      <span class="number small">{duration_seconds === null ? '' : seconds(duration_seconds)}</span>
      <Badge tone={PHASE_TONES[status]}>{PHASE_WORDS[status]}</Badge>
    </li>
  );
};

/** Seconds since it began, as they go by. */
const useElapsed = ({ started_at, completed_at }: RunStatus): number | null => {
  const [now, setNow] = useState(Date.now());
  const running = started_at !== null && completed_at === null;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  if (started_at === null) return null;
  const end = completed_at === null ? now : Date.parse(completed_at);
  return Math.max(0, (end - Date.parse(started_at)) / 1000);
};

const Log = ({ run, portfolioId }: { readonly run: RunStatus; readonly portfolioId: string }) => {
  const list = useRef<HTMLOListElement>(null);
  const lines = run.activity_log.length;
  useEffect(() => {
    if (lines > 0 && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  return (
    <Panel
      title="Activity"
      aside={
        <Download href={`/api/v1/onboarding/status/${portfolioId}/logs?format=txt`}>
          Download the log
        </Download>
      }
    >
      {lines === 0 ? (
        <p class="muted small">Nothing has been said yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol class="log" ref={list} tabIndex={0} aria-label="Activity">
          {run.activity_log.map(({ timestamp, level, message }, line) => (
            <li key={line} class={`log-${level}`}>
              <time dateTime={timestamp}>{timestamp.slice(11, 19)}</time>
              <span>
                {level === 'info' ? '' : `${level}: `}
                {message}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
};

const Symbols = ({ symbols }: { readonly symbols: readonly string[] }) => (
  <ul class="row" aria-label="Pending symbols">
    {symbols.slice(0, 60).map((symbol) => (
      <li key={symbol}>
        <Badge tone="warn">{symbol}</Badge>
      </li>
    ))}
    {symbols.length > 60 ? <li class="muted small">and {symbols.length - 60} more</li> : null}
  </ul>
);

const Bullets = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul class="bullets">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const SHOWN_AT_ONCE = 6;

const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) => (
  <>
    <Bullets lines={warnings.slice(0, SHOWN_AT_ONCE)} />
    {warnings.length > SHOWN_AT_ONCE ? (
      <details>
        <summary>{warnings.length - SHOWN_AT_ONCE} more</summary>
        <Bullets lines={warnings.slice(SHOWN_AT_ONCE)} />
      </details>
    ) : null}
  </>
);

const Outcome = ({
  at,
  run,
  portfolioId,
  onCalculate,
  busy,
}: {
  readonly at: Step['at'];
  readonly run: RunStatus;
  readonly portfolioId: string;
  readonly onCalculate: () => void;
  readonly busy: boolean;
}) => {
  const again = (
    <Button busy={busy} onClick={onCalculate}>
      Calculate again
    </Button>
  );
  const view = (
    <a class="button button-primary" href={`/portfolios/${portfolioId}`}>
      View the portfolio
    </a>
  );
  switch (at) {
    case 'success':
      return (
        <Note tone="good" title="Everything is calculated" alert>
          <p>Valued and analysed as of {day(run.calculation_date)}.</p>
          <div class="actions">
            {view}
            <a class="button" href={`/portfolios/${portfolioId}/risk`}>
              See its risk
            </a>
          </div>
        </Note>
      );
    case 'partial':
      return (
        <Note tone="warn" title="Calculated, but something was missing" alert>
          <p>What is there is right as far as it goes. What was missing:</p>
          <Warnings warnings={run.warnings} />
          {run.pending_symbols.length === 0 ? null : <Symbols symbols={run.pending_symbols} />}
          <div class="actions">
            {view}
            {again}
          </div>
        </Note>
      );
    case 'failed':
      return (
        <Note tone="bad" title="The calculation failed" alert>
          <p>{run.error?.message ?? run.message}</p>
          <p>
            Your file is imported, and nothing of it is lost: only the calculation has to be asked for again.
          </p>
          {run.error === null ? null : (
            <p class="note-code">
              <a href={`/docs/errors#${run.error.code}`} target="_blank" rel="noreferrer">
                {run.error.code}: what to do
              </a>
            </p>
          )}
          <div class="actions">
            {again}
            {run.analytics_available ? (
              <a class="button" href={`/portfolios/${portfolioId}`}>
                View what was calculated before
              </a>
            ) : null}
          </div>
        </Note>
      );
    default:
      return run.status === 'not_found' ? (
        <Note title="Nothing has been calculated yet">
          <div class="actions">
            <Button kind="primary" busy={busy} onClick={onCalculate}>
              Calculate
            </Button>
          </div>
        </Note>
      ) : run.analytics_available ? (
        <Note tone="good" title="There is something to look at already">
          <p>The calculation goes on meanwhile.</p>
          <div class="actions">
            <a class="button button-primary" href={`/portfolios/${portfolioId}`}>
              View available analytics
            </a>
          </div>
        </Note>
      ) : null;
  }
};

type Props = {
  readonly portfolioId: string;
  readonly at: Step['at'];
  readonly run: RunStatus;
  readonly connected: boolean;
  readonly onRequested: () => void;
};

/** A calculation as it runs, and how it ended. */
export const RunView = ({ portfolioId, at, run, connected, onRequested }: Props) => {
  const elapsed = useElapsed(run);
  const [busy, setBusy] = useState(false);
  const running = run.status === 'running';
  const { percent_complete } = run.overall_progress;

  const calculate = async (): Promise<void> => {
    setBusy(true);
    const answer = await call(`/api/v1/portfolios/${portfolioId}/calculate`, { method: 'POST' });
    setBusy(false);
    // One that runs already is as good as one's own.
    if (answer.ok || answer.error.code === 'ERR_BATCH_006') onRequested();
    else toast(answer.error.message, { bad: true });
  };

  return (
    <div class="stack">
      <Outcome at={at} run={run} portfolioId={portfolioId} onCalculate={() => void calculate()} busy={busy} />
      {run.status === 'not_found' ? null : (
        <div class="columns">
          <Panel
            title={running ? 'Calculating' : 'Phases'}
            aside={
              <>
                {running ? (
                  <Badge tone={connected ? 'good' : 'warn'}>{connected ? 'live' : 'connecting'}</Badge>
                ) : null}
                <span class="number">{seconds(elapsed)}</span>
              </>
            }
          >
            <Progress label="Calculation" percent={percent_complete} bad={run.status === 'failed'} />
            <ol class="phases">
              {run.phases.map((phase) => (
                <PhaseRow key={phase.phase_id} phase={phase} />
              ))}
            </ol>
            <p class="muted small">
              For {day(run.calculation_date)}, the most recent session that has ended. You may leave this
              page: it goes on without you.
            </p>
          </Panel>
          <Log run={run} portfolioId={portfolioId} />
        </div>
      )}
      {running && run.pending_symbols.length > 0 ? (
        <Panel title={`Pending symbols (${run.pending_symbols.length})`}>
          <Symbols symbols={run.pending_symbols} />
        </Panel>
      ) : null}
    </div>
  );
};
