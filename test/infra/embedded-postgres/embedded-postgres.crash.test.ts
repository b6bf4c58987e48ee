import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../../infra/embedded-postgres/embedded-postgres.ts';
import { isAlive } from '../../../infra/embedded-postgres/process-identity.ts';
import { ask, serverPid, startInProcess, untilGone } from './processes.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sigmafold-crash-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const rowsAfterRestart = async (): Promise<unknown> => {
  const server = await startEmbeddedPostgres({ directory, durability: 'none' });
  try {
    return await ask(server.url, 'select count(*)::int as rows from survived');
  } finally {
    await server.stop();
  }
};

describe('when the process that started the server', () => {
  it('is killed, the next start stops the orphan and serves everything that was committed', async () => {
    const holder = await startInProcess(directory, 'hold');
    await ask(holder.outcome.url ?? '', 'create table survived as select generate_series(1, 1000)');
    const orphan = serverPid(directory);
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(isAlive(orphan)).toBe(true);

    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
    expect(isAlive(orphan)).toBe(false);
  });

  it('and the server are both killed, the next start recovers', async () => {
    const holder = await startInProcess(directory, 'hold');
    const server = serverPid(directory);
    holder.child.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await holder.ended;
    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
  });

  it('was killed and its number now belongs to another program, the directory is free all the same', async () => {
    const owner = { pid: process.ppid, identity: 'an earlier process', since: '2024-01-01T00:00:00.000Z' };
    writeFileSync(join(directory, 'owner.json'), JSON.stringify(owner));
    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
  });

  it('was killed with the server and that one’s number now belongs to another program, that program is left alone', async () => {
    const holder = await startInProcess(directory, 'hold');
    const note = join(directory, 'data', 'postmaster.pid');
    const lines = readFileSync(note, 'utf8').split('\n');
    const server = serverPid(directory);
    holder.child.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await holder.ended;
    await untilGone(server);
    const bystander = spawn('sleep', ['60']);
    writeFileSync(note, [String(bystander.pid), ...lines.slice(1)].join('\n'));

    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    bystander.kill();
    await once(bystander, 'exit');
  });

  it('exits without stopping it, the server stops by itself', async () => {
    const holder = await startInProcess(directory, 'exit');
    const [code] = (await holder.ended) as [number];
    expect(code).toBe(0);
    await expect(
      (async () => {
        for (;;) {
          await ask(holder.outcome.url ?? '', 'select 1');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })(),
    ).rejects.toThrow();
    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
  });

  it('gets a Ctrl-C, the server goes on until the work in hand is finished', async () => {
    const holder = await startInProcess(directory, 'drain', { detached: true });
    process.kill(-(holder.child.pid ?? 0), 'SIGINT');
    expect(await holder.nextLine()).toEqual({ answer: 'drained' });
    await holder.ended;
    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
  });

  it('left a damaged claim behind, the directory is free', async () => {
    writeFileSync(join(directory, 'owner.json'), '{"pid":');
    expect(await rowsAfterRestart()).toEqual([{ rows: 1000 }]);
  });
});
