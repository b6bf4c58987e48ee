import { createPostgresLeadership } from '../../adapters/leadership/postgres/postgres-leadership.ts';
import { createPool } from '../../infra/database/pool.ts';

/** A process that leads until it is killed: node leading-process.ts <database url> <name>. */
const [, , url = '', name = ''] = process.argv;
const pool = createPool({ url, applicationName: 'leading process', onIdleError: () => {} });
createPostgresLeadership(pool).whileLeading(
  name,
  async () => {
    process.send?.('leading');
    await new Promise(() => {});
  },
  { onError: () => {} },
);
