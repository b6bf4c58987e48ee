import { refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import { isExpired, userDecider } from '../../domain/user/decider.ts';
import type { Application, Identity } from '../application.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from './dependencies.ts';
import { loadUser, publicPart } from './load-user.ts';
import { hashOfSecret, newSecret } from './secret-token.ts';

/** By it scanners of repositories, and we, know one from a token. */
const START = 'sgf_';
const SHOWN = START.length + 6;
const DAY_MS = 86_400_000;

type Keys = Pick<UserDependencies, 'store' | 'handle' | 'clock' | 'apiKeyHashes'>;

export const isApiKey = (token: string): boolean => token.startsWith(START);

/** The hash says which key it is; whether it is good, and what for, the log says. */
export const authenticateApiKey = async (
  { store, apiKeyHashes }: Pick<Keys, 'store' | 'apiKeyHashes'>,
  text: string,
  now: Date,
): Promise<Identity | null> => {
  const used = await apiKeyHashes.use(hashOfSecret(text), now);
  if (used === null) return null;
  const user = await loadUser(store, used.userId);
  const key = user?.apiKeys.get(used.keyId);
  if (user === null || key === undefined || isExpired(key, now.toISOString())) return null;
  return { user: publicPart(user), impersonator: null, via: 'api_key', scopes: key.scopes, sessionId: null };
};

/** The hash is saved before the key is told of: one that nothing tells of is good for nothing. */
export const createCreateApiKey =
  ({ handle, clock, apiKeyHashes }: Keys): Application['createApiKey'] =>
  async (userId, { name, scopes, expiresInDays }, context) => {
    const now = clock();
    const secret = `${START}${newSecret()}`;
    const keyId = uuid5('api key', context.commandId);
    const key = {
      name,
      scopes,
      prefix: secret.slice(0, SHOWN),
      createdAt: now.toISOString(),
      expiresAt:
        expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS).toISOString(),
    };
    await apiKeyHashes.save({ keyId, userId, sha256: hashOfSecret(secret) });
    const created = await handle(
      userDecider,
      streams.user(userId),
      { type: 'CreateApiKey', keyId, ...key },
      context,
    );
    if (!created.ok) {
      await apiKeyHashes.remove(keyId);
      return fail(created.error);
    }
    return ok({
      value: { secret, apiKey: { keyId, ...key, lastUsedAt: null } },
      position: created.value.position,
    });
  };

export const createApiKeysOf =
  ({ store, apiKeyHashes }: Keys): Application['apiKeysOf'] =>
  async (userId) => {
    const [user, lastUses] = await Promise.all([loadUser(store, userId), apiKeyHashes.lastUses(userId)]);
    return [...(user?.apiKeys ?? [])].map(([keyId, key]) => ({
      keyId,
      ...key,
      lastUsedAt: lastUses.get(keyId)?.toISOString() ?? null,
    }));
  };

export const createRevokeApiKey =
  ({ handle, apiKeyHashes }: Keys): Application['revokeApiKey'] =>
  async (userId, keyId, context) => {
    const revoked = await handle(userDecider, streams.user(userId), { type: 'RevokeApiKey', keyId }, context);
    if (!revoked.ok) return fail(refuse('ERR_NOT_FOUND'));
    await apiKeyHashes.remove(keyId);
    return ok({ value: null, position: revoked.value.position });
  };
