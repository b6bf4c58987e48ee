import { signal } from '@preact/signals';
import type { User } from '../api/types.ts';
import { actingAs } from './acting-as.ts';

/** Whether somebody is signed in, which only the service knows: the cookie is out of our reach. */
export type Session =
  | { readonly state: 'unknown' }
  /** `unreachable`: the service did not answer when it was asked. */
  | { readonly state: 'unreachable' }
  | { readonly state: 'out' /** They were in a moment ago. */; readonly ended: boolean }
  | { readonly state: 'in'; readonly user: User };

export const session = signal<Session>({ state: 'unknown' });

export const signedIn = (user: User): void => {
  session.value = { state: 'in', user };
};

export const signedOut = (): void => {
  actingAs.value = null;
  session.value = { state: 'out', ended: false };
};

/** A call was answered 401. A borrowed identity that has ended leaves the person's own. */
export const sessionEnded = (_code: string): void => {
  if (actingAs.value !== null) {
    actingAs.value = null;
    session.value = { state: 'unknown' };
    return;
  }
  const before = session.value;
  // Of several calls that are answered so at once, the second finds the person out already.
  session.value = { state: 'out', ended: before.state === 'in' || (before.state === 'out' && before.ended) };
};
