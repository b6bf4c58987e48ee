import { useEffect, useReducer, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type Answer, call, newCommandKey } from '../../api/client.ts';
import type { Created, ImportChanges, Preview } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { progressPath } from '../../progress-path.ts';
import { refreshPortfolios } from '../../state/portfolios.ts';
import { type Answers, formFields, needsFile } from './answers.ts';
import { ChooseFile } from './choose-file.tsx';
import { DifferenceView } from './difference-view.tsx';
import { FileErrors } from './file-errors.tsx';
import { FileSummary } from './file-summary.tsx';
import { bodyOf } from './form.ts';
import { type Imported, importReducer, initialImport, openQuestions } from './machine.ts';
import { NamesForm } from './names-form.tsx';
import { PositionsTable } from './positions-table.tsx';
import { formFieldOf } from './problem-fields.ts';
import { Questions } from './questions.tsx';
import { Steps } from './steps.tsx';

type CreateAnswer = Created | { readonly portfolios: readonly Created[] };
type Reimported = { readonly import_id: string | null; readonly changes: ImportChanges };

const importedBy = (answer: CreateAnswer): readonly Imported[] =>
  ('portfolios' in answer ? answer.portfolios : [answer]).map(({ portfolio_id, portfolio_name }) => ({
    portfolioId: portfolio_id,
    name: portfolio_name,
  }));

/** Keeps the preview in the address, so that a reload goes on with it. */
const rememberPreview = (previewId: string | null): void => {
  const url = new URL(location.href);
  if (previewId === null) url.searchParams.delete('preview');
  else url.searchParams.set('preview', previewId);
  history.replaceState(history.state, '', url);
};

const hasChanges = ({ opened, changed, closed }: ImportChanges): boolean =>
  opened.length + changed.length + closed.length > 0;

/** An import from the choice of a file to the calculation of what it brought: into a new portfolio, or into one there is. */
export const ImportFlow = ({ portfolioId }: { readonly portfolioId: string | null }) => {
  const { query, route } = useLocation();
  const [state, dispatch] = useReducer(importReducer, null, () => initialImport(newCommandKey()));
  const file = useRef<File | null>(null);
  const said = useRef<Answers>({});
  const leaving = useRef(new AbortController());
  const { step, form, commandKey } = state;

  const arrived = (answer: Answer<Preview>): void => {
    if (answer.ok) {
      rememberPreview(answer.value.preview_id);
      dispatch({ type: 'checked', preview: answer.value });
    } else dispatch({ type: 'refused', problem: answer.error });
  };

  /** Whoever has left the page waits for nothing any more. */
  const unlessLeft = async (work: () => Promise<void>): Promise<void> => {
    const { signal } = leaving.current;
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };

  const sendFile = (): Promise<void> =>
    unlessLeft(async () => {
      if (file.current === null) return;
      const body = new FormData();
      if (portfolioId !== null) body.set('portfolio_id', portfolioId);
      for (const [name, value] of formFields(said.current)) body.set(name, value);
      body.set('csv_file', file.current);
      const { signal } = leaving.current;
      arrived(await call<Preview>('/api/v1/onboarding/preview', { method: 'POST', body, signal }));
    });

  const choose = (chosen: File): void => {
    file.current = chosen;
    said.current = {};
    dispatch({ type: 'file chosen', fileName: chosen.name });
    void sendFile();
  };

  const readAgain = (answers: Answers): void => {
    said.current = { ...said.current, ...answers };
    dispatch({ type: 'file chosen', fileName: file.current?.name ?? '' });
    void sendFile();
  };

  const answer = (preview: Preview, answers: Answers): void => {
    if (needsFile(answers) && file.current !== null) {
      readAgain(answers);
      return;
    }
    said.current = { ...said.current, ...answers };
    dispatch({ type: 'answering' });
    void unlessLeft(async () => {
      arrived(
        await call<Preview>(`/api/v1/onboarding/previews/${preview.preview_id}/answers`, {
          method: 'PUT',
          body: said.current,
          signal: leaving.current.signal,
        }),
      );
    });
  };

  const submit = async (preview: Preview): Promise<void> => {
    dispatch({ type: 'submitted' });
    const command = { method: 'POST', idempotencyKey: commandKey } as const;
    if (portfolioId === null) {
      const created = await call<CreateAnswer>('/api/v1/onboarding/create-portfolio', {
        ...command,
        body: bodyOf(form, preview),
      });
      if (created.ok) dispatch({ type: 'imported', imported: importedBy(created.value) });
      else dispatch({ type: 'refused', problem: created.error });
      return;
    }
    const applied = await call<Reimported>(`/api/v1/portfolios/${portfolioId}/imports`, {
      ...command,
      body: { preview_id: preview.preview_id },
    });
    if (!applied.ok) dispatch({ type: 'refused', problem: applied.error });
    else if (applied.value.import_id === null) dispatch({ type: 'nothing to import' });
    else dispatch({ type: 'imported', imported: [{ portfolioId, name: '' }] });
  };

  const startOver = (): void => {
    file.current = null;
    said.current = {};
    rememberPreview(null);
    dispatch({ type: 'started over', commandKey: newCommandKey() });
  };

  // A page that is loaded again goes on with the preview that its address names.
  useEffect(() => {
    const { preview } = query;
    const controller = new AbortController();
    leaving.current = controller;
    if (preview !== undefined && /^[0-9a-f-]{36}$/i.test(preview)) {
      dispatch({ type: 'file chosen', fileName: 'the file of before' });
      void unlessLeft(async () => {
        arrived(await call<Preview>(`/api/v1/onboarding/previews/${preview}`, { signal: controller.signal }));
      });
    }
    return () => controller.abort();
  }, []);

  // The calculation has a page of its own, which a reload finds again.
  useEffect(() => {
    if (step.at !== 'processing') return;
    void refreshPortfolios();
    route(progressPath(step.imported.map((one) => one.portfolioId)), true);
  }, [step, route]);

  return (
    <>
      <Steps at={step.at} />
      {step.at === 'idle' ? (
        <div class="stack">
          <ChooseFile onFile={choose} />
          <p class="muted">
            No file at hand?{' '}
            <a href="/api/v1/onboarding/csv-template" download>
              Download our template
            </a>
            : twelve columns, explained, with rows that import as they are.
          </p>
        </div>
      ) : null}
      {step.at === 'checking' ? (
        <Panel title={`Reading ${step.fileName} …`}>
          <Skeleton lines={5} label="The file is being read" />
        </Panel>
      ) : null}
      {step.at === 'validation_error' ? (
        <FileErrors
          problem={step.problem}
          preview={step.preview}
          onFile={choose}
          onAgain={file.current === null ? null : () => readAgain({})}
          onDuplicates={file.current === null ? null : (on_duplicate) => readAgain({ on_duplicate })}
        />
      ) : null}
      {step.at === 'questions' ? (
        <>
          {step.preview.accounts.length === 0 ? null : <FileSummary preview={step.preview} />}
          <Questions
            key={openQuestions(step.preview)
              .map(({ id }) => id)
              .join(' ')}
            onStartOver={startOver}
            preview={step.preview}
            answering={step.answering}
            problem={step.problem}
            said={said.current}
            onAnswers={(answers) => answer(step.preview, answers)}
          />
          {step.problem?.code === 'ERR_IMPORT_003' || file.current === null ? (
            <ChooseFile onFile={choose} small />
          ) : null}
        </>
      ) : null}
      {step.at === 'preview' || step.at === 'submitting' ? (
        <>
          <FileSummary preview={step.preview} />
          {step.at === 'preview' && step.problem !== null && formFieldOf(step.problem.code) === null ? (
            <ProblemNote problem={step.problem} title="Nothing was imported" />
          ) : null}
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (step.at === 'preview') void submit(step.preview);
            }}
          >
            {portfolioId === null ? (
              <Panel title="What is it called, and what is it worth?">
                <NamesForm
                  form={form}
                  preview={step.preview}
                  problem={step.at === 'preview' ? step.problem : null}
                  onChange={(changed) =>
                    dispatch({ type: 'form changed', form: changed, commandKey: newCommandKey() })
                  }
                />
              </Panel>
            ) : null}
            {step.preview.difference === null ? null : (
              <Panel title="How the file differs from what is held">
                {step.preview.difference.already_imported === null ? null : (
                  <Note title="This very file was imported before" tone="warn" />
                )}
                {hasChanges(step.preview.difference) ? (
                  <DifferenceView
                    changes={step.preview.difference}
                    caption={`${step.preview.difference.unchanged} lots stay as they are`}
                  />
                ) : (
                  <p>In nothing: all {step.preview.difference.unchanged} lots are as they are held.</p>
                )}
              </Panel>
            )}
            <div class="actions">
              <Button type="submit" kind="primary" busy={step.at === 'submitting'}>
                {portfolioId === null ? 'Import and calculate' : 'Apply and calculate'}
              </Button>
              <Button kind="quiet" onClick={startOver} disabled={step.at === 'submitting'}>
                Start again with another file
              </Button>
            </div>
          </form>
          <PositionsTable preview={step.preview} key={step.preview.preview_id} />
        </>
      ) : null}
      {step.at === 'unchanged' ? (
        <Note tone="good" title="The file changes nothing">
          <p>The portfolio holds exactly what the file says. Nothing was written down.</p>
          <div class="actions">
            <a class="button button-primary" href={`/portfolios/${portfolioId}`}>
              Back to the portfolio
            </a>
            <Button onClick={startOver}>Choose another file</Button>
          </div>
        </Note>
      ) : null}
    </>
  );
};
