import { createHmac } from 'node:crypto';
import pg, { escapeIdentifier, escapeLiteral } from 'pg';
import { OperatorError } from '../operator-error.ts';
import { underMigrationLock } from './migrate.ts';

/** What the service connects as: it reads the log and appends to it, and can change nothing that is in it. */
export const SERVICE_ROLE = 'sigmafold_service';

/** What only migrations write. */
const FOR_READING = ['events', 'schema_migrations'];
const FOR_APPENDING = ['event_chain', 'eventstoredb_chain'];
const FOR_NOBODY = ['schema_migrations_lock'];

/**
 * The service's way into a database whose owner's way is known. Its password follows from the owner's, so that there
 * is one secret to keep; it does not lead back.
 */
export const serviceUrlOf = (ownerUrl: string): string => {
  const url = new URL(ownerUrl);
  url.password = createHmac('sha256', url.password).update(SERVICE_ROLE).digest('base64url');
  url.username = SERVICE_ROLE;
  return url.href;
};

const connected = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: url, application_name: 'sigmafold grants' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/**
 * The rights of a role that runs the service: all on the read models, which it makes and owns; rows of the tables
 * beside the log; SELECT on the log and, through `append_events` alone, new events. May be repeated at any time.
 */
const grant = async (client: pg.Client, role: string): Promise<void> => {
  const name = escapeIdentifier(role);
  const { rows } = await client.query<{ rolsuper: boolean; owns: boolean; database: string }>(
    `select rolsuper, current_database() as database,
       pg_has_role($1, (select relowner from pg_class where oid = 'public.events'::regclass), 'usage') as owns
     from pg_roles where rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (found === undefined) throw new OperatorError(`There is no role ${role}: create it with "create role".`);
  if (found.rolsuper || found.owns)
    throw new OperatorError(
      `The role ${role} owns the events or is a superuser: give the service another one.`,
    );
  const tables = (list: readonly string[]): string => list.map((table) => `public.${table}`).join(', ');
  await client.query(`
    begin;
    grant connect, create, temporary on database ${escapeIdentifier(found.database)} to ${name};
    grant usage on schema public to ${name};
    grant select, insert, update, delete on all tables in schema public to ${name};
    grant usage on all sequences in schema public to ${name};
    revoke all on ${tables([...FOR_READING, ...FOR_APPENDING, ...FOR_NOBODY])} from ${name};
    grant select on ${tables([...FOR_READING, ...FOR_APPENDING])} to ${name};
    grant insert on ${tables(FOR_APPENDING)} to ${name};
    grant execute on all functions in schema public to ${name};
  `);
  const theirs = await client.query<{ command: string }>(
    `select format('alter schema %I owner to %I', nspname, $1::text) as command
       from pg_namespace
       where nspname !~ '^pg_' and nspname not in ('public', 'information_schema')
         and nspowner <> (select oid from pg_roles where rolname = $1)
     union all
     select format('alter table %I.%I owner to %I', nspname, relname, $1::text)
       from pg_class join pg_namespace namespace on namespace.oid = relnamespace
       where relkind in ('r', 'p') and nspname !~ '^pg_' and nspname not in ('public', 'information_schema')
         and relowner <> (select oid from pg_roles where rolname = $1)`,
    [role],
  );
  for (const { command } of theirs.rows) await client.query(command);
  await client.query('commit');
};

/** For a role that an operator has made in a PostgreSQL of their own. `ownerUrl` is the migrations' way in. */
export const grantTo = (ownerUrl: string, role: string): Promise<void> =>
  underMigrationLock(ownerUrl, () => connected(ownerUrl, (client) => grant(client, role)));

/** Makes the role of the embedded server, or renews its rights after a migration. Returns its way in. */
export const ensureServiceRole = async (ownerUrl: string): Promise<string> => {
  const serviceUrl = serviceUrlOf(ownerUrl);
  const password = escapeLiteral(new URL(serviceUrl).password);
  await underMigrationLock(ownerUrl, () =>
    connected(ownerUrl, async (client) => {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [SERVICE_ROLE]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${SERVICE_ROLE} login nosuperuser password ${password}`);
      await grant(client, SERVICE_ROLE);
    }),
  );
  return serviceUrl;
};

/** What the connected role could do to events that are there; empty as it should be. */
export const rightsToChangeEvents = async (pool: pg.Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ privilege: string }>(
    `select privilege from unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) privilege
       where to_regclass('public.events') is not null
         and has_table_privilege('public.events', privilege)
     union all
     select 'OWNER' from pg_class
       where oid = to_regclass('public.events') and pg_has_role(relowner, 'usage')`,
  );
  return rows.map(({ privilege }) => privilege);
};
