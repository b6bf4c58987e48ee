import type { AuditEvent, Step, StreamHistory } from '../../api/audit.ts';
import { useResource } from '../../api/use-resource.ts';
import { withMoment } from '../../as-of-address.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Figure } from '../../components/figure.tsx';
import { instant } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Causation, whoText } from './causation.tsx';
import { PatchView } from './patch-view.tsx';
import { Readable, words } from './readable.tsx';
import { figuresRestingOn } from './resting-figures.ts';

type Props = {
  readonly portfolioId: string;
  readonly eventId: string;
  readonly onOpen: (eventId: string) => void;
  readonly onClose: () => void;
};

const About = ({ event }: { readonly event: AuditEvent }) => (
  <dl class="facts small">
    <dt>Done</dt>
    <dd>{instant(event.occurred_at)}</dd>
    <dt>Written down</dt>
    <dd>{instant(event.recorded_at)}</dd>
    <dt>By</dt>
    <dd>{whoText(event.actor)}</dd>
    <dt>Why</dt>
    <dd>{event.reason ?? 'nobody said'}</dd>
    <dt>Chain position</dt>
    <dd>{event.position}</dd>
    <dt>Stream</dt>
    <dd>
      <code>{event.stream}</code> #{event.revision}
    </dd>
    <dt>Correlation</dt>
    <dd>
      <code>{event.correlation_id}</code>
    </dd>
    <dt>Event</dt>
    <dd>
      <code>{event.event_id}</code>
    </dd>
    {event.engine_version === null ? null : (
      <>
        <dt>Engine</dt>
        <dd>
          <code>{event.engine_version}</code>
        </dd>
      </>
    )}
  </dl>
);

/** The state that the event found: that after the event before it in its stream. */
const useStateBefore = ({ stream, revision }: AuditEvent) => {
  const own = BigInt(revision);
  return useResource<StreamHistory>(
    own === 0n ? null : `/api/v1/audit/streams/${encodeURIComponent(stream)}/history`,
    { limit: 1, state: true, ...(own < 2n ? {} : { after: String(own - 2n) }) },
  );
};

const Change = ({ step }: { readonly step: Step }) => {
  const before = useStateBefore(step.event);
  const isFirst = step.event.revision === '0';
  const found = isFirst ? undefined : before.value?.steps[0]?.state;
  const shown = (
    <>
      <PatchView before={found} patch={step.patch} />
      <details class="small">
        <summary>State before</summary>
        {found == null ? <p class="muted">There was nothing.</p> : <Readable value={found} />}
      </details>
      <details class="small">
        <summary>State after</summary>
        <Readable value={step.state} />
      </details>
    </>
  );
  return isFirst ? (
    shown
  ) : (
    <Loaded of={before} lines={3}>
      {() => shown}
    </Loaded>
  );
};

const Figures = ({ portfolioId, event }: { readonly portfolioId: string; readonly event: AuditEvent }) => {
  const figures = figuresRestingOn(event);
  if (figures.length === 0) return null;
  return (
    <section class="stack-tight">
      <h3>Figures that rest on it</h3>
      <p class="row small">
        {figures.map(({ number, label, date }) => (
          <Figure key={number} portfolioId={portfolioId} number={number} label={label} date={date}>
            {label}
          </Figure>
        ))}
      </p>
    </section>
  );
};

const Body = ({
  step,
  portfolioId,
  onOpen,
}: Pick<Props, 'portfolioId' | 'onOpen'> & { readonly step: Step }) => {
  const { event } = step;
  return (
    <>
      <About event={event} />
      <div class="actions">
        <a class="button button-small" href={withMoment(`/portfolios/${portfolioId}`, event.position)}>
          See everything right after it
        </a>
      </div>
      <Figures portfolioId={portfolioId} event={event} />
      <section class="stack-tight">
        <h3>What it says</h3>
        <Readable value={event.data} />
      </section>
      <section class="stack-tight">
        <h3>What it changed</h3>
        <Change step={step} />
      </section>
      <section class="stack-tight">
        <h3>What came of the command</h3>
        <Causation
          portfolioId={portfolioId}
          correlationId={event.correlation_id}
          current={event.event_id}
          onOpen={onOpen}
        />
      </section>
    </>
  );
};

/** One event: what it says, what it changed, where it came from and what rests on it. */
export const EventDrawer = ({ portfolioId, eventId, onOpen, onClose }: Props) => {
  const step = useResource<Step>(`/api/v1/audit/events/${eventId}`);
  return (
    <Dialog
      kind="drawer"
      title={step.value === null ? 'Event' : words(step.value.event.type)}
      onClose={onClose}
    >
      <Loaded of={step} lines={8}>
        {(found) => <Body key={eventId} step={found} portfolioId={portfolioId} onOpen={onOpen} />}
      </Loaded>
    </Dialog>
  );
};
