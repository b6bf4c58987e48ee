import type { Pool } from 'pg';
import { projectionsCheck } from '../../adapters/http/health/projections-check.ts';
import type { HealthCheck } from '../../adapters/http/services.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { ReadModels } from '../../application/ports/queries.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { outdatedProjections } from '../../projections/runner/prepare.ts';
import { queryable } from '../../projections/runner/transaction.ts';
import { doesAll, type Role } from '../config/roles.ts';

export type HealthCheckOptions = {
  readonly roles: readonly Role[];
  readonly database: 'embedded' | 'external';
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'head'>;
  readonly appendsInDoubt: () => boolean;
  readonly bus: Pick<MessageBus, 'check'>;
  readonly readModels: ReadModels;
  readonly leadership: Pick<Leadership, 'leading'>;
  /** Not everything of the roles has begun. */
  readonly starting: () => boolean;
};

/** What the roles of this process need to do their work, by the name under which readiness shows it. */
export const createHealthChecks = (options: HealthCheckOptions): Readonly<Record<string, HealthCheck>> => {
  const { roles, pool, store, bus, readModels, leadership } = options;
  const has = (...some: readonly Role[]): boolean => some.some((role) => roles.includes(role));
  const check = (name: string, needed: boolean, ask: HealthCheck): Record<string, HealthCheck> =>
    needed ? { [name]: ask } : {};

  return {
    ...check('database', true, async () => {
      await pool.query('select 1');
      return { ok: true, detail: options.database };
    }),
    ...check('event_store', true, async () => {
      const head = await store.head();
      return options.appendsInDoubt()
        ? { ok: false, detail: 'an append has failed' }
        : { ok: true, detail: `head ${head}` };
    }),
    ...check('started', !doesAll(roles), async () => ({
      ok: !options.starting(),
      detail: options.starting() ? `${roles.join(', ')}: starting` : roles.join(', '),
    })),
    // An api has nothing to do with the bus: what it writes reaches it from the log.
    ...check('bus', has('calculator', 'scheduler'), bus.check),
    ...check('projections', has('api', 'projector'), projectionsCheck(readModels)),
    ...check('release', has('api', 'calculator'), async () => {
      const outdated = await outdatedProjections(queryable(pool), PROJECTIONS);
      return outdated.length === 0
        ? { ok: true, detail: 'the read models are of this release' }
        : {
            ok: false,
            detail: `of another release: ${outdated.map(({ name }) => name).join(', ')}; a projector of this one rebuilds them`,
          };
    }),
    ...check('leads', has('scheduler'), async () => {
      const leading = leadership.leading();
      return { ok: true, detail: leading.length === 0 ? 'nothing, stands by' : leading.join(', ') };
    }),
  };
};
