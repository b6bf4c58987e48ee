import { useState } from 'preact/hooks';
import { entryErrorsOf } from '../../../api/entry-errors.ts';
import type { PriceReport } from '../../../api/operations.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Button } from '../../../components/button.tsx';
import { Labelled } from '../../../components/field.tsx';
import { count, counted, day, grouped } from '../../../components/format.ts';
import { Note } from '../../../components/note.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ProblemNote } from '../../../components/problem-note.tsx';
import { Table } from '../../../components/table.tsx';
import { ask } from '../orders.tsx';

const PATH = '/api/v1/admin/prices/upload';

const formOf = (file: File, reason: string, dryRun: boolean): FormData => {
  const form = new FormData();
  form.set('reason', reason);
  form.set('dry_run', String(dryRun));
  form.set('csv_file', file);
  return form;
};

const Report = ({ report }: { readonly report: PriceReport }) => (
  <Table
    caption={`${counted(report.prices, 'price')} of ${counted(report.symbols.length, 'symbol')}`}
    cards
    pageSize={50}
    rows={report.symbols}
    keyOf={({ symbol }) => symbol}
    columns={[
      { id: 'symbol', title: 'Symbol', heading: true, cell: ({ symbol }) => symbol },
      { id: 'added', title: 'New', right: true, cell: ({ added }) => count(added) },
      { id: 'unchanged', title: 'As they are', right: true, cell: ({ unchanged }) => count(unchanged) },
      {
        id: 'restated',
        title: 'Different',
        cell: ({ restated }) =>
          restated.length === 0 ? (
            '0'
          ) : (
            <details>
              <summary>{counted(restated.length, 'price')}</summary>
              <ul class="bullets small">
                {restated.map(({ date, before, after }) => (
                  <li key={date}>
                    {day(date)}: {grouped(before)} → {grouped(after)}
                  </li>
                ))}
              </ul>
            </details>
          ),
      },
    ]}
  />
);

/** Prices that the provider lacks or has wrong: looked at first, and then taken. */
export const PriceUpload = () => {
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<PriceReport | null>(null);
  const { problem, sending, send } = useCommand<PriceReport>();
  const look = async (chosen: File): Promise<void> => {
    const answer = await send(PATH, { method: 'POST', body: formOf(chosen, 'looked at first', true) });
    setReport(answer.ok ? answer.value : null);
  };
  return (
    <Panel title="Bring prices">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null && !sending) void look(file);
        }}
      >
        <Labelled
          label="File of prices"
          hint="A CSV with the columns symbol, date and close, and any of adjusted_close and split_factor. All of it is taken, or nothing."
        >
          {(described) => (
            <input
              {...described}
              class="input"
              type="file"
              required
              accept=".csv,text/csv"
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0] ?? null);
                setReport(null);
              }}
            />
          )}
        </Labelled>
        <div class="actions">
          <Button kind="primary" type="submit" busy={sending}>
            Show what would change
          </Button>
        </div>
      </form>
      {problem === null ? null : (
        <ProblemNote problem={problem} title="The file was not taken">
          <ul class="bullets">
            {entryErrorsOf(problem).map(({ message }, line) => (
              <li key={line}>{message}</li>
            ))}
          </ul>
        </ProblemNote>
      )}
      {report === null || file === null ? null : (
        <div class="stack">
          {report.dry_run ? null : (
            <Note tone="good" title="The prices are taken">
              <p>
                {report.batch_id === null
                  ? 'Nothing has to be calculated again, or a batch is under way that will do it.'
                  : 'What rests on them is being calculated again.'}
              </p>
            </Note>
          )}
          <Report report={report} />
          {report.dry_run ? (
            <div class="actions">
              <Button
                kind="danger"
                onClick={() =>
                  ask<PriceReport>({
                    title: 'Take these prices?',
                    what: (
                      <p>
                        {counted(report.prices, 'price')} of {file.name} are recorded. The provider does not
                        replace them, and what rests on them is calculated again.
                      </p>
                    ),
                    verb: 'Take them',
                    danger: true,
                    path: PATH,
                    body: (reason) => formOf(file, reason, false),
                    done: 'The prices are taken.',
                    onDone: setReport,
                  })
                }
              >
                Take these prices
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </Panel>
  );
};
