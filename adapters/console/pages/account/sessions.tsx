import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { toast } from '../../components/toast.tsx';
import { signedOut } from '../../state/session.ts';

export const Sessions = () => {
  const [busy, setBusy] = useState(false);
  const end = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('/api/v1/auth/logout-everywhere', { method: 'POST' });
    setBusy(false);
    if (answer.ok) signedOut();
    else toast(answer.error.message, { bad: true });
  };
  return (
    <>
      <p>
        Signs you out of every browser and every app at once, this one too. API keys are not touched: revoke
        them below.
      </p>
      <div class="actions">
        <Button kind="danger" busy={busy} onClick={() => void end()}>
          Sign out everywhere
        </Button>
      </div>
    </>
  );
};
