import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { withMoment } from '../../as-of-address.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useLookAt } from '../../shell/use-as-of.ts';
import { asOf } from '../../state/as-of.ts';
import { MomentSlider } from './moment-slider.tsx';
import type { Timeline } from './use-timeline.ts';

type Props = { readonly portfolioId: string; readonly timeline: Timeline };

/** A time or a place that is no stop of the slider. The service says first whether there was something then. */
const GoToMoment = ({ portfolioId }: { readonly portfolioId: string }) => {
  const lookAt = useLookAt();
  const [time, setTime] = useState('');
  const [position, setPosition] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (event: Event): Promise<void> => {
    event.preventDefault();
    const moment = position.trim() === '' ? instantOf(time) : position.trim();
    if (moment === null || busy) return;
    setBusy(true);
    const answer = await call(`/api/v1/portfolios/${portfolioId}`, { now: true, query: { as_of: moment } });
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) lookAt(moment);
  };
  return (
    <form class="stack-tight" onSubmit={(event) => void go(event)}>
      <div class="fields go-to-moment">
        <TextField
          label="Time"
          hint="In your own time zone"
          type="datetime-local"
          step={1}
          value={time}
          onValue={(value) => {
            setTime(value);
            setPosition('');
          }}
        />
        <TextField
          label="Or position"
          hint="Of the log, as events tell it"
          inputMode="numeric"
          value={position}
          onValue={(value) => {
            setPosition(value);
            setTime('');
          }}
        />
        <div class="go">
          <Button type="submit" busy={busy} disabled={time === '' && position.trim() === ''}>
            Look at it
          </Button>
        </div>
      </div>
      {problem === null ? null : (
        <ProblemNote problem={problem} title="That moment cannot be shown">
          {problem.status === 404 ? <p>The portfolio was not there yet, or was archived.</p> : null}
        </ProblemNote>
      )}
    </form>
  );
};

const instantOf = (local: string): string | null => {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** Chooses the moment that the pages about the portfolio show. */
export const LookBack = ({ portfolioId, timeline }: Props) => {
  const place = (part: string): string => withMoment(`/portfolios/${portfolioId}${part}`, asOf.value);
  return (
    <Panel title="Look back">
      <MomentSlider timeline={timeline} />
      {asOf.value === null ? (
        <p class="muted small">
          Move the slider, and the overview, risk and stress show what was known at that moment. The address
          keeps it: it can be reloaded and passed on.
        </p>
      ) : (
        <p class="row">
          As it was then:
          <a href={place('')}>Overview</a>
          <a href={place('/risk')}>Risk</a>
          <a href={place('/stress')}>Stress</a>
        </p>
      )}
      <details>
        <summary>Another time, or a position of the log</summary>
        <GoToMoment portfolioId={portfolioId} />
      </details>
    </Panel>
  );
};
