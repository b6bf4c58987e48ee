import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { PASSWORD_HINT } from './password-hint.ts';
import { Threshold } from './threshold.tsx';

const ResetPassword = () => {
  const [token, setToken] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const aboutPassword = problem?.code === 'ERR_USER_003';

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call('/api/v1/auth/password-reset/confirm', {
      method: 'POST',
      body: { token: token.trim(), new_password: password },
      signedOut: true,
    });
    setBusy(false);
    setDone(answer.ok);
    setProblem(answer.ok ? null : answer.error);
  };

  if (done) {
    return (
      <Threshold title="Your password is changed">
        <Note tone="good" title="Every session has ended" alert>
          <p>API keys are void as well. Sign in with the new password.</p>
          <div class="actions">
            <a class="button button-primary" href="/sign-in">
              Sign in
            </a>
          </div>
        </Note>
      </Threshold>
    );
  }
  return (
    <Threshold title="Choose a new password" lead="With the token that came by mail, or from the operator.">
      {problem === null || aboutPassword ? null : (
        <ProblemNote problem={problem}>
          <p>
            A token is good once and not for long: <a href="/forgotten-password">ask for a new one</a>.
          </p>
        </ProblemNote>
      )}
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <TextField label="Token" name="token" autocomplete="off" required value={token} onValue={setToken} />
        <TextField
          label="New password"
          type="password"
          name="password"
          autocomplete="new-password"
          hint={PASSWORD_HINT}
          required
          wrong={aboutPassword ? problem.message : null}
          value={password}
          onValue={setPassword}
        />
        <div class="actions">
          <Button type="submit" kind="primary" busy={busy}>
            Change the password
          </Button>
        </div>
      </form>
    </Threshold>
  );
};

export default ResetPassword;
