import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import type { ApiKey, CreatedApiKey } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { instant } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { toast } from '../../components/toast.tsx';

type Scope = ApiKey['scopes'][number];

const SCOPES: readonly { readonly scope: Scope; readonly label: string }[] = [
  { scope: 'read', label: 'Look' },
  { scope: 'write', label: 'Change' },
  { scope: 'admin', label: 'Administer' },
];

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
] as const;

type NewKeyProps = { readonly mayAdminister: boolean; readonly onCreated: (key: CreatedApiKey) => void };

const NewKey = ({ mayAdminister, onCreated }: NewKeyProps) => {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [days, setDays] = useState('90');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await call<CreatedApiKey>('/api/v1/auth/api-keys', {
      method: 'POST',
      body: { name, scopes, expires_in_days: Number(days) },
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setName('');
    onCreated(answer.value);
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : <ProblemNote problem={problem} title="The key was not made" />}
      <div class="fields">
        <TextField
          label="Name of the key"
          placeholder="Nightly report"
          required
          value={name}
          onValue={setName}
        />
        <SelectField label="Good for" value={days} onValue={setDays} options={LIFETIMES} />
        <fieldset class="stack-tight">
          <legend class="label">May</legend>
          <div class="row">
            {SCOPES.filter(({ scope }) => scope !== 'admin' || mayAdminister).map(({ scope, label }) => (
              <label class="choice" key={scope}>
                <input
                  type="checkbox"
                  checked={scopes.includes(scope)}
                  onChange={(event) => {
                    const others = scopes.filter((other) => other !== scope);
                    setScopes(event.currentTarget.checked ? [...others, scope] : others);
                  }}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <div class="actions">
        <Button type="submit" busy={busy} disabled={scopes.length === 0}>
          Make a key
        </Button>
      </div>
    </form>
  );
};

/** Keys for machines: made, shown once, and revoked. */
export const ApiKeys = ({ mayAdminister }: { readonly mayAdminister: boolean }) => {
  const keys = useResource<{ readonly api_keys: readonly ApiKey[] }>('/api/v1/auth/api-keys');
  const [created, setCreated] = useState<CreatedApiKey | null>(null);

  const revoke = async ({ id, name }: ApiKey): Promise<void> => {
    const answer = await call(`/api/v1/auth/api-keys/${id}`, { method: 'DELETE' });
    toast(answer.ok ? `The key ${name ?? ''} is void.` : answer.error.message, { bad: !answer.ok });
    if (created?.id === id) setCreated(null);
    keys.reload();
  };

  return (
    <>
      {created === null ? null : (
        <Note tone="good" title={`The key ${created.name ?? ''}, now and never again`} alert>
          <p class="note-code">{created.key}</p>
          <div class="actions">
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(created.key).then(
                  () => toast('Copied.'),
                  () => toast('The browser does not let it be copied: select it.', { bad: true }),
                )
              }
            >
              Copy it
            </Button>
            <Button kind="quiet" onClick={() => setCreated(null)}>
              I have it
            </Button>
          </div>
        </Note>
      )}
      <Loaded of={keys}>
        {({ api_keys }) =>
          api_keys.length === 0 ? (
            <p class="muted">You have none. A key lets a program in without your password.</p>
          ) : (
            <Table
              caption="Your keys"
              hideCaption
              cards
              rows={api_keys}
              keyOf={({ id }) => id}
              columns={[
                { id: 'name', title: 'Name', heading: true, cell: ({ name }) => name ?? '–' },
                { id: 'prefix', title: 'Begins with', cell: ({ prefix }) => <code>{prefix}</code> },
                {
                  id: 'scopes',
                  title: 'May',
                  cell: ({ scopes }) => (
                    <span class="row">
                      {scopes.map((scope) => (
                        <Badge key={scope}>{scope}</Badge>
                      ))}
                    </span>
                  ),
                },
                { id: 'expires', title: 'Good until', cell: ({ expires_at }) => instant(expires_at) },
                { id: 'used', title: 'Last used', cell: ({ last_used_at }) => instant(last_used_at) },
                {
                  id: 'revoke',
                  title: 'Revoke',
                  cell: (key) => (
                    <Button small kind="danger" onClick={() => void revoke(key)}>
                      Revoke<span class="visually-hidden"> {key.name}</span>
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <NewKey
        mayAdminister={mayAdminister}
        onCreated={(key) => {
          setCreated(key);
          keys.reload();
        }}
      />
    </>
  );
};
