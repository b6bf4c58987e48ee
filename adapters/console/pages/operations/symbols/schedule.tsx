import type { Schedule } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { count, counted, day, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Note } from '../../../components/note.tsx';
import { Table } from '../../../components/table.tsx';
import { Tile, Tiles } from '../../../components/tiles.tsx';

const TONES: Readonly<Record<Schedule['sessions'][number]['status'], Tone>> = {
  none: 'bad',
  open: 'accent',
  suspended: 'warn',
  failed: 'bad',
  completed: 'good',
};

/** When batches run, what was missed and what is next. */
export const ScheduleView = () => {
  const schedule = useRefreshed<Schedule>('/api/v1/admin/schedule');
  return (
    <Loaded of={schedule}>
      {({ enabled, time, time_zone, next, last_completed_session, missed_sessions, sessions }) => (
        <>
          {missed_sessions.length === 0 ? null : (
            <Note
              tone="warn"
              title={`${counted(missed_sessions.length, 'session')} missed: ${missed_sessions.map(day).join(', ')}`}
            >
              <p>
                {enabled
                  ? 'They are made up for by themselves, the oldest first.'
                  : 'The schedule is switched off: run the batch of each yourself.'}
              </p>
            </Note>
          )}
          <Tiles>
            <Tile
              label="Next run"
              under={
                next === null ? 'BATCH_SCHEDULE switches it on' : `of the session of ${day(next.session)}`
              }
            >
              <span class="tile-text">{next === null ? 'switched off' : instant(next.at)}</span>
            </Tile>
            <Tile label="Every session at" under={time_zone}>
              {time}
            </Tile>
            <Tile label="Last complete session">
              <span class="tile-text">{day(last_completed_session)}</span>
            </Tile>
            <Tile label="Missed">{count(missed_sessions.length)}</Tile>
          </Tiles>
          <Table
            caption="The last sessions whose time has come"
            cards
            rows={sessions}
            keyOf={({ date }) => date}
            columns={[
              { id: 'date', title: 'Session', heading: true, cell: ({ date }) => day(date) },
              {
                id: 'status',
                title: 'Status',
                cell: ({ status, error }) => (
                  <>
                    <Badge tone={TONES[status]}>{status === 'none' ? 'never asked for' : status}</Badge>
                    {error === null ? null : <span class="loss small"> {error.message}</span>}
                  </>
                ),
              },
              { id: 'trigger', title: 'By', cell: ({ trigger }) => trigger?.replaceAll('_', ' ') ?? '–' },
              { id: 'requests', title: 'Attempts', right: true, cell: ({ requests }) => count(requests) },
              { id: 'asked', title: 'Asked for', cell: ({ requested_at }) => instant(requested_at) },
              { id: 'ended', title: 'Ended', cell: ({ ended_at }) => instant(ended_at) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
};
