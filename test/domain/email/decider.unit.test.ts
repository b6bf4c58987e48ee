import { emailDecider } from '../../../domain/email/decider.ts';
import type { EmailEvent } from '../../../domain/email/events.ts';
import { given } from '../../support/given.ts';

const claimed: EmailEvent = { type: 'EmailClaimed', data: { userId: 'jane' } };

describe('claiming an e-mail address', () => {
  it('gives a free address to whoever asks first', () => {
    given(emailDecider, []).when({ type: 'ClaimEmail', userId: 'jane' }).then(claimed);
  });

  it('changes nothing when the owner claims it again', () => {
    given(emailDecider, [claimed]).when({ type: 'ClaimEmail', userId: 'jane' }).thenNothing();
  });

  it('refuses anybody else', () => {
    given(emailDecider, [claimed]).when({ type: 'ClaimEmail', userId: 'joe' }).thenRefused('ERR_USER_001');
  });
});
