import { randomUUID } from 'node:crypto';
import type { Service } from '../../infra/service/start-service.ts';
import { createApi, portfolioForm, signIn } from '../support/api.ts';
import type { Caller } from './fuzz-api.ts';
import { FILES } from './hostile-values.ts';

/** Registers where nobody has, and signs in. */
const token = async (url: string, email: string): Promise<string> => {
  let found = '';
  const api = createApi(url);
  await signIn(
    {
      ...api,
      as: (given) => {
        found = given;
        return api.as(given);
      },
    },
    email,
  );
  return found;
};

/** Somebody with two portfolios; somebody else, with others, when a call has erased them. */
const someone = (
  { url, application }: Service,
  name: string,
  { superuser }: { readonly superuser: boolean },
): Caller => {
  let times = 0;
  const join = async (): Promise<string> => {
    times += 1;
    const email = `${name}${times}@example.com`;
    const api = createApi(url).as(await token(url, email));
    for (const accountName of ['One', 'Two']) {
      const form = portfolioForm({ accountName, csv: FILES[1] ?? '' });
      await api.post('/api/v1/onboarding/create-portfolio', form);
    }
    if (superuser) {
      const granted = await application.grantSuperuser(email, {
        commandId: randomUUID(),
        correlationId: randomUUID(),
        actor: { kind: 'process', name: 'fuzz' },
      });
      if (!granted.ok) throw new Error(granted.error.code);
    }
    return token(url, email);
  };
  return {
    name,
    share: 6,
    signIn: async () => {
      if (times === 0) return join();
      try {
        return await token(url, `${name}${times}@example.com`);
      } catch {
        return join();
      }
    },
  };
};

/** Two people with portfolios, one who runs the service, one with a token of nobody's, and nobody. */
export const callersOf = (service: Service): readonly Caller[] => [
  someone(service, 'jane', { superuser: false }),
  someone(service, 'joe', { superuser: false }),
  someone(service, 'root', { superuser: true }),
  { name: 'malformed', share: 1, signIn: async () => 'not.a.token' },
  { name: 'nobody', share: 1, signIn: null },
];
