import { createSuperuserCommand } from '../../../infra/cli/create-superuser-command.ts';
import { revokeSuperuserCommand } from '../../../infra/cli/revoke-superuser-command.ts';
import { createApi, signIn } from '../../support/api.ts';
import { TEST_MASTER_KEY } from '../../support/corpus.ts';
import { createTestDatabase } from '../../support/database.ts';
import { startTestService } from '../../support/service.ts';

it('a superuser whom the operator makes an ordinary user is out while the service runs', async () => {
  const database = await createTestDatabase();
  const service = await startTestService(database);
  const lines: string[] = [];
  const run = (command: typeof revokeSuperuserCommand, email?: string) =>
    command.run({
      args: [],
      options: { email },
      env: {
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        MASTER_KEY: TEST_MASTER_KEY,
        SUPERUSER_EMAIL: '',
      },
      output: { line: (text) => void lines.push(text), error: (text) => void lines.push(text) },
    });
  const root = await signIn(createApi(service.url), 'root@example.com');
  expect(await run(createSuperuserCommand, 'root@example.com')).toBe(0);
  expect((await root.get('/api/v1/admin/dead-letters')).status).toBe(200);

  expect(await run(revokeSuperuserCommand, 'root@example.com')).toBe(0);
  expect(lines.at(-1)).toBe('root@example.com is no superuser.');
  expect((await root.get('/api/v1/auth/me')).status).toBe(401);
  const again = await signIn(createApi(service.url), 'root@example.com');
  expect((await again.get('/api/v1/admin/dead-letters')).status).toBe(403);

  expect(await run(revokeSuperuserCommand, 'root@example.com')).toBe(0);
  expect(await run(revokeSuperuserCommand, 'nobody@example.com')).toBe(1);
  expect(await run(revokeSuperuserCommand)).toBe(2);
  await service.stop();
  await database.close();
});
