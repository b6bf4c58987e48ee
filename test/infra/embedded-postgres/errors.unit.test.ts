import { explainFileError } from '../../../infra/embedded-postgres/errors.ts';
import { explainOutput } from '../../../infra/embedded-postgres/server.ts';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('what keeps the server from starting', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EACCES', 'PERMISSION'],
    ['EROFS', 'PERMISSION'],
  ])('%s of the file system is explained as %s, keeping the cause', (code, explained) => {
    const cause = failing(code);
    expect(explainFileError(cause, '/data')).toMatchObject({
      code: explained,
      cause,
      message: expect.stringMatching(/\/data.*: .+\.$/),
    });
  });

  it('passes through when it is something else', () => {
    const bug = failing('EMFILE');
    expect(explainFileError(bug, '/data')).toBe(bug);
  });

  it('is a full disk also when PostgreSQL is the one to say so', () => {
    const output = 'PANIC:  could not write to file "pg_wal/xlogtemp.29": No space left on device';
    expect(explainOutput(output, '/data', '/log')).toMatchObject({ code: 'DISK_FULL' });
  });

  it('is quoted in one line when nothing better is known', () => {
    const output = 'LOG:  starting\nFATAL:  something odd\nHINT:  look closer\n';
    expect(explainOutput(output, '/data', '/log').message).toBe(
      'The embedded database did not start (FATAL:  something odd): see /log, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  });
});
