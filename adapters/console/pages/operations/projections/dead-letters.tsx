import { useState } from 'preact/hooks';
import type { DeadLetter } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Empty } from '../../../components/empty.tsx';
import { instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { ask } from '../orders.tsx';
import { ShortId } from '../short-id.tsx';

const PATH = '/api/v1/admin/dead-letters';

const replay = ({ dead_letter_id, topic }: DeadLetter, onDone: () => void): void =>
  ask({
    title: 'Send it on its way again?',
    what: (
      <p>
        {topic === 'calculations'
          ? 'The portfolio is calculated again, as a new run.'
          : 'The message is sent again as it was.'}{' '}
        What it died of should be mended first.
      </p>
    ),
    verb: 'Replay',
    path: `${PATH}/${dead_letter_id}/replay`,
    body: (reason) => ({ reason }),
    done: 'It is on its way again.',
    onDone,
  });

const Letter = ({ letter, onClose }: { readonly letter: DeadLetter; readonly onClose: () => void }) => (
  <Dialog title="A dead letter" kind="drawer" onClose={onClose}>
    <p class="loss">{letter.error}</p>
    <dl class="facts small">
      <dt>Topic</dt>
      <dd>{letter.topic}</dd>
      <dt>Type</dt>
      <dd>{letter.type}</dd>
      <dt>Key</dt>
      <dd>
        <code>{letter.key}</code>
      </dd>
      <dt>Message</dt>
      <dd>
        <code>{letter.message_id}</code>
      </dd>
      <dt>Died</dt>
      <dd>{instant(letter.died_at)}</dd>
      {letter.replayed === null ? null : (
        <>
          <dt>Replayed</dt>
          <dd>
            {instant(letter.replayed.at)} by <ShortId id={letter.replayed.actor.id} />:{' '}
            {letter.replayed.reason}
          </dd>
        </>
      )}
    </dl>
    <h3>What it says</h3>
    <pre class="formula">{JSON.stringify(letter.payload, null, 2)}</pre>
  </Dialog>
);

type Letters = { readonly waiting: number; readonly dead_letters: readonly DeadLetter[] };

/** Work that failed so often that it was given up. */
export const DeadLetters = () => {
  const letters = useRefreshed<Letters>(PATH);
  const [open, setOpen] = useState<DeadLetter | null>(null);
  return (
    <Loaded of={letters}>
      {({ waiting, dead_letters: all }) => (
        <>
          {all.length === 0 ? (
            <Empty title="No dead letters">
              <p class="muted">
                Work that fails again and again is put here instead of being tried for ever.
              </p>
            </Empty>
          ) : (
            <Table
              caption={`${waiting} wait for somebody`}
              cards
              rows={all}
              keyOf={({ dead_letter_id }) => dead_letter_id}
              columns={[
                { id: 'topic', title: 'Topic', heading: true, cell: ({ topic }) => topic },
                { id: 'type', title: 'Type', cell: ({ type }) => type },
                { id: 'key', title: 'Key', cell: ({ key }) => <ShortId id={key} /> },
                { id: 'error', title: 'Died of', cell: ({ error }) => error },
                {
                  id: 'died',
                  title: 'Died',
                  sortBy: ({ died_at }) => died_at,
                  cell: ({ died_at }) => instant(died_at),
                },
                {
                  id: 'state',
                  title: 'State',
                  cell: ({ replayed }) =>
                    replayed === null ? <Badge tone="bad">waits</Badge> : <Badge tone="good">replayed</Badge>,
                },
                {
                  id: 'actions',
                  title: 'Do',
                  cell: (letter) => (
                    <span class="row">
                      <Button small onClick={() => setOpen(letter)}>
                        Show<span class="visually-hidden"> {letter.message_id}</span>
                      </Button>
                      {letter.replayed === null ? (
                        <Button small kind="primary" onClick={() => replay(letter, letters.reload)}>
                          Replay<span class="visually-hidden"> {letter.message_id}</span>
                        </Button>
                      ) : null}
                    </span>
                  ),
                },
              ]}
            />
          )}
          {open === null ? null : <Letter letter={open} onClose={() => setOpen(null)} />}
        </>
      )}
    </Loaded>
  );
};
