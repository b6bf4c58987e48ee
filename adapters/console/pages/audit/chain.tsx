import { useState } from 'preact/hooks';
import type { ChainLink, ChainVerification } from '../../api/audit.ts';
import { useCommand } from '../../api/use-command.ts';
import { useResource } from '../../api/use-resource.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { count } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { actingAs } from '../../state/acting-as.ts';
import { session } from '../../state/session.ts';

const PROBLEMS: Readonly<Record<NonNullable<ChainVerification['problem']>, string>> = {
  changed: 'the event there is another than the one that was chained',
  missing: 'an event that was chained is gone',
  inserted: 'an event came in between that was never chained',
  unchained: 'events after it were chained, and it was not',
  'not-as-noted': 'the chain there is another than you noted',
};

const Link = ({ link: { position, hash } }: { readonly link: ChainLink }) => (
  <dl class="facts small">
    <dt>Position</dt>
    <dd>
      <code class="whole">{position}</code>
    </dd>
    <dt>Hash</dt>
    <dd>
      <code class="whole">{hash}</code>
    </dd>
  </dl>
);

const Result = ({ found }: { readonly found: ChainVerification }) =>
  found.status === 'intact' ? (
    <Note tone="good" title="The chain is intact">
      <p>
        {count(found.events)} events were computed anew and are what they were when they were written
        {found.unchained > 0 ? `; ${found.unchained} of a moment ago are not chained yet` : ''}. Its head:
      </p>
      <Link link={found.head} />
    </Note>
  ) : (
    <Note tone="bad" title={`The chain is broken at position ${found.first_bad_position ?? '–'}`}>
      <p>
        {found.problem === null ? 'Something is wrong there' : PROBLEMS[found.problem]}. {count(found.events)}{' '}
        events before it are as they were.
      </p>
      <Link link={found.head} />
    </Note>
  );

const Verify = () => {
  const head = useResource<ChainLink>('/api/v1/admin/audit/chain-head');
  const { problem, sending, send } = useCommand<ChainVerification>();
  const [found, setFound] = useState<ChainVerification | null>(null);
  const [position, setPosition] = useState('');
  const [hash, setHash] = useState('');
  const verify = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    setFound(null);
    const noted = position.trim() !== '' || hash.trim() !== '';
    const answer = await send('/api/v1/admin/audit/verify-chain', {
      method: 'POST',
      body: noted ? { expect: { position: position.trim(), hash: hash.trim().toLowerCase() } } : {},
    });
    if (!answer.ok) return;
    setFound(answer.value);
    head.reload();
  };
  return (
    <>
      <section class="stack-tight">
        <h3>The chain’s head, to note down</h3>
        <Loaded of={head} lines={2}>
          {(link) => <Link link={link} />}
        </Loaded>
        <p class="muted small">
          Kept outside the database it shows one day whether the log was rewritten up to here.
        </p>
      </section>
      <form class="stack" onSubmit={(event) => void verify(event)}>
        <details>
          <summary>Compare with a head that you noted</summary>
          <div class="fields">
            <TextField label="Position" inputMode="numeric" value={position} onValue={setPosition} />
            <TextField label="Hash" value={hash} onValue={setHash} />
          </div>
        </details>
        <div class="actions">
          <Button type="submit" kind="primary" busy={sending}>
            Verify the chain
          </Button>
        </div>
      </form>
      {problem === null ? null : <ProblemNote problem={problem} title="It could not be verified" />}
      <div role="status">{found === null ? null : <Result found={found} />}</div>
    </>
  );
};

/** Whether the log is what it was: computed anew by whoever may read all of it. */
export const Chain = () => {
  const current = session.value;
  const mayVerify = current.state === 'in' && current.user.is_superuser && actingAs.value === null;
  return (
    <Panel title="Hash chain">
      <p>
        Each event is chained to the one before it by SHA-256: none can be changed, removed or slipped in
        without every hash after it being another.
      </p>
      {mayVerify ? (
        <Verify />
      ) : (
        <p class="muted">
          It goes through the events of everybody, so that whoever runs the service verifies it. Your own
          export has each of your events with its hash: keep one, and a later one must say the same.
        </p>
      )}
    </Panel>
  );
};
