import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Background } from '../../application/background.ts';
import { pause } from '../../application/pause.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import { HEARTBEAT_SECONDS, type Processes, type ProcessReport } from '../../application/ports/processes.ts';
import type { Role } from '../config/roles.ts';
import { VERSION } from '../version.ts';

export type Heartbeat = Background & {
  /** Told at once, and from then on. */
  readonly enter: (state: ProcessReport['state']) => Promise<void>;
};

/** Says that this process lives, as what, and what it leads, until it is stopped. */
export const startHeartbeat = ({
  processes,
  roles,
  leadership,
  onError,
}: {
  readonly processes: Processes;
  readonly roles: readonly Role[];
  readonly leadership: Pick<Leadership, 'leading'>;
  readonly onError: (error: unknown) => void;
}): Heartbeat => {
  const processId = randomUUID();
  const stopping = new AbortController();
  let state: ProcessReport['state'] = 'starting';

  const attempt = (work: Promise<void>): Promise<void> => work.catch(onError);
  const report = (): Promise<void> =>
    attempt(
      processes.report({
        processId,
        roles,
        version: VERSION,
        host: hostname(),
        pid: process.pid,
        state,
        leads: leadership.leading(),
      }),
    );

  const beat = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await report();
      await pause(HEARTBEAT_SECONDS * 1000, stopping.signal);
    }
  };
  const beating = beat();

  return {
    enter: (next) => {
      state = next;
      return report();
    },
    stop: async () => {
      stopping.abort();
      await beating;
      await attempt(processes.leave(processId));
    },
  };
};
