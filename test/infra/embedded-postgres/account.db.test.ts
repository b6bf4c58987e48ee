import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../infra/embedded-postgres/embedded-postgres.ts';
import { ask, type Outcome, serverPid, startInProcess } from './processes.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const canRenameRoot = isRoot && spawnSync('unshare', ['--user', '--map-user=65534', 'true']).status === 0;
const nobodyReadsUs =
  isRoot &&
  spawnSync(process.execPath, ['-e', 'require("node:fs").readFileSync("package.json")'], {
    uid: NOBODY,
    gid: NOBODY,
  }).status === 0;

/** These need rights that a test run does not always have; a run without them says what it did not try. */
const itWhen = (possible: boolean, missing: string): typeof it => {
  if (!possible) console.warn(`not tried here: ${missing}`);
  return possible ? it : it.skip;
};
const asRoot = itWhen(isRoot, 'starting as root, because this is not root');
const asRenamedRoot = itWhen(canRenameRoot, 'a user namespace, because this system gives none');
const asNobody = itWhen(nobodyReadsUs, 'starting as nobody, who cannot be, or cannot read this project');

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'sigmafold-account-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** As the kernel sees it, whatever a namespace calls it. */
const userOf = (pid: number): number =>
  Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

const startedAs = async (directory: string): Promise<{ readonly uid: number; readonly answer: unknown }> => {
  const server = await startEmbeddedPostgres({ directory, durability: 'none' });
  try {
    await ask(server.url, 'create table if not exists starts (id int generated always as identity)');
    await ask(server.url, 'insert into starts default values');
    const [row] = await ask(server.url, 'select count(*)::int as starts from starts');
    return { uid: userOf(serverPid(directory)), answer: row?.starts };
  } finally {
    await server.stop();
  }
};

describe('started as root', () => {
  asRoot('the server runs as a user without rights, who owns its data and nothing else', async () => {
    chmodSync(parent, 0o755);
    const directory = join(parent, 'postgres');
    const { uid } = await startedAs(directory);
    expect(uid).not.toBe(0);
    expect(statSync(join(directory, 'data')).uid).toBe(uid);
    expect(statSync(directory).uid).toBe(0);
    expect(statSync(join(directory, 'password')).uid).toBe(0);
  });

  asRenamedRoot('the server runs in a home that only root can enter', async () => {
    chmodSync(parent, 0o700);
    const directory = join(parent, 'postgres');
    expect(await startedAs(directory)).toEqual({ uid: 0, answer: 1 });
    expect(await startedAs(directory)).toEqual({ uid: 0, answer: 2 });
  });

  asRenamedRoot('the data is kept when the way to it is closed and opened again', async () => {
    const directory = join(parent, 'postgres');
    chmodSync(parent, 0o755);
    const before = await startedAs(directory);
    chmodSync(parent, 0o700);
    expect(await startedAs(directory)).toEqual({ uid: 0, answer: 2 });
    chmodSync(parent, 0o755);
    expect(await startedAs(directory)).toEqual({ uid: before.uid, answer: 3 });
  });
});

describe('started as a normal user', () => {
  const asUser = { uid: NOBODY, gid: NOBODY };
  const outcomeOf = async (directory: string): Promise<Outcome> => {
    const { outcome, ended } = await startInProcess(directory, 'stop', asUser);
    await ended;
    return outcome;
  };

  asNobody('the server runs as that user', async () => {
    chownSync(parent, NOBODY, NOBODY);
    const directory = join(parent, 'postgres');
    expect(await outcomeOf(directory)).toHaveProperty('url');
    expect(await outcomeOf(directory)).toHaveProperty('url');
    expect(statSync(join(directory, 'data')).uid).toBe(NOBODY);
  });

  asNobody('a directory that may not be written is refused with the remedy', async () => {
    chmodSync(parent, 0o755);
    const directory = join(parent, 'postgres');
    expect(await outcomeOf(directory)).toEqual({
      code: 'PERMISSION',
      message: `No permission to keep the database in ${directory}: make it writable for this user, set DATA_DIR to a directory that is, or set DATABASE_URL.`,
    });
    mkdirSync(directory);
    expect(await outcomeOf(directory)).toHaveProperty('code', 'PERMISSION');
  });
});
