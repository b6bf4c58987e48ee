import type { Clock } from '../../application/ports/clock.ts';
import type { Config } from '../config/config.ts';

/** The time, or the instant at which the configuration has stopped it. */
export const createClock = ({ asOf }: Pick<Config, 'asOf'>): Clock =>
  asOf === null ? () => new Date() : () => new Date(asOf);
