import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EmbeddedPostgresError } from './errors.ts';

/** Who runs the server: PostgreSQL refuses to run as root. */
export type Account = {
  readonly name: string;
  /** Owner of the data directory, as this process sees it. Null: whoever runs this process. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** For spawn: switches the user. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  /** Put before the command: enters a namespace where root is called otherwise. */
  readonly prefix: readonly string[];
};

const OURSELVES: Account = { name: 'this user', owner: null, identity: {}, prefix: [] };

/** Still root for the file system, but with another number to those who ask, and so able to read a 0700 home. */
const RENAMED_ROOT: Account = {
  name: 'root in a user namespace',
  owner: { uid: 0, gid: 0 },
  identity: {},
  prefix: ['unshare', '--user', '--map-user=65534'],
};

/** The account that can run `binary` and enter `directory`; as root: postgres, else nobody, else a renamed root. */
export const chooseAccount = (binary: string, directory: string): Account => {
  if (process.getuid?.() !== 0) return OURSELVES;
  const candidates = [...systemUser('postgres'), ...systemUser('nobody'), RENAMED_ROOT];
  const account = candidates.find((candidate) => canUse(candidate, binary, directory));
  if (account !== undefined) return account;
  throw new EmbeddedPostgresError(
    'PERMISSION',
    `PostgreSQL does not run as root, and no other user can read ${binary} and ${directory}: run as a normal user, move both to where the user nobody can read them, or set DATABASE_URL.`,
  );
};

const systemUser = (name: string): readonly Account[] => {
  const fields = passwd()
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  const uid = Number(fields?.[2]);
  const gid = Number(fields?.[3]);
  if (fields === undefined || !Number.isInteger(uid) || !Number.isInteger(gid) || uid === 0) return [];
  return [{ name, owner: { uid, gid }, identity: { uid, gid }, prefix: [] }];
};

const passwd = (): readonly string[] => {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    // A container without accounts: the namespace remains.
    return [];
  }
};

/** What to spawn, with the account's `identity`, to run a program as that account. */
export const commandAs = (
  { prefix }: Account,
  program: string,
  args: readonly string[],
): readonly [program: string, args: readonly string[]] => {
  const [first, ...others] = prefix;
  return first === undefined ? [program, args] : [first, [...others, program, ...args]];
};

/** Asked of the system rather than computed from modes: access lists, mounts and namespaces all have a say. */
const canUse = (account: Account, binary: string, directory: string): boolean => {
  const question = '[ "$(id -u)" != 0 ] && [ -x "$1" ] && [ -r "$1" ] && [ -x "$2" ]';
  const [command, args] = commandAs(account, 'sh', ['-c', question, 'sh', binary, directory]);
  return spawnSync(command, args, { ...account.identity, cwd: '/', stdio: 'ignore' }).status === 0;
};
