import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import type { User } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { signedIn } from '../../state/session.ts';
import { PASSWORD_HINT } from './password-hint.ts';
import { Threshold } from './threshold.tsx';

type FieldName = 'invite_code' | 'email' | 'password' | 'full_name';

const FIELD_OF_CODE: Readonly<Record<string, FieldName>> = {
  ERR_INVITE_001: 'invite_code',
  ERR_INVITE_002: 'invite_code',
  ERR_INVITE_003: 'invite_code',
  ERR_INVITE_004: 'invite_code',
  ERR_USER_001: 'email',
  ERR_USER_002: 'email',
  ERR_USER_003: 'password',
  ERR_USER_004: 'full_name',
};

const Register = () => {
  const { query, route } = useLocation();
  const [form, setForm] = useState({
    invite_code: query.invite ?? '',
    email: '',
    full_name: '',
    password: '',
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = problem === null ? undefined : FIELD_OF_CODE[problem.code];
  const of = (name: FieldName) => ({
    name,
    value: form[name],
    onValue: (value: string) => setForm({ ...form, [name]: value }),
    wrong: field === name ? problem?.message : null,
    required: true,
  });

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const registered = await call('/api/v1/onboarding/register', {
      method: 'POST',
      body: form,
      signedOut: true,
    });
    if (!registered.ok) {
      setBusy(false);
      setProblem(registered.error);
      return;
    }
    const { email, password } = form;
    const session = await call<{ readonly user: User }>('/api/v1/auth/cookie', {
      method: 'POST',
      body: { email, password },
      signedOut: true,
    });
    // The account is there; whoever cannot be signed in at once signs in by hand.
    if (!session.ok) {
      route(`/sign-in?email=${encodeURIComponent(email)}`);
      return;
    }
    route('/import', true);
    signedIn(session.value.user);
  };

  return (
    <Threshold title="Register" lead="With the invite code that you were given.">
      {problem !== null && field === undefined ? (
        <ProblemNote problem={problem} title="You are not registered" />
      ) : null}
      <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
        <TextField label="Invite code" autocomplete="off" {...of('invite_code')} />
        <TextField label="Your name" autocomplete="name" {...of('full_name')} />
        <TextField label="E-mail" type="email" autocomplete="username" {...of('email')} />
        <TextField
          label="Password"
          type="password"
          autocomplete="new-password"
          hint={PASSWORD_HINT}
          {...of('password')}
        />
        <div class="actions">
          <Button type="submit" kind="primary" busy={busy}>
            Register
          </Button>
          <a href="/sign-in">I have an account</a>
        </div>
      </form>
    </Threshold>
  );
};

export default Register;
