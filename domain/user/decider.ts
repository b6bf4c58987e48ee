import type { IsoInstant } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { UserId } from '../ids.ts';
import { limits } from '../limits.ts';
import { fail, ok } from '../result.ts';
import type { ApiKeyCreated, PasswordChanged, SessionsRevoked, UserEvent, UserRegistered } from './events.ts';

export type UserCommand =
  | ({ readonly type: 'RegisterUser' } & UserRegistered['data'] & {
        readonly email: string;
        readonly fullName: string;
      })
  | { readonly type: 'RevokeSessions'; readonly reason: SessionsRevoked['data']['reason'] }
  | {
      readonly type: 'ChangePassword';
      /** The credential that it takes the place of. */
      readonly from: string;
      readonly credentialId: string;
      readonly how: PasswordChanged['data']['how'];
    }
  | { readonly type: 'ReportReusedRefreshToken'; readonly sessionId: string }
  | ({ readonly type: 'CreateApiKey' } & Omit<ApiKeyCreated['data'], 'userId'>)
  | { readonly type: 'RevokeApiKey'; readonly keyId: string }
  | { readonly type: 'GrantSuperuser' }
  | { readonly type: 'RevokeSuperuser' }
  | { readonly type: 'EraseUser'; readonly reason: string };

export type ApiKey = Omit<ApiKeyCreated['data'], 'userId' | 'keyId'>;

/** Both are of the form that Date.toISOString gives, in which later is greater. */
export const isExpired = ({ expiresAt }: Pick<ApiKey, 'expiresAt'>, at: IsoInstant): boolean =>
  expiresAt !== null && expiresAt <= at;

export type UserState =
  | { readonly status: 'unregistered' }
  | {
      readonly status: 'registered';
      readonly userId: UserId;
      /** Null when the person's key is gone while the erasure is being told. */
      readonly email: string | null;
      readonly fullName: string | null;
      readonly credentialId: string;
      readonly inviteId?: string;
      readonly isSuperuser: boolean;
      /** Tokens carry the version they were issued under; an older one is void. */
      readonly tokenVersion: number;
      /** By their id; without those that were revoked. */
      readonly apiKeys: ReadonlyMap<string, ApiKey>;
    }
  /** The address as long as its key is there: an erasure that was cut short needs them to finish. */
  | {
      readonly status: 'erased';
      readonly userId: UserId;
      readonly email: string | null;
      readonly credentialId: string;
    };

const NO_KEYS: ReadonlyMap<string, ApiKey> = new Map();

const keysWhere = (
  keys: ReadonlyMap<string, ApiKey>,
  holds: (key: ApiKey, keyId: string) => boolean,
): ReadonlyMap<string, ApiKey> => new Map([...keys].filter(([keyId, key]) => holds(key, keyId)));

export const userDecider: Decider<UserCommand, UserEvent, UserState> = {
  initial: { status: 'unregistered' },

  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterUser': {
        const { type: _, ...data } = command;
        if (state.status === 'unregistered') return ok([{ type: 'UserRegistered', data }]);
        // The same registration again carries the same credential; another one must not take over the user.
        return state.status === 'registered' && state.credentialId === data.credentialId
          ? ok([])
          : fail(refuse('ERR_USER_001'));
      }
      case 'RevokeSessions':
        if (state.status !== 'registered') return fail(refuse('ERR_NOT_FOUND'));
        return ok([{ type: 'SessionsRevoked', data: { userId: state.userId, reason: command.reason } }]);
      case 'ChangePassword': {
        if (state.status !== 'registered') return fail(refuse('ERR_NOT_FOUND'));
        const { from, credentialId, how } = command;
        // The same change again carries the same credential.
        if (state.credentialId === credentialId) return ok([]);
        // Somebody else was faster: what the caller has shown is no longer the password.
        if (state.credentialId !== from) return fail(refuse('ERR_USER_005'));
        return ok([{ type: 'PasswordChanged', data: { userId: state.userId, credentialId, how } }]);
      }
      case 'ReportReusedRefreshToken':
        if (state.status !== 'registered') return fail(refuse('ERR_NOT_FOUND'));
        return ok([
          { type: 'RefreshTokenReused', data: { userId: state.userId, sessionId: command.sessionId } },
        ]);
      case 'CreateApiKey': {
        if (state.status !== 'registered') return fail(refuse('ERR_NOT_FOUND'));
        const { type: _, ...key } = command;
        if (state.apiKeys.has(key.keyId)) return ok([]);
        if (key.scopes.includes('admin') && !state.isSuperuser) return fail(refuse('ERR_ADMIN_001'));
        const inUse = [...state.apiKeys.values()].filter((known) => !isExpired(known, key.createdAt)).length;
        if (inUse >= limits.apiKeys)
          return fail(refuse('ERR_AUTH_008', { details: { limit: limits.apiKeys } }));
        return ok([{ type: 'ApiKeyCreated', data: { userId: state.userId, ...key } }]);
      }
      case 'RevokeApiKey':
        if (state.status !== 'registered' || !state.apiKeys.has(command.keyId))
          return fail(refuse('ERR_NOT_FOUND'));
        return ok([{ type: 'ApiKeyRevoked', data: { userId: state.userId, keyId: command.keyId } }]);
      case 'RevokeSuperuser':
        if (state.status !== 'registered') return fail(refuse('ERR_ADMIN_002'));
        return ok(state.isSuperuser ? [{ type: 'SuperuserRevoked', data: { userId: state.userId } }] : []);
      case 'GrantSuperuser':
        if (state.status !== 'registered') return fail(refuse('ERR_ADMIN_002'));
        return ok(state.isSuperuser ? [] : [{ type: 'SuperuserGranted', data: { userId: state.userId } }]);
      case 'EraseUser':
        if (state.status === 'unregistered') return fail(refuse('ERR_ADMIN_002'));
        return ok(
          state.status === 'erased'
            ? []
            : [{ type: 'UserErased', data: { userId: state.userId, reason: command.reason } }],
        );
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'UserRegistered':
        return { status: 'registered', ...event.data, isSuperuser: false, tokenVersion: 0, apiKeys: NO_KEYS };
      case 'SessionsRevoked':
        return state.status === 'registered' ? { ...state, tokenVersion: state.tokenVersion + 1 } : state;
      case 'PasswordChanged': {
        if (state.status !== 'registered') return state;
        const { credentialId, how } = event.data;
        return {
          ...state,
          credentialId,
          tokenVersion: state.tokenVersion + 1,
          apiKeys: how === 'reset' ? NO_KEYS : state.apiKeys,
        };
      }
      case 'RefreshTokenReused':
        return state;
      case 'ApiKeyCreated': {
        if (state.status !== 'registered') return state;
        const { userId: _, keyId, ...key } = event.data;
        return { ...state, apiKeys: new Map(state.apiKeys).set(keyId, key) };
      }
      case 'ApiKeyRevoked':
        return state.status === 'registered'
          ? { ...state, apiKeys: keysWhere(state.apiKeys, (_, keyId) => keyId !== event.data.keyId) }
          : state;
      case 'SuperuserRevoked':
        return state.status === 'registered'
          ? {
              ...state,
              isSuperuser: false,
              tokenVersion: state.tokenVersion + 1,
              apiKeys: keysWhere(state.apiKeys, ({ scopes }) => !scopes.includes('admin')),
            }
          : state;
      case 'SuperuserGranted':
        return state.status === 'registered' ? { ...state, isSuperuser: true } : state;
      case 'UserErased': {
        if (state.status !== 'registered') return state;
        const { userId, email, credentialId } = state;
        return { status: 'erased', userId, email, credentialId };
      }
      default:
        return event satisfies never;
    }
  },
};
