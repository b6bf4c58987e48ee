import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import type { User } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { session, signedIn } from '../../state/session.ts';
import { Threshold } from './threshold.tsx';

const SignIn = () => {
  const { query } = useLocation();
  const [email, setEmail] = useState(query.email ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const current = session.value;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await call<{ readonly user: User }>('/api/v1/auth/cookie', {
      method: 'POST',
      body: { email, password },
      signedOut: true,
    });
    setBusy(false);
    if (answer.ok) signedIn(answer.value.user);
    else setProblem(answer.error);
  };

  return (
    <Threshold title="Sign in">
      {current.state === 'out' && current.ended && problem === null ? (
        <Note title="You were signed out" tone="warn">
          <p>The session has ended. Sign in again to go on where you were.</p>
        </Note>
      ) : null}
      {problem === null ? null : <ProblemNote problem={problem} title="You are not signed in" />}
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
        <TextField
          label="Password"
          type="password"
          name="password"
          autocomplete="current-password"
          required
          value={password}
          onValue={setPassword}
        />
        <div class="actions">
          <Button type="submit" kind="primary" busy={busy}>
            Sign in
          </Button>
          <a href="/forgotten-password">Forgotten password?</a>
        </div>
      </form>
      <p class="muted">
        You have an invite code? <a href="/register">Register</a>
      </p>
    </Threshold>
  );
};

export default SignIn;
