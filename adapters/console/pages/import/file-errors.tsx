import type { Problem } from '../../api/problem.ts';
import type { Preview } from '../../api/types.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Download } from '../../components/download.tsx';
import { count, counted } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { ChooseFile } from './choose-file.tsx';
import { type ErrorGroup, groupErrors } from './group-errors.ts';

const DUPLICATE = 'ERR_POS_023';
const MOST_LINES = 200;
const LINES_AT_ONCE = 25;

type Props = {
  readonly problem: Problem | null;
  readonly preview: Preview | null;
  readonly onFile: (file: File) => void;
  readonly onAgain: (() => void) | null;
  /** Reads the same file once more, with duplicates put together or left apart. */
  readonly onDuplicates: ((answer: 'merge' | 'keep') => void) | null;
};

const Group = ({ group: { code, fix, errors } }: { readonly group: ErrorGroup }) => (
  <Panel
    title={code === DUPLICATE ? 'Remove one of the two lines, or say what to do with both' : fix}
    aside={
      <>
        <Badge tone="bad">{counted(errors.length, 'line')}</Badge>
        <a href={`/docs/errors#${code}`} target="_blank" rel="noreferrer" class="mono">
          {code}
        </a>
      </>
    }
  >
    <Table
      caption={`Lines with ${code}`}
      hideCaption
      cards
      pageSize={LINES_AT_ONCE}
      rows={errors.slice(0, MOST_LINES)}
      keyOf={({ row, field }) => `${row} ${field}`}
      columns={[
        {
          id: 'row',
          title: 'Line',
          heading: true,
          right: true,
          cell: ({ row }) => (
            <>
              <span class="in-cards">Line </span>
              {row}
            </>
          ),
        },
        {
          id: 'symbol',
          title: 'Symbol',
          cell: ({ symbol }) => (symbol === null ? '–' : <bdi>{symbol}</bdi>),
        },
        { id: 'field', title: 'Column', cell: ({ field }) => field ?? '–' },
        {
          id: 'value',
          title: 'Value',
          cell: ({ value }) =>
            value === null || value === '' ? (
              <em>empty</em>
            ) : (
              <code>
                <bdi>{value}</bdi>
              </code>
            ),
        },
        { id: 'message', title: 'What is wrong', cell: ({ message }) => message },
      ]}
    />
    {errors.length > MOST_LINES ? (
      <p class="muted small">And {count(errors.length - MOST_LINES)} more: the file of errors has them.</p>
    ) : null}
  </Panel>
);

/** A file that cannot be imported: what to mend, line by line, and the way back in. */
export const FileErrors = ({ problem, preview, onFile, onAgain, onDuplicates }: Props) => {
  const groups = groupErrors(preview?.errors ?? []);
  return (
    <div class="stack">
      {problem === null ? null : (
        <ProblemNote
          problem={problem}
          title="The file was not read"
          {...(problem.status === 0 && onAgain !== null ? { onRetry: onAgain } : {})}
        />
      )}
      {preview === null ? null : (
        <Note tone="bad" title={`${counted(preview.total_errors, 'thing')} to mend in the file`} alert>
          <p>
            Nothing was imported: a file is taken whole or not at all. Mend it and choose it again; what you
            typed here stays.
          </p>
          <div class="actions">
            {preview.errors_csv === null ? null : (
              <Download class="button" href={preview.errors_csv}>
                Download errors.csv
              </Download>
            )}
          </div>
        </Note>
      )}
      <ChooseFile onFile={onFile} small />
      {onDuplicates !== null && groups.some(({ code }) => code === DUPLICATE) ? (
        <Note title="Lines of the same symbol and date" tone="warn">
          <p>They may be a mistake, or purchases of one day. If they are meant, say what to do with them.</p>
          <div class="actions">
            <Button onClick={() => onDuplicates('merge')}>Merge them at their average price</Button>
            <Button onClick={() => onDuplicates('keep')}>Keep them apart</Button>
          </div>
        </Note>
      ) : null}
      {groups.map((group) => (
        <Group key={group.code} group={group} />
      ))}
    </div>
  );
};
