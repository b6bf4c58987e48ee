import { userDecider } from '../../../domain/user/decider.ts';
import type { UserEvent } from '../../../domain/user/events.ts';
import { given } from '../../support/given.ts';

const data = { userId: 'u1', email: 'jane@example.com', fullName: 'Jane', credentialId: 'c1' };
const registered: UserEvent = { type: 'UserRegistered', data };
const revoked: UserEvent = { type: 'SessionsRevoked', data: { userId: 'u1', reason: 'logout' } };
const granted: UserEvent = { type: 'SuperuserGranted', data: { userId: 'u1' } };

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
});
