import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { toast } from '../../components/toast.tsx';
import { signedOut } from '../../state/session.ts';

export const Erasure = () => {
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const erase = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call('/api/v1/users/me', { method: 'DELETE', body: { password } });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.error);
      return;
    }
    toast('You are forgotten here.');
    signedOut();
  };

  return (
    <>
      <p>
        For ever: your name and address can be read nowhere again, every session ends, your portfolios are
        archived. Numbers without a name stay. Download your data first, if you want it.
      </p>
      <div class="actions">
        <Button kind="danger" onClick={() => setAsking(true)}>
          Forget me …
        </Button>
      </div>
      {asking ? (
        <Dialog title="Forget me for ever?" onClose={() => setAsking(false)}>
          {problem === null ? null : <ProblemNote problem={problem} title="Nothing was erased" />}
          <p>This cannot be undone, by nobody. Your password says that it is you.</p>
          <form class="stack" onSubmit={(event) => void erase(event)}>
            <TextField
              label="Password"
              type="password"
              autocomplete="current-password"
              required
              value={password}
              onValue={setPassword}
            />
            <div class="dialog-foot">
              <Button onClick={() => setAsking(false)}>Keep my account</Button>
              <Button type="submit" kind="danger" busy={busy}>
                Forget me for ever
              </Button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  );
};
