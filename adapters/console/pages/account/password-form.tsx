import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { toast } from '../../components/toast.tsx';
import { PASSWORD_HINT } from '../sign-in/password-hint.ts';

const FIELD_OF_CODE: Readonly<Record<string, 'current' | 'next'>> = {
  ERR_USER_003: 'next',
  ERR_USER_005: 'current',
};

export const PasswordForm = ({ email }: { readonly email: string }) => {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = problem === null ? undefined : FIELD_OF_CODE[problem.code];

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call('/api/v1/auth/password', {
      method: 'POST',
      body: { current_password: current, new_password: next },
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setCurrent('');
    setNext('');
    toast('The password is changed. Every other session has ended.');
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {problem !== null && field === undefined ? <ProblemNote problem={problem} /> : null}
      <input class="visually-hidden" type="email" autocomplete="username" value={email} readOnly hidden />
      <TextField
        label="Current password"
        type="password"
        autocomplete="current-password"
        required
        wrong={field === 'current' ? problem?.message : null}
        value={current}
        onValue={setCurrent}
      />
      <TextField
        label="New password"
        type="password"
        autocomplete="new-password"
        hint={PASSWORD_HINT}
        required
        wrong={field === 'next' ? problem?.message : null}
        value={next}
        onValue={setNext}
      />
      <div class="actions">
        <Button type="submit" busy={busy}>
          Change the password
        </Button>
      </div>
    </form>
  );
};
