import { session, sessionEnded, signedIn, signedOut } from '../../../adapters/console/state/session.ts';

describe('the session of the console', () => {
  it('has ended, however many calls find out at once, until somebody signs in', () => {
    signedIn({ user_id: 'jane' } as never);
    for (let call = 0; call < 3; call += 1) sessionEnded('ERR_AUTH_002');
    expect(session.value).toEqual({ state: 'out', ended: true });
    signedIn({ user_id: 'jane' } as never);
    expect(session.value.state).toBe('in');
  });

  it('has not ended for whoever signed out, or never was in', () => {
    signedIn({ user_id: 'jane' } as never);
    signedOut();
    sessionEnded('ERR_AUTH_002');
    expect(session.value).toEqual({ state: 'out', ended: false });
  });
});
