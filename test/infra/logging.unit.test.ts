import { createLogger, withoutSecrets } from '../../infra/logging.ts';

const logged = (write: (log: ReturnType<typeof createLogger>) => void): string => {
  let text = '';
  const destination = {
    write: (line: string): void => {
      text += line;
    },
  };
  write(createLogger({ logLevel: 'info' }, destination));
  return text;
};

describe('the log', () => {
  it.each([
    { password: 'hunter2' },
    { body: { password: 'hunter2', invite_code: 'hunter2' } },
    { req: { headers: { authorization: 'hunter2', cookie: 'hunter2' } } },
    { res: { headers: { 'set-cookie': 'hunter2' } } },
    { config: { databaseUrl: 'hunter2', jwtSecret: 'hunter2', inviteCode: 'hunter2' } },
    { env: { DATABASE_URL: 'hunter2', JWT_SECRET: 'hunter2', BETA_INVITE_CODE: 'hunter2' } },
    { answer: { token: 'hunter2', access_token: 'hunter2', refresh_token: 'hunter2', api_key: 'hunter2' } },
    {
      input: {
        currentPassword: 'hunter2',
        newPassword: 'hunter2',
        refreshToken: 'hunter2',
        apiKey: 'hunter2',
      },
    },
    { body: { current_password: 'hunter2', new_password: 'hunter2' } },
    { env: { SUPERUSER_PASSWORD: 'hunter2', SMTP_URL: 'hunter2' }, config: { smtpUrl: 'hunter2' } },
  ])('holds no secret of %j', (fields) => {
    const line = logged((log) => log.info(fields, 'something happened'));
    expect(line).toContain('something happened');
    expect(line).toContain('[redacted]');
    expect(line).not.toContain('hunter2');
  });

  it('holds no password that an error quotes', () => {
    const line = logged((log) =>
      log.error({ err: new Error('cannot reach postgres://me:hunter2@db:5432/x') }, 'down'),
    );
    expect(line).toContain('postgres://me:[redacted]@db:5432/x');
    expect(line).not.toContain('hunter2');
  });

  it('keeps one line per entry and says nothing below its level', () => {
    const text = logged((log) => {
      log.debug('unimportant');
      log.info({ name: 'two\nlines\u001b[31m' }, 'two\nlines');
    });
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ level: 'info', msg: 'two\nlines' });
  });
});

describe('text without secrets', () => {
  it('keeps what is not one', () => {
    expect(withoutSecrets('see http://localhost:8000/docs at 10:30')).toBe(
      'see http://localhost:8000/docs at 10:30',
    );
  });

  it('loses bearer tokens, signed tokens and API keys', () => {
    expect(withoutSecrets('Authorization: Bearer abc.def-1=')).toBe('Authorization: Bearer [redacted]');
    expect(withoutSecrets('key sgf_Ab3x-Y_9 here')).toBe('key sgf_[redacted] here');
    expect(withoutSecrets('got eyJhbGciOi.eyJzdWIi.c2ln here')).toBe('got [redacted] here');
  });
});
