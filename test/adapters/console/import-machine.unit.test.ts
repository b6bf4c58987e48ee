import fc from 'fast-check';
import type { Problem } from '../../../adapters/console/api/problem.ts';
import type { Question } from '../../../adapters/console/api/types.ts';
import { emptyForm } from '../../../adapters/console/pages/import/form.ts';
import {
  type ImportEvent,
  type ImportState,
  importReducer,
  initialImport,
  openQuestions,
  resumedImport,
} from '../../../adapters/console/pages/import/machine.ts';
import { previewOf, runOf } from './preview.ts';

const problem: Problem = {
  status: 409,
  code: 'ERR_PORT_001',
  message: 'taken',
  details: null,
  documentationUrl: null,
  correlationId: null,
};
const imported = [{ portfolioId: 'p', name: 'Mine' }];
const form = { ...emptyForm, one: { accountName: 'Mine' } };
const wrong = previewOf({
  total_errors: 1,
  errors: [{ row: 2, symbol: null, field: null, value: null, code: 'ERR_POS_001', message: '', fix: '' }],
});
const open = previewOf({ questions: [{ id: 'entry_date', message: '', rows: 3 }] });

const EVENTS: readonly ImportEvent[] = [
  { type: 'file chosen', fileName: 'a.csv' },
  { type: 'checked', preview: previewOf() },
  { type: 'checked', preview: wrong },
  { type: 'checked', preview: open },
  { type: 'refused', problem },
  { type: 'form changed', form, commandKey: 'k2' },
  { type: 'answering' },
  { type: 'submitted' },
  { type: 'imported', imported },
  { type: 'nothing to import' },
  { type: 'progressed', run: runOf({ status: 'running' }) },
  { type: 'progressed', run: runOf({ status: 'completed' }) },
  { type: 'progressed', run: runOf({ status: 'partial' }) },
  { type: 'progressed', run: runOf({ status: 'failed' }) },
  { type: 'calculation requested' },
  { type: 'started over', commandKey: 'k3' },
];

const given = (...events: readonly ImportEvent[]): ImportState =>
  events.reduce(importReducer, initialImport('k1'));

describe('an import in the console', () => {
  it('goes from the file over the preview and the calculation to success', () => {
    const states = [
      given({ type: 'file chosen', fileName: 'a.csv' }),
      given({ type: 'file chosen', fileName: 'a.csv' }, { type: 'checked', preview: previewOf() }),
      given(...EVENTS.slice(0, 2), { type: 'submitted' }),
      given(...EVENTS.slice(0, 2), { type: 'submitted' }, { type: 'imported', imported }),
      given(
        ...EVENTS.slice(0, 2),
        { type: 'submitted' },
        { type: 'imported', imported },
        { type: 'progressed', run: runOf({ status: 'completed' }) },
      ),
    ];
    expect(states.map(({ step }) => step.at)).toEqual([
      'checking',
      'preview',
      'submitting',
      'processing',
      'success',
    ]);
  });

  it('stops at the errors of a file, with the preview that lists them', () => {
    const { step } = given({ type: 'file chosen', fileName: 'a.csv' }, { type: 'checked', preview: wrong });
    expect(step).toEqual({ at: 'validation_error', problem: null, preview: wrong });
  });

  it('asks what the file leaves open before it shows the preview', () => {
    const asked = given({ type: 'file chosen', fileName: 'a.csv' }, { type: 'checked', preview: open });
    expect(asked.step.at).toBe('questions');
    const answered = [{ type: 'answering' }, { type: 'checked', preview: previewOf() }] as const;
    expect(answered.reduce(importReducer, asked).step.at).toBe('preview');
  });

  it('keeps the question and says why, when an answer is refused', () => {
    const { step } = given(
      { type: 'file chosen', fileName: 'a.csv' },
      { type: 'checked', preview: open },
      { type: 'answering' },
      { type: 'refused', problem },
    );
    expect(step).toEqual({ at: 'questions', preview: open, answering: false, problem });
  });

  it('comes back to the preview with the form as it was, when the names are refused', () => {
    const { step, form: kept } = given(
      { type: 'file chosen', fileName: 'a.csv' },
      { type: 'checked', preview: previewOf() },
      { type: 'form changed', form, commandKey: 'k2' },
      { type: 'submitted' },
      { type: 'refused', problem },
    );
    expect(step).toMatchObject({ at: 'preview', problem: { code: 'ERR_PORT_001' } });
    expect(kept).toBe(form);
  });

  it('takes no second submission, and no other file, while one is under way', () => {
    const submitting = given(
      { type: 'file chosen', fileName: 'a.csv' },
      { type: 'checked', preview: previewOf() },
      { type: 'submitted' },
    );
    for (const event of [
      { type: 'submitted' },
      { type: 'file chosen', fileName: 'b.csv' },
      { type: 'started over', commandKey: 'k9' },
      { type: 'form changed', form, commandKey: 'k9' },
    ] as const) {
      expect(importReducer(submitting, event)).toEqual(submitting);
    }
  });

  it('names a changed form as a new command, and an unchanged one as the same', () => {
    const changed = given({ type: 'form changed', form, commandKey: 'k2' });
    expect(changed.commandKey).toBe('k2');
    expect(given({ type: 'file chosen', fileName: 'a.csv' }).commandKey).toBe('k1');
  });

  it('goes on from a failed calculation to a new one, without the file', () => {
    const failed = importReducer(resumedImport(imported), {
      type: 'progressed',
      run: runOf({ status: 'failed' }),
    });
    expect(failed.step.at).toBe('failed');
    expect(importReducer(failed, { type: 'calculation requested' }).step).toEqual({
      at: 'processing',
      imported,
      run: null,
    });
  });

  it('loses the form in no order of events, and never shows errors of a file beside a calculation', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS)), (events) => {
        const begun = given({ type: 'form changed', form, commandKey: 'k2' });
        let state: ImportState = begun;
        for (const event of events) {
          state = importReducer(state, event);
          expect(state.form).toEqual(form);
          const isCalculation = 'imported' in state.step;
          expect(isCalculation && ('problem' in state.step || 'preview' in state.step)).toBe(false);
        }
      }),
    );
  });
});

describe('what a file leaves open', () => {
  const accounts: Question = { id: 'accounts', message: '', accounts: [] };
  const dates = { id: 'entry_date', message: '', rows: 1 } as const;

  it('of a new portfolio does not count its accounts, which are chosen with their names', () => {
    expect(openQuestions(previewOf({ questions: [accounts, dates] }))).toEqual([dates]);
  });

  it('of one that is there does not count dates that its lots have already', () => {
    const preview = previewOf({ portfolio_id: 'p', questions: [accounts, dates] });
    expect(openQuestions(preview)).toEqual([accounts]);
    const difference = {
      already_imported: null,
      opened: [],
      changed: [],
      closed: [],
      splits: [],
      unchanged: 0,
      questions: [dates],
      pending_symbols: [],
    };
    expect(openQuestions({ ...preview, questions: [dates], difference })).toEqual([dates]);
  });
});
