import { useState } from 'preact/hooks';
import type { ListedUser } from '../../../api/operations.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { counted, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { session } from '../../../state/session.ts';
import { Pager } from '../pager.tsx';
import { ShortId } from '../short-id.tsx';
import { ImpersonateDialog } from './impersonate-dialog.tsx';

const PAGE = 50;
const NO_FILTER = { email: '', has_portfolio: '', created_from: '', created_to: '' };

type Found = { readonly users: readonly ListedUser[]; readonly total: number };

const given = (filter: typeof NO_FILTER): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));

export const People = () => {
  const [typed, setTyped] = useState(NO_FILTER);
  // Each look is recorded: only what somebody has asked for is looked for.
  const [filter, setFilter] = useState(NO_FILTER);
  const [offset, setOffset] = useState(0);
  const [actAs, setActAs] = useState<ListedUser | null>(null);
  const users = useResource<Found>('/api/v1/admin/users', { ...given(filter), limit: PAGE, offset });
  const me = session.value.state === 'in' ? session.value.user.id : null;
  const set = (field: keyof typeof NO_FILTER) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setFilter(typed);
          setOffset(0);
        }}
      >
        <div class="fields">
          <TextField
            label="E-mail contains"
            type="search"
            maxLength={254}
            value={typed.email}
            onValue={set('email')}
          />
          <SelectField
            label="Portfolio"
            value={typed.has_portfolio}
            onValue={set('has_portfolio')}
            options={[
              { value: '', label: 'With or without' },
              { value: 'true', label: 'With one' },
              { value: 'false', label: 'Without' },
            ]}
          />
          <TextField
            label="Registered from"
            type="date"
            value={typed.created_from}
            onValue={set('created_from')}
          />
          <TextField label="to" type="date" value={typed.created_to} onValue={set('created_to')} />
        </div>
        <div class="actions">
          <Button kind="primary" type="submit">
            Find
          </Button>
        </div>
      </form>
      <Loaded of={users}>
        {({ users: all, total }) =>
          total === 0 ? (
            <p class="muted">Nobody is like that.</p>
          ) : (
            <>
              <Table
                caption={counted(total, 'person', 'people')}
                cards
                rows={all}
                keyOf={({ user_id }) => user_id}
                columns={[
                  { id: 'email', title: 'E-mail', heading: true, cell: ({ email }) => email },
                  { id: 'name', title: 'Name', cell: ({ full_name }) => full_name },
                  { id: 'id', title: 'Id', cell: ({ user_id }) => <ShortId id={user_id} /> },
                  {
                    id: 'portfolio',
                    title: 'Portfolio',
                    cell: ({ has_portfolio }) =>
                      has_portfolio ? <Badge tone="good">has one</Badge> : <Badge>none</Badge>,
                  },
                  { id: 'created', title: 'Registered', cell: ({ created_at }) => instant(created_at) },
                  {
                    id: 'do',
                    title: 'Do',
                    cell: (user) => (
                      <span class="row">
                        {user.user_id === me ? (
                          <span class="muted small">you</span>
                        ) : (
                          <Button small onClick={() => setActAs(user)}>
                            Act as<span class="visually-hidden"> {user.email}</span>
                          </Button>
                        )}
                        {user.has_portfolio ? (
                          <a class="button button-small" href={`/operations/restate?user=${user.user_id}`}>
                            Restate<span class="visually-hidden"> {user.email}</span>
                          </a>
                        ) : null}
                      </span>
                    ),
                  },
                ]}
              />
              <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
            </>
          )
        }
      </Loaded>
      {actAs === null ? null : <ImpersonateDialog user={actAs} onClose={() => setActAs(null)} />}
    </>
  );
};
