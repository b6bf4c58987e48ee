import type { Problem } from '../../api/problem.ts';
import type { Difference, Preview, Question, RunStatus } from '../../api/types.ts';
import { emptyForm, type ImportForm } from './form.ts';

export type OpenQuestion = Question | Difference['questions'][number];

/** A portfolio that an import has made, or brought up to date. */
export type Imported = { readonly portfolioId: string; readonly name: string };

/**
 * Where an import stands. A file that is wrong (`validation_error`: mend the file) and a calculation that is wrong
 * (`failed`: calculate again) are different places, and never the same screen.
 */
export type Step =
  | { readonly at: 'idle' }
  | { readonly at: 'checking'; readonly fileName: string }
  /** The file as a whole was refused, or rows of it are wrong: then there is a preview that lists them. */
  | { readonly at: 'validation_error'; readonly problem: Problem | null; readonly preview: Preview | null }
  /** The file leaves open what only a person can say. */
  | {
      readonly at: 'questions';
      readonly preview: Preview;
      readonly answering: boolean;
      readonly problem: Problem | null;
    }
  | { readonly at: 'preview'; readonly preview: Preview; readonly problem: Problem | null }
  | { readonly at: 'submitting'; readonly preview: Preview }
  /** A newer file that is what is held already. */
  | { readonly at: 'unchanged' }
  | { readonly at: 'processing'; readonly imported: readonly Imported[]; readonly run: RunStatus | null }
  | { readonly at: 'success' | 'partial'; readonly imported: readonly Imported[]; readonly run: RunStatus }
  | { readonly at: 'failed'; readonly imported: readonly Imported[]; readonly run: RunStatus };

export type ImportState = {
  /** What the person typed: no step loses it. */
  readonly form: ImportForm;
  readonly step: Step;
  /** Names the command that would be sent now: the same until what it says has changed. */
  readonly commandKey: string;
};

export type ImportEvent =
  | { readonly type: 'file chosen'; readonly fileName: string }
  | { readonly type: 'checked'; readonly preview: Preview }
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'form changed'; readonly form: ImportForm; readonly commandKey: string }
  | { readonly type: 'answering' }
  | { readonly type: 'submitted' }
  | { readonly type: 'imported'; readonly imported: readonly Imported[] }
  | { readonly type: 'nothing to import' }
  | { readonly type: 'progressed'; readonly run: RunStatus }
  | { readonly type: 'calculation requested' }
  | { readonly type: 'started over'; readonly commandKey: string };

export const initialImport = (commandKey: string): ImportState => ({
  form: emptyForm,
  step: { at: 'idle' },
  commandKey,
});

/** On a page that was loaded again while, or after, the portfolio was calculated. */
export const resumedImport = (imported: readonly Imported[]): ImportState => ({
  form: emptyForm,
  step: { at: 'processing', imported, run: null },
  commandKey: '',
});

/**
 * Of a new portfolio the accounts are chosen with their names. A newer file of a portfolio asks for a date only where its
 * difference does: what is held has its dates.
 */
export const openQuestions = ({ questions, difference, portfolio_id }: Preview): readonly OpenQuestion[] => [
  ...questions.filter(({ id }) => id !== (portfolio_id === null ? 'accounts' : 'entry_date')),
  ...(difference?.questions ?? []),
];

const afterReading = (preview: Preview): Step => {
  if (preview.total_errors > 0) return { at: 'validation_error', problem: null, preview };
  if (openQuestions(preview).length > 0) return { at: 'questions', preview, answering: false, problem: null };
  return { at: 'preview', preview, problem: null };
};

const afterProgress = (imported: readonly Imported[], run: RunStatus): Step => {
  switch (run.status) {
    case 'completed':
      return { at: 'success', imported, run };
    case 'partial':
      return { at: 'partial', imported, run };
    case 'failed':
      return { at: 'failed', imported, run };
    case 'running':
    case 'not_found':
      return { at: 'processing', imported, run };
    default:
      return run.status satisfies never;
  }
};

const afterRefusal = (step: Step, problem: Problem): Step => {
  switch (step.at) {
    case 'checking':
      return { at: 'validation_error', problem, preview: null };
    case 'questions':
      return { ...step, answering: false, problem };
    case 'submitting':
    case 'preview':
      return { at: 'preview', preview: step.preview, problem };
    default:
      return step;
  }
};

/** What does not belong to the step it arrives in is late, and changes nothing. */
export const importReducer = (state: ImportState, event: ImportEvent): ImportState => {
  const { step } = state;
  const to = (next: Step): ImportState => ({ ...state, step: next });
  switch (event.type) {
    case 'file chosen':
      return step.at === 'submitting' || step.at === 'processing'
        ? state
        : to({ at: 'checking', fileName: event.fileName });
    case 'checked':
      return step.at === 'checking' || step.at === 'questions' ? to(afterReading(event.preview)) : state;
    case 'refused':
      return to(afterRefusal(step, event.problem));
    case 'form changed':
      return step.at === 'submitting' ? state : { ...state, form: event.form, commandKey: event.commandKey };
    case 'answering':
      return step.at === 'questions' ? to({ ...step, answering: true, problem: null }) : state;
    case 'submitted':
      return step.at === 'preview' ? to({ at: 'submitting', preview: step.preview }) : state;
    case 'imported':
      return step.at === 'submitting' ? to({ at: 'processing', imported: event.imported, run: null }) : state;
    case 'nothing to import':
      return step.at === 'submitting' ? to({ at: 'unchanged' }) : state;
    case 'progressed':
      return 'imported' in step ? to(afterProgress(step.imported, event.run)) : state;
    case 'calculation requested':
      return 'imported' in step ? to({ at: 'processing', imported: step.imported, run: null }) : state;
    case 'started over':
      return step.at === 'submitting'
        ? state
        : { ...state, step: { at: 'idle' }, commandKey: event.commandKey };
    default:
      return event satisfies never;
  }
};
