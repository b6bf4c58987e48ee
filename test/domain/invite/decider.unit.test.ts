import { inviteDecider } from '../../../domain/invite/decider.ts';
import type { InviteCreated, InviteEvent } from '../../../domain/invite/events.ts';
import { parseNewInvite } from '../../../domain/invite/new-invite.ts';
import { given } from '../../support/given.ts';

const terms: InviteCreated['data'] = {
  inviteId: 'i1',
  cohort: 'friends',
  note: null,
  expiresAt: '2024-07-01T00:00:00.000Z',
  maxUses: 2,
};
const created: InviteEvent = { type: 'InviteCreated', data: terms };
const revoked: InviteEvent = { type: 'InviteRevoked', data: { inviteId: 'i1' } };
const at = '2024-06-28T21:00:00.000Z';
const usedBy = (userId: string): InviteEvent => ({
  type: 'InviteUsed',
  data: { inviteId: 'i1', userId, usedAt: at },
});
const returnedBy = (userId: string): InviteEvent => ({
  type: 'InviteUseReturned',
  data: { inviteId: 'i1', userId },
});

describe('an invite', () => {
  it('is created once, also after it was revoked', () => {
    given(inviteDecider, [])
      .when({ type: 'CreateInvite', ...terms })
      .then(created);
    given(inviteDecider, [created])
      .when({ type: 'CreateInvite', ...terms })
      .thenRefused('ERR_INVITE_005');
    given(inviteDecider, [created, revoked])
      .when({ type: 'CreateInvite', ...terms })
      .thenRefused('ERR_INVITE_005');
  });

  it('is used as often as it may be', () => {
    given(inviteDecider, [created, usedBy('a')])
      .when({ type: 'UseInvite', userId: 'b', at })
      .then(usedBy('b'));
    given(inviteDecider, [created, usedBy('a'), usedBy('b')])
      .when({ type: 'UseInvite', userId: 'c', at })
      .thenRefused('ERR_INVITE_003');
  });

  it('is used once by a person, however often they try', () => {
    given(inviteDecider, [created, usedBy('a')])
      .when({ type: 'UseInvite', userId: 'a', at })
      .thenNothing();
    given(inviteDecider, [created, usedBy('a'), usedBy('b')])
      .when({ type: 'UseInvite', userId: 'a', at })
      .thenNothing();
  });

  it('gives a use back once, and only to whom it belongs', () => {
    const full = [created, usedBy('a'), usedBy('b')];
    given(inviteDecider, full).when({ type: 'ReturnInviteUse', userId: 'a' }).then(returnedBy('a'));
    given(inviteDecider, full).when({ type: 'ReturnInviteUse', userId: 'c' }).thenNothing();
    given(inviteDecider, [...full, returnedBy('a')])
      .when({ type: 'ReturnInviteUse', userId: 'a' })
      .thenNothing();
    given(inviteDecider, [...full, returnedBy('a')])
      .when({ type: 'UseInvite', userId: 'c', at })
      .then(usedBy('c'));
  });

  it('ends at the instant at which it expires', () => {
    const use = (instant: string) =>
      given(inviteDecider, [created]).when({ type: 'UseInvite', userId: 'a', at: instant });
    use('2024-06-30T23:59:59.999Z').thenTypes('InviteUsed');
    use('2024-07-01T00:00:00.000Z').thenRefused('ERR_INVITE_002');
  });

  it('is for nobody once it is revoked', () => {
    given(inviteDecider, [created]).when({ type: 'RevokeInvite' }).then(revoked);
    given(inviteDecider, [created, revoked]).when({ type: 'RevokeInvite' }).thenNothing();
    given(inviteDecider, [created, revoked])
      .when({ type: 'UseInvite', userId: 'a', at })
      .thenRefused('ERR_INVITE_004');
    given(inviteDecider, [created, usedBy('a'), revoked])
      .when({ type: 'UseInvite', userId: 'a', at })
      .thenRefused('ERR_INVITE_004');
    given(inviteDecider, []).when({ type: 'RevokeInvite' }).thenRefused('ERR_INVITE_006');
  });

  it('lets nobody in whom it does not know', () => {
    given(inviteDecider, []).when({ type: 'UseInvite', userId: 'a', at }).thenRefused('ERR_INVITE_001');
  });
});

describe('the terms of an invite', () => {
  const plain = { code: null, cohort: null, note: null, expiresAt: null, maxUses: 1 };

  it('are trimmed', () => {
    expect(parseNewInvite({ ...plain, code: '  SPRING-2024 ', cohort: ' a ' }, at)).toEqual({
      ok: true,
      value: { ...plain, code: 'SPRING-2024', cohort: 'a' },
    });
  });

  it.each([
    ['code', { code: 'short' }],
    ['code', { code: 'x'.repeat(201) }],
    ['code', { code: 'with a \n line' }],
    ['cohort', { cohort: ' ' }],
    ['note', { note: 'x'.repeat(501) }],
    ['expires_at', { expiresAt: at }],
    ['max_uses', { maxUses: 0 }],
    ['max_uses', { maxUses: 10_001 }],
    ['max_uses', { maxUses: 1.5 }],
  ])('name %s when it is not one', (field, wrong) => {
    const parsed = parseNewInvite({ ...plain, ...wrong }, at);
    expect(parsed).toMatchObject({ ok: false, error: { code: 'ERR_INVITE_007', details: { field } } });
  });
});
