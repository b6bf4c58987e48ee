import type { Step } from './machine.ts';

const STEPS = ['File', 'Questions', 'Preview', 'Calculation'] as const;

const PLACE: Readonly<Record<Step['at'], number>> = {
  idle: 0,
  checking: 0,
  validation_error: 0,
  questions: 1,
  preview: 2,
  submitting: 2,
  unchanged: 2,
  processing: 3,
  success: 3,
  partial: 3,
  failed: 3,
};

/** How far an import has come. */
export const Steps = ({ at }: { readonly at: Step['at'] }) => (
  <ol class="steps" aria-label="Steps of the import">
    {STEPS.map((name, place) => (
      <li
        key={name}
        class={place < PLACE[at] ? 'step-done' : undefined}
        aria-current={place === PLACE[at] ? 'step' : undefined}
      >
        {name}
        {place < PLACE[at] ? <span class="visually-hidden"> (done)</span> : null}
      </li>
    ))}
  </ol>
);
