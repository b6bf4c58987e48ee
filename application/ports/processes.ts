import type { IsoInstant } from '../../domain/dates.ts';

/** What a process says of itself. */
export type ProcessReport = {
  readonly processId: string;
  readonly roles: readonly string[];
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  readonly state: 'starting' | 'working' | 'stopping';
  /** What it does for all processes, as the only one. */
  readonly leads: readonly string[];
};

export type LiveProcess = ProcessReport & {
  readonly startedAt: IsoInstant;
  readonly seenAt: IsoInstant;
};

/** The processes of one service, whatever machine they run on. */
export type Processes = {
  /** To be repeated every `HEARTBEAT_SECONDS`. */
  readonly report: (process: ProcessReport) => Promise<void>;
  readonly leave: (processId: string) => Promise<void>;
  /** The oldest first. One that was killed is among them for `LIVE_SECONDS` more. */
  readonly live: () => Promise<readonly LiveProcess[]>;
};

export const HEARTBEAT_SECONDS = 5;
export const LIVE_SECONDS = 15;
