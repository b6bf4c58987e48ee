import { useState } from 'preact/hooks';
import type { Import, RevertPreview } from '../../api/audit.ts';
import { useCommand } from '../../api/use-command.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Empty } from '../../components/empty.tsx';
import { TextField } from '../../components/field.tsx';
import { counted, instant } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { toast } from '../../components/toast.tsx';
import { mayEdit } from '../../state/may-edit.ts';

type Props = { readonly portfolioId: string; readonly onReverted: () => void };
type Lots = RevertPreview['removed'];

const NAMED = 40;

const LotList = ({ title, lots }: { readonly title: string; readonly lots: Lots }) =>
  lots.length === 0 ? null : (
    <section class="stack-tight">
      <h3>
        {title} ({lots.length})
      </h3>
      <p class="number-wrap">
        {lots
          .slice(0, NAMED)
          .map(({ symbol }) => symbol)
          .join(', ')}
        {lots.length > NAMED ? ` and ${lots.length - NAMED} more` : ''}
      </p>
    </section>
  );

const RevertDialog = ({
  portfolioId,
  of: { import_id, imported_at },
  onDone,
  onClose,
}: {
  readonly portfolioId: string;
  readonly of: Import;
  readonly onDone: (message: string) => void;
  readonly onClose: () => void;
}) => {
  const path = `/api/v1/portfolios/${portfolioId}/imports/${import_id}/revert`;
  const preview = useResource<RevertPreview>(path, {}, { now: true });
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const { problem, sending, send } = useCommand<{ readonly message: string }>();
  const revert = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (sending || preview.etag === null) return;
    const why = reason.trim();
    setWrong(why === '' ? 'Say why: it is kept with what is done.' : null);
    if (why === '') return;
    const answer = await send(path, { method: 'POST', body: { reason: why }, ifMatch: preview.etag });
    if (answer.ok) onDone(answer.value.message);
    // What was shown is not what would be done any more.
    else if (answer.error.status === 412) preview.reload();
  };
  return (
    <Dialog title="Revert this import?" onClose={onClose}>
      <p>The file of {instant(imported_at)}. As one event, and a calculation follows by itself.</p>
      <Loaded of={preview} lines={4}>
        {({ removed, restored, stayed }) => (
          <form class="stack" onSubmit={(event) => void revert(event)}>
            <LotList title="Go" lots={removed} />
            <LotList title="Are again as before it" lots={restored} />
            <LotList title="Stay, as they were changed later" lots={stayed} />
            {removed.length + restored.length === 0 ? (
              <p class="muted">It would change no position.</p>
            ) : null}
            <TextField
              label="Why"
              value={reason}
              wrong={wrong}
              maxLength={500}
              onValue={setReason}
              hint="Kept with the event, for whoever asks one day."
            />
            {problem === null ? null : <ProblemNote problem={problem} title="Nothing was reverted" />}
            <div class="dialog-foot">
              <Button onClick={onClose}>Keep it</Button>
              <Button type="submit" kind="danger" busy={sending}>
                Revert it
              </Button>
            </div>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
};

/** The files that were imported, and the way back. */
export const Imports = ({ portfolioId, onReverted }: Props) => {
  const imports = useResource<{ readonly imports: readonly Import[] }>(
    `/api/v1/portfolios/${portfolioId}/imports`,
    {},
    { now: true },
  );
  const [asked, setAsked] = useState<Import | null>(null);
  const editable = mayEdit();
  return (
    <Loaded of={imports}>
      {({ imports: all }) =>
        all.length === 0 ? (
          <Empty title="No file was imported">
            <p class="muted">Its positions were entered by hand.</p>
          </Empty>
        ) : (
          <>
            <Table
              caption={counted(all.length, 'import')}
              cards
              rows={all.toReversed()}
              keyOf={({ import_id }) => import_id}
              columns={[
                {
                  id: 'at',
                  title: 'Imported',
                  heading: true,
                  cell: ({ imported_at }) => instant(imported_at),
                },
                {
                  id: 'kind',
                  title: 'File',
                  cell: ({ kind, file_sha256 }) => (
                    <>
                      {kind === 'first' ? 'The first one' : 'A newer one'}
                      <br />
                      <code class="small">{file_sha256.slice(0, 12)}…</code>
                    </>
                  ),
                },
                { id: 'brought', title: 'Brought', right: true, cell: ({ positions }) => positions },
                { id: 'changed', title: 'Changed', right: true, cell: ({ changed }) => changed },
                { id: 'closed', title: 'Closed', right: true, cell: ({ closed }) => closed },
                {
                  id: 'state',
                  title: 'State',
                  cell: ({ reverted_at, revert_reason, undone }) =>
                    reverted_at === null ? (
                      <Badge tone="good">in force</Badge>
                    ) : (
                      <>
                        <Badge tone="warn">reverted</Badge> {instant(reverted_at)}
                        <br />
                        <span class="small">
                          {undone === null
                            ? ''
                            : `${undone.removed} went, ${undone.restored} as before, ${undone.stayed} stayed. `}
                          {revert_reason === null ? '' : `Why: ${revert_reason}`}
                        </span>
                      </>
                    ),
                },
                {
                  id: 'revert',
                  title: 'Take it back',
                  cell: (row) =>
                    row.reverted_at !== null || !editable ? null : (
                      <Button small kind="danger" onClick={() => setAsked(row)}>
                        Revert…<span class="visually-hidden"> the import of {instant(row.imported_at)}</span>
                      </Button>
                    ),
                },
              ]}
            />
            {editable ? null : (
              <p class="muted small">Nothing can be reverted while a moment in the past is shown.</p>
            )}
            {asked === null ? null : (
              <RevertDialog
                portfolioId={portfolioId}
                of={asked}
                onClose={() => setAsked(null)}
                onDone={(message) => {
                  setAsked(null);
                  toast(message);
                  imports.reload();
                  onReverted();
                }}
              />
            )}
          </>
        )
      }
    </Loaded>
  );
};
