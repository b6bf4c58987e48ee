import { useState } from 'preact/hooks';
import type { Access, TimelineEntry } from '../../api/audit.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { count, counted, grouped, instant } from '../../components/format.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLookAt } from '../../shell/use-as-of.ts';
import { asOf, shownMoment } from '../../state/as-of.ts';
import { session } from '../../state/session.ts';
import { whoText } from './causation.tsx';
import { words } from './readable.tsx';
import {
  type AuditRecord,
  EVERYTHING,
  filterRecords,
  inLogOrder,
  type RecordFilter,
  recordsOf,
} from './records.ts';
import type { Timeline } from './use-timeline.ts';

const ABOUT: readonly { readonly value: RecordFilter['about']; readonly label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'portfolio', label: 'The portfolio' },
  { value: 'positions', label: 'Positions' },
  { value: 'capital_flow', label: 'Deposits and withdrawals' },
  { value: 'target_prices', label: 'Target prices' },
  { value: 'calculation', label: 'Calculations' },
  { value: 'access', label: 'Who looked at it' },
  { value: 'other', label: 'Other' },
];

const WHO: readonly { readonly value: RecordFilter['who']; readonly label: string }[] = [
  { value: 'all', label: 'Anybody' },
  { value: 'you', label: 'You' },
  { value: 'administrator', label: 'An administrator acting for you' },
  { value: 'others', label: 'Somebody else' },
  { value: 'process', label: 'The service itself' },
];

const ROWS_AT_ONCE = 50;

type Props = {
  readonly portfolioId: string;
  readonly timeline: Timeline;
  readonly onOpen: (eventId: string) => void;
  readonly onCompare: (position: string) => void;
};

const EntryLine = ({
  entry,
  onOpen,
  onCompare,
}: Pick<Props, 'onOpen' | 'onCompare'> & { readonly entry: TimelineEntry }) => {
  const lookAt = useLookAt();
  const events = Object.values(entry.event_types).reduce((sum, each) => sum + each, 0);
  return (
    <>
      <p class="row small muted">
        <time dateTime={entry.at}>{instant(entry.at)}</time>
        <Badge>{words(entry.about)}</Badge>
        {entry.actor.impersonator_id === null ? null : <Badge tone="warn">{whoText(entry.actor)}</Badge>}
      </p>
      <p class="record-said">{entry.sentence}</p>
      {entry.reason === null ? null : <p class="small">Why: {entry.reason}</p>}
      {entry.figures.length === 0 ? null : (
        <p class="row small muted">
          {entry.figures.map(({ name, value }) => (
            <span key={name}>
              {words(name)}{' '}
              <strong class="number">{typeof value === 'number' ? count(value) : grouped(value)}</strong>
            </span>
          ))}
        </p>
      )}
      <div class="actions record-actions">
        <Button small onClick={() => onOpen(entry.event_id)}>
          Details<span class="visually-hidden"> of: {entry.sentence}</span>
        </Button>
        <Button small kind="quiet" onClick={() => lookAt(entry.position)}>
          Look at this moment<span class="visually-hidden">: {entry.sentence}</span>
        </Button>
        <Button small kind="quiet" onClick={() => onCompare(entry.position)}>
          What changed since<span class="visually-hidden">: {entry.sentence}</span>
        </Button>
        <span class="muted small">
          position {entry.position}
          {events > 1 ? `, ${counted(events, 'event')}` : ''}
        </span>
      </div>
    </>
  );
};

const AccessLine = ({ access }: { readonly access: Access }) => (
  <>
    <p class="row small muted">
      <time dateTime={access.at}>{instant(access.at)}</time>
      <Badge tone="accent">Looked at</Badge>
    </p>
    <p class="record-said">
      {access.everybody
        ? 'Somebody who runs the service read the log of everybody, yours among it.'
        : 'Somebody else looked at your data.'}
    </p>
    <p class="small">
      By user <code>{access.accessed_by}</code>: <code>{access.action}</code>
    </p>
    <p class="small">Why: {access.reason ?? 'they did not say'}</p>
    <p class="muted small">position {access.position}</p>
  </>
);

/** After the moment that is looked at nothing was known of it. */
const isAhead = ({ position }: AuditRecord): boolean => {
  const looked = shownMoment.value?.position;
  return asOf.value !== null && looked !== undefined && inLogOrder(position, looked) > 0;
};

/** What happened, newest first: who, when, why. */
export const TimelineList = ({ portfolioId, timeline, onOpen, onCompare }: Props) => {
  const [filter, setFilter] = useState(EVERYTHING);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const set = (part: Partial<RecordFilter>): void => setFilter({ ...filter, ...part });
  const { entries, accesses, complete, reading, problem } = timeline;
  if (entries === null) {
    return problem === null ? (
      <Skeleton lines={8} />
    ) : (
      <ProblemNote problem={problem} title="This could not be read" onRetry={timeline.reload} />
    );
  }
  const ours = accesses.filter(({ portfolio_id }) => portfolio_id === null || portfolio_id === portfolioId);
  const all = recordsOf(entries, ours, complete);
  const userId = session.value.state === 'in' ? session.value.user.id : '';
  const found = filterRecords(all, filter, userId);
  return (
    <div class="stack">
      <div class="fields filters">
        <TextField label="Find" type="search" value={filter.text} onValue={(text) => set({ text })} />
        <SelectField
          label="About"
          value={filter.about}
          onValue={(about) => set({ about: about as RecordFilter['about'] })}
          options={ABOUT}
        />
        <SelectField
          label="Who"
          value={filter.who}
          onValue={(who) => set({ who: who as RecordFilter['who'] })}
          options={WHO}
        />
        <TextField label="From" type="date" value={filter.from} onValue={(from) => set({ from })} />
        <TextField label="To" type="date" value={filter.to} onValue={(to) => set({ to })} />
      </div>
      <p class="muted small" role="status">
        {found.length === all.length
          ? counted(all.length, 'entry', 'entries')
          : `${found.length} of ${counted(all.length, 'entry', 'entries')}`}
        {complete ? '' : '; older ones are not read yet'}
      </p>
      {found.length === 0 ? (
        <Empty title="Nothing is like that">
          <p class="muted">Ask for less, or read further back.</p>
          <Button onClick={() => setFilter(EVERYTHING)}>Show everything</Button>
        </Empty>
      ) : (
        <ol class="records" aria-label="Timeline">
          {found.slice(0, shown).map((record) => (
            <li key={record.position} class={isAhead(record) ? 'record record-ahead' : 'record'}>
              {isAhead(record) ? <p class="caption">after the moment that is shown</p> : null}
              {record.kind === 'entry' ? (
                <EntryLine entry={record.entry} onOpen={onOpen} onCompare={onCompare} />
              ) : (
                <AccessLine access={record.access} />
              )}
            </li>
          ))}
        </ol>
      )}
      {problem === null ? null : <ProblemNote problem={problem} title="Older entries could not be read" />}
      <div class="actions">
        {found.length > shown ? (
          <Button onClick={() => setShown(shown + ROWS_AT_ONCE)}>
            Show {Math.min(found.length - shown, ROWS_AT_ONCE)} more
          </Button>
        ) : null}
        {found.length <= shown && !complete ? (
          <Button busy={reading} onClick={timeline.older}>
            Read further back
          </Button>
        ) : null}
      </div>
    </div>
  );
};
