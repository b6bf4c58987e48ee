import { useState } from 'preact/hooks';
import type { CreatedInvite, Invite } from '../../../api/operations.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { TextField } from '../../../components/field.tsx';
import { count, counted, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Note } from '../../../components/note.tsx';
import { ProblemNote } from '../../../components/problem-note.tsx';
import { Table } from '../../../components/table.tsx';
import { copy } from '../copy.tsx';
import { ask } from '../orders.tsx';
import { Pager } from '../pager.tsx';
import { ShortId } from '../short-id.tsx';

const PATH = '/api/v1/admin/invites';
const PAGE = 50;

const NewInvite = ({
  onCreated,
  onClose,
}: {
  readonly onCreated: (invite: CreatedInvite) => void;
  readonly onClose: () => void;
}) => {
  const [cohort, setCohort] = useState('');
  const [note, setNote] = useState('');
  const [uses, setUses] = useState('1');
  const [expires, setExpires] = useState('');
  const [code, setCode] = useState('');
  const { problem, sending, send } = useCommand<CreatedInvite>();
  const submit = async (): Promise<void> => {
    const answer = await send(PATH, {
      method: 'POST',
      body: {
        max_uses: Number(uses),
        ...(cohort === '' ? {} : { cohort }),
        ...(note === '' ? {} : { note }),
        ...(code === '' ? {} : { code }),
        ...(expires === '' ? {} : { expires_at: `${expires}T23:59:59Z` }),
      },
    });
    if (answer.ok) onCreated(answer.value);
  };
  return (
    <Dialog title="Make an invite" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!sending) void submit();
        }}
      >
        <div class="fields">
          <TextField label="How many people" inputMode="numeric" required value={uses} onValue={setUses} />
          <TextField
            label="Good until"
            type="date"
            hint="The end of the day, UTC"
            value={expires}
            onValue={setExpires}
          />
          <TextField label="Cohort" hint="Whom it is for, as a group" value={cohort} onValue={setCohort} />
          <TextField label="Note" hint="Kept for ever: name no person" value={note} onValue={setNote} />
        </div>
        <TextField
          label="Code"
          hint="8 to 200 characters; one is made when you leave it out"
          autocomplete="off"
          value={code}
          onValue={setCode}
        />
        {problem === null ? null : <ProblemNote problem={problem} title="No invite was made" />}
        <div class="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={sending}>
            Make it
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

type Uses = {
  readonly uses: readonly { readonly user_id: string; readonly used_at: string }[];
  readonly total: number;
};

const UsesOf = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const [offset, setOffset] = useState(0);
  const uses = useResource<Uses>(`${PATH}/${id}/uses`, { limit: PAGE, offset });
  return (
    <Dialog title="Who has registered with it" kind="drawer" onClose={onClose}>
      <Loaded of={uses}>
        {({ uses: all, total }) =>
          total === 0 ? (
            <p class="muted">Nobody yet.</p>
          ) : (
            <>
              <Table
                caption={counted(total, 'person', 'people')}
                rows={all}
                keyOf={({ user_id }) => user_id}
                columns={[
                  {
                    id: 'user',
                    title: 'User',
                    heading: true,
                    cell: ({ user_id }) => <ShortId id={user_id} />,
                  },
                  { id: 'at', title: 'At', cell: ({ used_at }) => instant(used_at) },
                ]}
              />
              <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
            </>
          )
        }
      </Loaded>
    </Dialog>
  );
};

const State = ({ invite: { revoked_at, uses, max_uses, expires_at } }: { readonly invite: Invite }) => {
  if (revoked_at !== null) return <Badge tone="bad">revoked</Badge>;
  if (expires_at !== null && Date.parse(expires_at) <= Date.now()) return <Badge>ended</Badge>;
  return uses >= max_uses ? <Badge>used up</Badge> : <Badge tone="good">good</Badge>;
};

const revoke = ({ invite_id, cohort }: Invite, onDone: () => void): void =>
  ask({
    title: 'Revoke this invite?',
    what: <p>Nobody registers with it any more{cohort === null ? '' : ` (${cohort})`}; who has, stays.</p>,
    verb: 'Revoke it',
    danger: true,
    path: `${PATH}/${invite_id}/revoke`,
    done: 'The invite is void.',
    onDone,
  });

export const Invites = () => {
  const [offset, setOffset] = useState(0);
  const [making, setMaking] = useState(false);
  const [created, setCreated] = useState<CreatedInvite | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const invites = useResource<{ readonly invites: readonly Invite[]; readonly total: number }>(PATH, {
    limit: PAGE,
    offset,
  });
  return (
    <>
      <div class="actions">
        <Button kind="primary" onClick={() => setMaking(true)}>
          Make an invite
        </Button>
      </div>
      {created === null ? null : (
        <Note tone="good" title="The code, now and never again" alert>
          <p class="note-code">{created.code}</p>
          <div class="actions">
            <Button onClick={() => copy(created.code)}>Copy it</Button>
            <Button kind="quiet" onClick={() => setCreated(null)}>
              I have it
            </Button>
          </div>
        </Note>
      )}
      <Loaded of={invites}>
        {({ invites: all, total }) =>
          total === 0 ? (
            <p class="muted">No invite is stored. The configured code is not among them.</p>
          ) : (
            <>
              <Table
                caption={counted(total, 'invite')}
                cards
                rows={all}
                keyOf={({ invite_id }) => invite_id}
                columns={[
                  {
                    id: 'id',
                    title: 'Invite',
                    heading: true,
                    cell: ({ invite_id }) => <ShortId id={invite_id} />,
                  },
                  { id: 'cohort', title: 'Cohort', cell: ({ cohort }) => cohort },
                  { id: 'note', title: 'Note', cell: ({ note }) => note },
                  { id: 'state', title: 'State', cell: (invite) => <State invite={invite} /> },
                  {
                    id: 'uses',
                    title: 'Used',
                    right: true,
                    cell: ({ uses, max_uses, invite_id }) => (
                      <Button small onClick={() => setShown(invite_id)}>
                        {count(uses)} of {count(max_uses)}
                        <span class="visually-hidden">: show who</span>
                      </Button>
                    ),
                  },
                  { id: 'created', title: 'Made', cell: ({ created_at }) => instant(created_at) },
                  {
                    id: 'expires',
                    title: 'Good until',
                    cell: ({ expires_at }) => (expires_at === null ? 'no end' : instant(expires_at)),
                  },
                  {
                    id: 'do',
                    title: 'Do',
                    cell: (invite) =>
                      invite.revoked_at === null ? (
                        <Button small kind="danger" onClick={() => revoke(invite, invites.reload)}>
                          Revoke<span class="visually-hidden"> {invite.cohort ?? invite.invite_id}</span>
                        </Button>
                      ) : null,
                  },
                ]}
              />
              <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
            </>
          )
        }
      </Loaded>
      {making ? (
        <NewInvite
          onClose={() => setMaking(false)}
          onCreated={(invite) => {
            setMaking(false);
            setCreated(invite);
            invites.reload();
          }}
        />
      ) : null}
      {shown === null ? null : <UsesOf id={shown} onClose={() => setShown(null)} />}
    </>
  );
};
