import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createPasswordHasher } from '../../adapters/auth/argon2-password-hasher.ts';
import { createPostgresCredentials } from '../../adapters/auth/postgres-credentials.ts';
import { createPostgresPersonalTraces } from '../../adapters/personal-keys/postgres-personal-traces.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createErasure } from '../../application/privacy/erase-user.ts';
import { repeatErasures } from '../../application/privacy/keep-erasing.ts';
import { ownerOfEmail } from '../../application/users/load-user.ts';
import { parseEmail } from '../../domain/email/address.ts';
import { createQueries } from '../../projections/queries.ts';
import type { Config } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { OpenLog } from '../service/open-log.ts';
import type { Command, Output } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

/** The event that names the person in the clear, if an earlier release wrote it: it stays in the log. */
const plainRegistration = async ({ log }: OpenLog, userId: string): Promise<string | null> => {
  const events = await log.readStream(`user-${userId}`);
  const plain = events.find(({ data }) => 'email' in data);
  return plain === undefined ? null : plain.position.toString();
};

const withErasure = async (
  config: Config,
  url: string,
  use: (erasure: ReturnType<typeof createErasure>, open: OpenLog) => Promise<number>,
): Promise<number> => {
  await migrate(url);
  return withLog(config, { url, name: 'erase-user' }, (open) => {
    const clock = createClock(config);
    const handle = createCommandHandler(createOpenStream(open.store, clock));
    const erasure = createErasure({
      ...open,
      handle,
      clock,
      queries: createQueries(open.pool),
      deterministicUuids: config.deterministicUuids,
      requestCalculation: createRequestCalculation(handle, clock),
      credentials: createPostgresCredentials(open.pool),
      passwords: createPasswordHasher(),
      personalTraces: createPostgresPersonalTraces(open.pool),
    });
    return use(erasure, open);
  });
};

const asked = z.union([
  z.object({ again: z.literal(true) }),
  z.object({ email: z.string(), reason: z.string().trim().min(1).max(500) }),
  z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(500) }),
]);

const eraseOne = async (
  erasure: ReturnType<typeof createErasure>,
  open: OpenLog,
  userId: string,
  reason: string,
  output: Output,
): Promise<number> => {
  const context = {
    commandId: randomUUID(),
    correlationId: randomUUID(),
    actor: { kind: 'process', name: 'erase-user' },
  } as const;
  const erased = await erasure.eraseUser({ userId, reason }, context);
  if (!erased.ok) {
    output.error(`There is no user ${userId}.`);
    return 1;
  }
  output.line(
    erased.value.value.alreadyErased
      ? `User ${userId} was erased before; nothing of them was left behind.`
      : `User ${userId} is erased.`,
  );
  const plain = await plainRegistration(open, userId);
  if (plain !== null)
    output.error(
      `The event at position ${plain} was written before addresses were sealed: nothing shows it any more, and it is still in the log. docs/privacy.md says what can be done.`,
    );
  return 0;
};

export const eraseUserCommand: Command = {
  name: 'erase-user',
  about: 'Forget a person for ever; --again repeats all erasures after a backup was restored',
  options: {
    email: { type: 'string', about: 'whom, by their address' },
    id: { type: 'string', about: 'whom, by their id' },
    reason: { type: 'string', about: 'kept for ever: it must not name the person' },
    again: { type: 'boolean', about: 'repeat every erasure that the log tells of' },
  },
  run: ({ options, env, output }) => {
    const call = asked.safeParse(options);
    if (!call.success) {
      output.error('Give --email or --id, and --reason; or --again.');
      return Promise.resolve(2);
    }
    const wanted = call.data;
    return withConfig({ env, output }, (config) =>
      withDatabase(config, (url) =>
        withErasure(config, url, async (erasure, open) => {
          if ('again' in wanted) {
            const count = await repeatErasures(open.store, erasure.finishErasure);
            output.line(`${count} erasures repeated.`);
            return 0;
          }
          if ('id' in wanted) return eraseOne(erasure, open, wanted.id, wanted.reason, output);
          const email = parseEmail(wanted.email);
          const userId = email.ok ? await ownerOfEmail(open.store, open.emailStreams, email.value) : null;
          if (userId !== null) return eraseOne(erasure, open, userId, wanted.reason, output);
          output.error('Nobody is registered with that address; who was erased is found by --id only.');
          return 1;
        }),
      ),
    );
  },
};
