import { impersonationDecider } from '../../../domain/impersonation/decider.ts';
import type { ImpersonationEvent } from '../../../domain/impersonation/events.ts';
import { given } from '../../support/given.ts';

const terms = {
  impersonationId: 'i1',
  administratorId: 'admin',
  targetUserId: 'jane',
  reason: 'ticket 4711',
  allowWrites: false,
  expiresAt: '2024-06-28T22:00:00.000Z',
};
const start = {
  type: 'StartImpersonation',
  targetIsSuperuser: false,
  at: '2024-06-28T21:00:00.000Z',
  ...terms,
} as const;
const started: ImpersonationEvent = { type: 'ImpersonationStarted', data: terms };
const endedBecause = (because: 'stopped' | 'replaced' | 'demoted' | 'erased'): ImpersonationEvent => ({
  type: 'ImpersonationEnded',
  data: { impersonationId: 'i1', administratorId: 'admin', targetUserId: 'jane', because },
});

describe('an impersonation', () => {
  it('starts, and once more changes nothing', () => {
    given(impersonationDecider, []).when(start).then(started);
    given(impersonationDecider, [started]).when(start).thenNothing();
  });

  it('is of somebody else, who is no superuser', () => {
    given(impersonationDecider, [])
      .when({ ...start, targetUserId: 'admin' })
      .thenRefused('ERR_ADMIN_003');
    given(impersonationDecider, [])
      .when({ ...start, targetIsSuperuser: true })
      .thenRefused('ERR_ADMIN_003');
  });

  it('takes the place of the one before', () => {
    const other = { ...terms, impersonationId: 'i2', targetUserId: 'joe' };
    given(impersonationDecider, [started])
      .when({ ...start, ...other })
      .then(endedBecause('replaced'), { type: 'ImpersonationStarted', data: other });
  });

  it('does not end what has run out by itself', () => {
    given(impersonationDecider, [started])
      .when({ ...start, impersonationId: 'i2', at: terms.expiresAt })
      .thenTypes('ImpersonationStarted');
  });

  it('ends once, when it is stopped', () => {
    const stop = { type: 'EndImpersonation', impersonationId: 'i1', because: 'stopped' } as const;
    given(impersonationDecider, [started]).when(stop).then(endedBecause('stopped'));
    given(impersonationDecider, [started, endedBecause('stopped')])
      .when(stop)
      .thenNothing();
    given(impersonationDecider, [started])
      .when({ ...stop, impersonationId: 'i0' })
      .thenNothing();
  });

  it.each(['demoted', 'erased'] as const)('ends with an administrator who is %s', (because) => {
    const end = { type: 'EndImpersonation', impersonationId: null, because } as const;
    given(impersonationDecider, [started]).when(end).then(endedBecause(because));
    given(impersonationDecider, []).when(end).thenNothing();
  });
});
