import { call } from '../api/client.ts';
import { Button } from '../components/button.tsx';
import { instant, momentText } from '../components/format.ts';
import { toast } from '../components/toast.tsx';
import { actingAs } from '../state/acting-as.ts';
import { asOf, shownMoment } from '../state/as-of.ts';
import { session } from '../state/session.ts';
import { useLookAt } from './use-as-of.ts';

const stopActing = async (): Promise<void> => {
  const answer = await call('/api/v1/admin/stop-impersonation', { method: 'POST', signedOut: true });
  if (!answer.ok && answer.error.status !== 401) {
    toast(answer.error.message, { bad: true });
    return;
  }
  actingAs.value = null;
  session.value = { state: 'unknown' };
};

/** A place in the log is for programs: as soon as its time is known, that is said. */
const AsOfBanner = ({ moment }: { readonly moment: string }) => {
  const lookAt = useLookAt();
  const shown = shownMoment.value;
  return (
    <section class="banner banner-asof" aria-label="Moment in the past">
      <span>
        Everything is <strong>as it was on {shown === null ? momentText(moment) : instant(shown.at)}</strong>
        {shown === null ? '' : `, at position ${shown.position} of the log`}: what was known then, not what is
        known now. Nothing can be changed.
      </span>
      <Button small onClick={() => lookAt(null)}>
        Back to now
      </Button>
    </section>
  );
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
    {asOf.value === null ? null : <AsOfBanner moment={asOf.value} />}
  </>
);
