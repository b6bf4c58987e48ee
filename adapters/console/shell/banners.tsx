import { call } from '../api/client.ts';
import { Button } from '../components/button.tsx';
import { instant } from '../components/format.ts';
import { toast } from '../components/toast.tsx';
import { actingAs } from '../state/acting-as.ts';
import { asOf } from '../state/as-of.ts';
import { session } from '../state/session.ts';

const stopActing = async (): Promise<void> => {
  const answer = await call('/api/v1/admin/stop-impersonation', { method: 'POST', signedOut: true });
  if (!answer.ok && answer.error.status !== 401) {
    toast(answer.error.message, { bad: true });
    return;
  }
  actingAs.value = null;
  session.value = { state: 'unknown' };
};

/** What must be known wherever one is: whose eyes one looks through, and of which moment. */
export const Banners = () => (
  <>
    {actingAs.value === null ? null : (
      <section class="banner banner-impersonation" aria-label="Impersonation">
        <span>
          You are <strong>{actingAs.value.administrator}</strong>, acting as{' '}
          <strong>
            {actingAs.value.fullName} ({actingAs.value.email})
          </strong>{' '}
          until {instant(actingAs.value.expiresAt)}.{' '}
          {actingAs.value.mayWrite ? 'You can change things.' : 'You can only look.'} They will see what you
          looked at.
        </span>
        <Button small onClick={() => void stopActing()}>
          Stop acting as them
        </Button>
      </section>
    )}
    {asOf.value === null ? null : (
      <section class="banner banner-asof" aria-label="Moment in the past">
        <span>
          You see what was known <strong>as of {asOf.value}</strong>, not what is known now.
        </span>
        <Button
          small
          onClick={() => {
            asOf.value = null;
          }}
        >
          Back to now
        </Button>
      </section>
    )}
  </>
);
