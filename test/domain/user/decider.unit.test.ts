import { userDecider } from '../../../domain/user/decider.ts';
import type { UserEvent } from '../../../domain/user/events.ts';
import { given } from '../../support/given.ts';

const data = { userId: 'u1', email: 'jane@example.com', fullName: 'Jane', credentialId: 'c1' };
const registered: UserEvent = { type: 'UserRegistered', data };
const revoked: UserEvent = { type: 'SessionsRevoked', data: { userId: 'u1', reason: 'logout' } };
const granted: UserEvent = { type: 'SuperuserGranted', data: { userId: 'u1' } };

const key = {
  keyId: 'k1',
  name: 'Nightly',
  prefix: 'sgf_abcdef',
  scopes: ['read'],
  createdAt: '2024-06-28T21:00:00.000Z',
  expiresAt: null,
} as const;
const keyMade: UserEvent = { type: 'ApiKeyCreated', data: { userId: 'u1', ...key } };
const keyRevoked: UserEvent = { type: 'ApiKeyRevoked', data: { userId: 'u1', keyId: 'k1' } };
const changed = (how: 'change' | 'reset'): UserEvent => ({
  type: 'PasswordChanged',
  data: { userId: 'u1', credentialId: 'c2', how },
});

const stateAfter = (...events: readonly UserEvent[]) =>
  events.reduce(userDecider.evolve, userDecider.initial);

describe('a user', () => {
  it('registers once', () => {
    given(userDecider, [])
      .when({ type: 'RegisterUser', ...data })
      .then(registered);
  });

  it('changes nothing when the same registration comes again', () => {
    given(userDecider, [registered])
      .when({ type: 'RegisterUser', ...data })
      .thenNothing();
  });

  it('is not taken over by another registration', () => {
    given(userDecider, [registered])
      .when({ type: 'RegisterUser', ...data, credentialId: 'c2' })
      .thenRefused('ERR_USER_001');
  });

  it('loses every session when it logs out, each time anew', () => {
    given(userDecider, [registered]).when({ type: 'RevokeSessions', reason: 'logout' }).then(revoked);
    given(userDecider, [registered, revoked])
      .when({ type: 'RevokeSessions', reason: 'logout' })
      .then(revoked);
    expect(stateAfter(registered)).toMatchObject({ tokenVersion: 0 });
    expect(stateAfter(registered, revoked, revoked)).toMatchObject({ tokenVersion: 2 });
  });

  it('becomes a superuser once', () => {
    given(userDecider, [registered]).when({ type: 'GrantSuperuser' }).then(granted);
    given(userDecider, [registered, granted]).when({ type: 'GrantSuperuser' }).thenNothing();
    expect(stateAfter(registered)).toMatchObject({ isSuperuser: false });
    expect(stateAfter(registered, granted)).toMatchObject({ isSuperuser: true });
  });

  it('has to be registered for anything else', () => {
    given(userDecider, []).when({ type: 'RevokeSessions', reason: 'logout' }).thenRefused('ERR_NOT_FOUND');
    given(userDecider, []).when({ type: 'GrantSuperuser' }).thenRefused('ERR_ADMIN_002');
  });

  it('changes the password: every session is void, and API keys stay', () => {
    const command = { type: 'ChangePassword', from: 'c1', credentialId: 'c2', how: 'change' } as const;
    given(userDecider, [registered, keyMade]).when(command).then(changed('change'));
    given(userDecider, [registered, changed('change')])
      .when(command)
      .thenNothing();
    expect(stateAfter(registered, keyMade, changed('change'))).toMatchObject({
      credentialId: 'c2',
      tokenVersion: 1,
      apiKeys: new Map([['k1', expect.anything()]]),
    });
  });

  it('does not change a password that somebody else has changed meanwhile', () => {
    given(userDecider, [registered, changed('change')])
      .when({ type: 'ChangePassword', from: 'c1', credentialId: 'c3', how: 'change' })
      .thenRefused('ERR_USER_005');
  });

  it('loses every API key with a reset', () => {
    expect(stateAfter(registered, keyMade, changed('reset'))).toMatchObject({
      tokenVersion: 1,
      apiKeys: new Map(),
    });
  });

  it('makes API keys once each, and revokes only those that it has', () => {
    given(userDecider, [registered])
      .when({ type: 'CreateApiKey', ...key })
      .then(keyMade);
    given(userDecider, [registered, keyMade])
      .when({ type: 'CreateApiKey', ...key })
      .thenNothing();
    given(userDecider, [registered, keyMade]).when({ type: 'RevokeApiKey', keyId: 'k1' }).then(keyRevoked);
    given(userDecider, [registered, keyMade, keyRevoked])
      .when({ type: 'RevokeApiKey', keyId: 'k1' })
      .thenRefused('ERR_NOT_FOUND');
    given(userDecider, [registered]).when({ type: 'RevokeApiKey', keyId: 'k9' }).thenRefused('ERR_NOT_FOUND');
  });

  it('makes keys to administer only as a superuser', () => {
    const admin = { ...key, scopes: ['read', 'admin'] } as const;
    given(userDecider, [registered])
      .when({ type: 'CreateApiKey', ...admin })
      .thenRefused('ERR_ADMIN_001');
    given(userDecider, [registered, granted])
      .when({ type: 'CreateApiKey', ...admin })
      .then({ type: 'ApiKeyCreated', data: { userId: 'u1', ...admin } });
  });

  it('has twenty keys at most, not counting those that have expired', () => {
    const many = (expiresAt: string | null): UserEvent[] =>
      Array.from({ length: 20 }, (_, i) => ({
        type: 'ApiKeyCreated',
        data: { userId: 'u1', ...key, keyId: `many ${i}`, expiresAt },
      }));
    given(userDecider, [registered, ...many(null)])
      .when({ type: 'CreateApiKey', ...key })
      .thenRefused('ERR_AUTH_008');
    given(userDecider, [registered, ...many(key.createdAt)])
      .when({ type: 'CreateApiKey', ...key })
      .then(keyMade);
  });

  it('is demoted at once: sessions and keys to administer are void, other keys stay', () => {
    const demoted: UserEvent = { type: 'SuperuserRevoked', data: { userId: 'u1' } };
    const admin: UserEvent = {
      type: 'ApiKeyCreated',
      data: { userId: 'u1', ...key, keyId: 'k2', scopes: ['admin'] },
    };
    given(userDecider, [registered, granted]).when({ type: 'RevokeSuperuser' }).then(demoted);
    given(userDecider, [registered]).when({ type: 'RevokeSuperuser' }).thenNothing();
    given(userDecider, []).when({ type: 'RevokeSuperuser' }).thenRefused('ERR_ADMIN_002');
    const state = stateAfter(registered, granted, keyMade, admin, demoted);
    expect(state).toMatchObject({ isSuperuser: false, tokenVersion: 1 });
    expect(state).toMatchObject({ apiKeys: new Map([['k1', expect.anything()]]) });
  });

  it('is told of a refresh token that came again', () => {
    given(userDecider, [registered])
      .when({ type: 'ReportReusedRefreshToken', sessionId: 's1' })
      .then({ type: 'RefreshTokenReused', data: { userId: 'u1', sessionId: 's1' } });
  });
});
