import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { DataHealth, DataProblem } from '../../api/operations.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { SelectField } from '../../components/field.tsx';
import { count, counted, day } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { CommandLine } from './copy.tsx';
import { fixOf } from './fixes.ts';
import { ask } from './orders.tsx';
import { Pager } from './pager.tsx';
import { ShortId } from './short-id.tsx';

const PAGE = 50;

const TONES: Readonly<Record<DataProblem['severity'], Tone>> = {
  critical: 'bad',
  warning: 'warn',
  info: 'plain',
};
const SEVERITIES = ['critical', 'warning', 'info'] as const;
const SUBJECTS = ['projection', 'symbol', 'portfolio'] as const;

const optionsOf = (values: readonly string[]) => [
  { value: '', label: 'All' },
  ...values.map((value) => ({ value, label: value })),
];

const FixButton = ({
  problem,
  date,
  onDone,
}: {
  readonly problem: DataProblem;
  readonly date: string;
  readonly onDone: () => void;
}) => {
  const fix = fixOf(problem, date);
  const of = <span class="visually-hidden"> for {problem.id}</span>;
  return fix.kind === 'go' ? (
    <a class="button button-small" href={fix.href}>
      {fix.label}
      {of}
    </a>
  ) : (
    <Button
      small
      kind="primary"
      onClick={() =>
        ask({
          title: `${fix.label}: ${problem.id}?`,
          what: (
            <>
              <p>
                {problem.about}: {problem.detail}
              </p>
              <p class="muted">{fix.what}</p>
              <p class="note-code">{problem.fix.api}</p>
            </>
          ),
          verb: fix.label,
          path: fix.path,
          body: fix.body,
          done: 'It is asked for. The problem goes when the work is done.',
          onDone,
        })
      }
    >
      {fix.label}
      {of}
    </Button>
  );
};

/** What is wrong, the worst first, with what puts each right. */
export const DataHealthPage = () => {
  const { query } = useLocation();
  const [severity, setSeverity] = useState('');
  const [subject, setSubject] = useState('');
  const [offset, setOffset] = useState(0);
  const health = useResource<DataHealth>('/api/v1/admin/data-health', {
    severity: severity === '' ? undefined : severity,
    subject: subject === '' ? undefined : subject,
    id: query.id,
    limit: PAGE,
    offset,
  });
  const filter = (set: (value: string) => void) => (value: string) => {
    set(value);
    setOffset(0);
  };
  return (
    <Page
      title="Data health"
      caption="Operations"
      lead="What is wrong with symbols, portfolios and read models, the worst first, and what puts each right."
      actions={<Button onClick={health.reload}>Look again</Button>}
    >
      <div class="fields">
        <SelectField
          label="Severity"
          value={severity}
          onValue={filter(setSeverity)}
          options={optionsOf(SEVERITIES)}
        />
        <SelectField label="Of" value={subject} onValue={filter(setSubject)} options={optionsOf(SUBJECTS)} />
      </div>
      <Loaded of={health}>
        {({ date, counts, problems, total }) => (
          <>
            <Tiles>
              {SEVERITIES.map((each) => (
                <Tile key={each} label={each}>
                  {count(counts[each])}
                </Tile>
              ))}
              <Tile label="Everything should be of">
                <span class="tile-text">{day(date)}</span>
              </Tile>
            </Tiles>
            {total === 0 ? (
              <Empty title="Nothing is wrong">
                <p class="muted">Nothing that is looked for here, at least.</p>
              </Empty>
            ) : (
              <Table
                caption={counted(total, 'problem')}
                cards
                rows={problems}
                keyOf={({ subject: of, id, problem }) => `${of} ${id} ${problem}`}
                columns={[
                  {
                    id: 'severity',
                    title: 'Severity',
                    cell: ({ severity: each }) => <Badge tone={TONES[each]}>{each}</Badge>,
                  },
                  {
                    id: 'id',
                    title: 'Of',
                    heading: true,
                    cell: ({ subject: of, id }) => (
                      <>
                        <span class="muted small">{of}</span> <ShortId id={id} />
                      </>
                    ),
                  },
                  {
                    id: 'what',
                    title: 'What',
                    cell: ({ about, detail, since, portfolios }) => (
                      <>
                        {about}
                        <p class="muted small">
                          {detail}
                          {since === null ? '' : ` · good until ${day(since)}`}
                          {portfolios === 0 ? '' : ` · held by ${counted(portfolios, 'portfolio')}`}
                        </p>
                      </>
                    ),
                  },
                  {
                    id: 'fix',
                    title: 'What puts it right',
                    cell: (problem) => (
                      <div class="stack-tight">
                        <span>
                          <FixButton problem={problem} date={date} onDone={health.reload} />
                        </span>
                        <CommandLine command={`sigmafold ${problem.fix.cli}`} />
                      </div>
                    ),
                  },
                ]}
              />
            )}
            <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
          </>
        )}
      </Loaded>
    </Page>
  );
};
