import { scheduleStatus } from '../../application/schedule/schedule.ts';
import type { SessionBatch } from '../../application/schedule/session-batch.ts';
import { TIME_ZONE, timeText } from '../../application/schedule/timetable.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

const row = ({ date, status, requests, trigger, requestedAt, endedAt, error }: SessionBatch) => [
  date,
  status,
  String(requests),
  trigger ?? '-',
  requestedAt ?? '-',
  endedAt ?? '-',
  error === null ? '' : `${error.code}: ${error.message}`,
];

export const scheduleCommand: Command = {
  name: 'schedule',
  about: 'Show when symbol batches run, what was missed and what is next',
  run: (call) =>
    withConfig(call, (config) =>
      withDatabase(config, async (url) => {
        await migrate(url);
        return withLog(config, { url, name: 'schedule' }, async ({ store }) => {
          const status = await scheduleStatus({ store, clock: createClock(config), time: config.batchTime });
          const { line } = call.output;
          const when = `${timeText(status.time)} ${TIME_ZONE}, on days on which the exchange opens`;
          line(config.batchSchedule ? when : `switched off (BATCH_SCHEDULE); it would run at ${when}`);
          if (config.batchSchedule) line(`next: ${status.next.session}, at ${status.next.at.toISOString()}`);
          line(`last completed: ${status.lastDone ?? 'none of the last thirty sessions'}`);
          if (status.missed.length > 0) line(`missed since: ${status.missed.join(', ')}`);
          const head = ['session', 'batch', 'asked for', 'by', 'at', 'ended', ''];
          for (const text of table([head, ...status.sessions.map(row)])) line(text);
          return 0;
        });
      }),
    ),
};
