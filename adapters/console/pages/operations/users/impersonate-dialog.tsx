import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Impersonation, ListedUser } from '../../../api/operations.ts';
import { SelectField } from '../../../components/field.tsx';
import { actingAs } from '../../../state/acting-as.ts';
import { session } from '../../../state/session.ts';
import { OrderDialog } from '../orders.tsx';

const MINUTES = ['15', '30', '60', '120', '480'].map((value) => ({ value, label: `${value} minutes` }));

/** From then on every page is the other person's, until somebody stops it or it ends by itself. */
export const ImpersonateDialog = ({
  user,
  onClose,
}: {
  readonly user: ListedUser;
  readonly onClose: () => void;
}) => {
  const { route } = useLocation();
  const [minutes, setMinutes] = useState('30');
  const [mayWrite, setMayWrite] = useState(false);
  const begin = ({
    impersonation_token: token,
    impersonating,
    original_user,
    expires_at,
    allow_writes,
  }: Impersonation): void => {
    actingAs.value = {
      token,
      email: impersonating.email,
      fullName: impersonating.full_name,
      administrator: original_user.email,
      expiresAt: expires_at,
      mayWrite: allow_writes,
    };
    route('/');
    // Who one is now, only the service says.
    session.value = { state: 'unknown' };
  };
  return (
    <OrderDialog<Impersonation>
      title={`Act as ${user.full_name}`}
      what={
        <p>
          You see what <strong>{user.email}</strong> sees. They find it among the accesses to their data, with
          your reason; a reload of the page ends it for you.
        </p>
      }
      verb={`Act as ${user.full_name}`}
      danger
      path="/api/v1/admin/impersonate"
      body={(reason) => ({
        target_user_id: user.user_id,
        reason,
        minutes: Number(minutes),
        allow_writes: mayWrite,
      })}
      done={`You act as ${user.full_name} now.`}
      onClose={onClose}
      onDone={begin}
    >
      <SelectField label="For" value={minutes} onValue={setMinutes} options={MINUTES} />
      <label class="choice">
        <input
          type="checkbox"
          checked={mayWrite}
          onChange={(event) => setMayWrite(event.currentTarget.checked)}
        />
        Let me change things as well
      </label>
    </OrderDialog>
  );
};
