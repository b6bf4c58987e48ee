import { useState } from 'preact/hooks';
import type { Difference, PortfolioDiff } from '../../api/audit.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Labelled, TextField } from '../../components/field.tsx';
import { instant, momentText } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { momentsOf } from './moments.ts';
import { scalarText, words } from './readable.tsx';
import type { Timeline } from './use-timeline.ts';

const PARTS = [
  ['positions', 'Positions'],
  ['prices', 'Values and prices'],
  ['flows', 'Deposits and withdrawals'],
  ['target_prices', 'Target prices'],
  ['snapshots', 'Snapshots'],
  ['risk', 'Risk'],
  ['portfolio', 'The portfolio'],
] as const;

const TONES: Readonly<Record<Difference['kind'], Tone>> = {
  opened: 'good',
  added: 'good',
  closed: 'warn',
  removed: 'bad',
  changed: 'accent',
};

type Line = {
  readonly id: string;
  readonly thing: Difference;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
};

const linesOf = (things: readonly Difference[]): readonly Line[] =>
  things.flatMap((thing) =>
    thing.changes.map((change) => ({ id: `${thing.key} ${change.field}`, thing, ...change })),
  );

const columns = (onOpen: (eventId: string) => void): readonly Column<Line>[] => [
  {
    id: 'what',
    title: 'What',
    heading: true,
    sortBy: ({ thing }) => thing.label,
    cell: ({ thing }) => (
      <>
        {words(thing.label)} <Badge tone={TONES[thing.kind]}>{thing.kind}</Badge>
      </>
    ),
  },
  { id: 'field', title: 'Field', sortBy: ({ field }) => field, cell: ({ field }) => words(field) },
  { id: 'before', title: 'Before', right: true, cell: ({ before }) => scalarText(before) },
  { id: 'after', title: 'After', right: true, cell: ({ after }) => <strong>{scalarText(after)}</strong> },
  {
    id: 'why',
    title: 'Why',
    cell: ({ thing: { event_id, label } }) =>
      event_id === null ? (
        <span class="muted">see below</span>
      ) : (
        <button type="button" class="link" onClick={() => onOpen(event_id)}>
          Event<span class="visually-hidden"> behind {label}</span>
        </button>
      ),
  },
];

const ROWS_AT_ONCE = 10;

const Found = ({
  diff,
  onOpen,
}: {
  readonly diff: PortfolioDiff;
  readonly onOpen: (eventId: string) => void;
}) => {
  const parts = PARTS.map(([part, title]) => ({ part, title, lines: linesOf(diff[part]) })).filter(
    ({ lines }) => lines.length > 0,
  );
  return (
    <div class="stack">
      <p>
        From <strong>{instant(diff.from.at)}</strong> (position {diff.from.position}) to{' '}
        <strong>{instant(diff.to.at)}</strong> (position {diff.to.position})
      </p>
      {parts.length === 0 ? <Note title="Nothing is otherwise than it was" /> : null}
      {parts.map(({ part, title, lines }) => (
        <Panel key={part} title={title}>
          <Table
            caption={`${title}: ${lines.length} fields that differ`}
            hideCaption
            cards
            pageSize={ROWS_AT_ONCE}
            columns={columns(onOpen)}
            rows={lines}
            keyOf={({ id }) => id}
          />
        </Panel>
      ))}
      <Panel title="What happened in between">
        {diff.entries.length === 0 ? <p class="muted">Nothing about this portfolio.</p> : null}
        <ol class="stack-tight">
          {diff.entries.map(({ event_id, at, sentence, reason, position }) => (
            <li key={position}>
              <span class="muted small">{instant(at)}</span>{' '}
              <button type="button" class="link" onClick={() => onOpen(event_id)}>
                {sentence}
              </button>
              {reason === null ? null : <span class="small"> Why: {reason}</span>}
            </li>
          ))}
        </ol>
        {diff.more_entries ? <p class="muted small">What was before is on the timeline.</p> : null}
      </Panel>
    </div>
  );
};

/** A stop of the timeline, a day, or now. */
const MomentField = ({
  label,
  value,
  timeline,
  now,
  onValue,
}: {
  readonly label: string;
  readonly value: string;
  readonly timeline: Timeline;
  readonly now: boolean;
  readonly onValue: (moment: string) => void;
}) => {
  const moments = momentsOf(timeline.entries ?? []).toReversed();
  const isStop = value === '' || moments.some(({ position }) => position === value);
  return (
    <div class="stack-tight">
      <Labelled label={label}>
        {(described) => (
          <select
            {...described}
            class="input"
            value={value}
            onChange={(event) => onValue(event.currentTarget.value)}
          >
            <option value="">{now ? 'Now' : 'Choose a moment'}</option>
            {isStop ? null : <option value={value}>{momentText(value)}</option>}
            {moments.map(({ position, at, sentence }) => (
              <option key={position} value={position}>
                {instant(at)} · {sentence.slice(0, 70)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <TextField
        label={`${label}: the end of a day`}
        type="date"
        value={/^\d{4}-\d\d-\d\d$/.test(value) ? value : ''}
        onValue={onValue}
      />
    </div>
  );
};

type Props = {
  readonly portfolioId: string;
  readonly timeline: Timeline;
  readonly from: string;
  readonly to: string;
  readonly onMoments: (from: string, to: string) => void;
  readonly onOpen: (eventId: string) => void;
};

/** What is otherwise at one moment than at another, and why. */
export const Changes = ({ portfolioId, timeline, from, to, onMoments, onOpen }: Props) => {
  const [chosen, setChosen] = useState({ from, to });
  const diff = useResource<PortfolioDiff>(
    from === '' ? null : `/api/v1/portfolios/${portfolioId}/diff`,
    { from, ...(to === '' ? {} : { to }) },
    { now: true },
  );
  return (
    <div class="stack">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onMoments(chosen.from, chosen.to);
        }}
      >
        <div class="columns">
          <MomentField
            label="From"
            now={false}
            timeline={timeline}
            value={chosen.from}
            onValue={(moment) => setChosen({ ...chosen, from: moment })}
          />
          <MomentField
            label="To"
            now
            timeline={timeline}
            value={chosen.to}
            onValue={(moment) => setChosen({ ...chosen, to: moment })}
          />
        </div>
        <div class="actions">
          <Button type="submit" kind="primary" disabled={chosen.from === ''}>
            Compare
          </Button>
        </div>
      </form>
      {from === '' ? null : (
        <Loaded of={diff} lines={8}>
          {(found) => <Found diff={found} onOpen={onOpen} />}
        </Loaded>
      )}
    </div>
  );
};
