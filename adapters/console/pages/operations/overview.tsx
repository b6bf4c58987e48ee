import { useEffect, useState } from 'preact/hooks';
import { type Answer, call } from '../../api/client.ts';
import type { Backlog, DeadLetter, Process, Projections, Readiness } from '../../api/operations.ts';
import { useRefreshed } from '../../api/use-refreshed.ts';
import { Badge } from '../../components/badge.tsx';
import { count, counted, instant, seconds } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { Live } from './live.tsx';

const EVERY_MS = 5000;

/** Health says "no" with a body of its own. */
const useReadiness = (): Answer<Readiness> | null => {
  const [answer, setAnswer] = useState<Answer<Readiness> | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async (): Promise<void> => {
      try {
        setAnswer(await call<Readiness>('/health/ready', { alsoStatus: 503, signal }));
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    };
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, []);
  return answer;
};

type Known = { readonly readiness: Answer<Readiness> | null };

const Health = ({ readiness }: Known) => {
  if (readiness === null) return null;
  if (!readiness.ok) return <ProblemNote problem={readiness.error} title="Readiness is not known" />;
  const { status, checks, degraded } = readiness.value;
  const wrong = Object.entries(checks).filter(([, { ok }]) => !ok);
  if (status === 'ready' && degraded.length === 0) return null;
  return (
    <Note
      tone={status === 'ready' ? 'warn' : 'bad'}
      title={status === 'ready' ? 'It works, and somebody should look' : 'This process is not ready'}
    >
      <ul class="bullets">
        {wrong.map(([name, { detail }]) => (
          <li key={name}>
            <strong>{name}</strong>: {detail}
          </li>
        ))}
        {degraded.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="row">
        <a href="/operations/projections?tab=parked">Parked keys</a>
        <a href="/operations/projections?tab=dead-letters">Dead letters</a>
        <a href="/operations/data-health">Data health</a>
      </p>
    </Note>
  );
};

const Behind = ({ events, seconds: age }: Backlog['relay']) => (
  <>
    {count(Number(events))} <span class="muted small">events</span>
    {Number(events) === 0 ? null : <span class="under"> · {seconds(age)}</span>}
  </>
);

const Work = ({ readiness }: Known) => {
  const backlog = useRefreshed<Backlog>('/api/v1/admin/backlog');
  const models = useRefreshed<Projections>('/api/v1/admin/projections');
  const letters = useRefreshed<{ readonly waiting: number; readonly dead_letters: readonly DeadLetter[] }>(
    '/api/v1/admin/dead-letters',
    { limit: 1 },
  );
  const status = readiness?.ok ? readiness.value.status : null;
  const parked = models.value?.projections.reduce((sum, { parked_keys }) => sum + parked_keys, 0);
  return (
    <Panel title="Backlog" aside={<Live of={backlog} />}>
      <Loaded of={backlog}>
        {({ projections, relay, calculations, messages, symbols }) => (
          <Tiles>
            <Tile
              label="Readiness"
              under={readiness?.ok ? `of the process that answers, ${readiness.value.version}` : null}
            >
              {status === null ? (
                '–'
              ) : (
                <Badge tone={status === 'ready' ? 'good' : 'bad'}>{status.replaceAll('_', ' ')}</Badge>
              )}
            </Tile>
            <Tile label="Projections behind" under="the one that is furthest behind">
              <Behind {...projections} />
            </Tile>
            <Tile label="Not on the bus yet" under="of the log">
              <Behind {...relay} />
            </Tile>
            <Tile
              label="Calculations open"
              under={
                calculations.open === 0 ? 'none waits' : `the oldest for ${seconds(calculations.seconds)}`
              }
            >
              {count(calculations.open)}
            </Tile>
            <Tile label="Symbols waiting" under={<a href="/operations/symbols?tab=queue">The queue</a>}>
              {count(symbols)}
            </Tile>
            {Object.entries(messages).map(([topic, waiting]) => (
              <Tile
                key={topic}
                label={`Topic ${topic}`}
                under={waiting === null ? 'the bus does not answer' : 'messages'}
              >
                {count(waiting)}
              </Tile>
            ))}
            <Tile
              label="Dead letters"
              under={<a href="/operations/projections?tab=dead-letters">Look at them</a>}
            >
              {count(letters.value?.waiting)}
            </Tile>
            <Tile label="Parked keys" under={<a href="/operations/projections?tab=parked">Look at them</a>}>
              {count(parked)}
            </Tile>
          </Tiles>
        )}
      </Loaded>
    </Panel>
  );
};

const STATES = { starting: 'accent', working: 'good', stopping: 'warn' } as const;

const Words = ({ words }: { readonly words: readonly string[] }) =>
  words.length === 0 ? (
    <span class="muted">nothing</span>
  ) : (
    <span class="row">
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );

const Processes = () => {
  const processes = useRefreshed<{ readonly processes: readonly Process[] }>('/api/v1/admin/processes');
  return (
    <Panel title="Processes" aside={<Live of={processes} />}>
      <Loaded of={processes}>
        {({ processes: all }) => (
          <Table
            caption={counted(all.length, 'process', 'processes')}
            cards
            rows={all}
            keyOf={({ process_id }) => process_id}
            columns={[
              {
                id: 'process',
                title: 'Process',
                heading: true,
                cell: ({ host, pid }) => `${host} · ${pid}`,
              },
              {
                id: 'state',
                title: 'State',
                cell: ({ state }) => <Badge tone={STATES[state]}>{state}</Badge>,
              },
              { id: 'roles', title: 'Roles', cell: ({ roles }) => <Words words={roles} /> },
              { id: 'leads', title: 'Leads', cell: ({ leads }) => <Words words={leads} /> },
              { id: 'version', title: 'Version', cell: ({ version }) => <code>{version}</code> },
              { id: 'started', title: 'Since', cell: ({ started_at }) => instant(started_at) },
              { id: 'seen', title: 'Heard of', cell: ({ seen_at }) => instant(seen_at) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
};

export const OverviewPage = () => {
  const readiness = useReadiness();
  return (
    <Page
      title="Overview"
      caption="Operations"
      lead="Who works, what waits, and what somebody should look at."
    >
      <Health readiness={readiness} />
      <Work readiness={readiness} />
      <Processes />
    </Page>
  );
};
