import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Threshold } from './threshold.tsx';

const ForgottenPassword = () => {
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call('/api/v1/auth/password-reset', {
      method: 'POST',
      body: { email },
      signedOut: true,
    });
    setBusy(false);
    setAsked(answer.ok);
    setProblem(answer.ok ? null : answer.error);
  };

  return (
    <Threshold title="Forgotten password">
      {problem === null ? null : <ProblemNote problem={problem} />}
      {asked ? (
        <Note tone="good" title="Look for a message" alert>
          <p>
            If there is an account with this address, a token is on its way. Where the service sends no mail,
            ask its operator for the token.
          </p>
          <div class="actions">
            <a class="button button-primary" href="/reset-password">
              I have a token
            </a>
          </div>
        </Note>
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <TextField
            label="E-mail"
            type="email"
            name="email"
            autocomplete="username"
            required
            value={email}
            onValue={setEmail}
          />
          <div class="actions">
            <Button type="submit" kind="primary" busy={busy}>
              Send me a token
            </Button>
            <a href="/sign-in">Back to signing in</a>
          </div>
        </form>
      )}
    </Threshold>
  );
};

export default ForgottenPassword;
