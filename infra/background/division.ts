import type { Config } from '../config/config.ts';
import { doesAll, type Role } from '../config/roles.ts';

/** What people wait for stays on the main thread; the rest goes to the background thread. */
export const MAIN_ROLES: readonly Role[] = ['api'];
export const BACKGROUND_ROLES: readonly Role[] = ['projector', 'calculator', 'scheduler'];

/** Whether this process has a background thread: not where other processes share its work, or its log is in memory. */
export const isDivided = ({
  backgroundThread,
  roles,
  bus,
  eventStore,
}: Pick<Config, 'backgroundThread' | 'roles' | 'bus' | 'eventStore'>): boolean =>
  backgroundThread && doesAll(roles) && bus === 'in-process' && eventStore !== 'memory';
