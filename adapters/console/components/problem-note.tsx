import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Note } from './note.tsx';

type Props = {
  readonly problem: Problem;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly children?: ComponentChildren;
};

/** What went wrong, what to do about it, its code, and where that is explained. */
export const ProblemNote = ({ problem, title, onRetry, children }: Props) => (
  <Note tone="bad" title={title ?? 'This did not work'} alert>
    <p>{problem.message}</p>
    {children}
    <p class="note-code">
      {problem.documentationUrl === null ? (
        problem.code
      ) : (
        <a href={problem.documentationUrl} target="_blank" rel="noreferrer">
          {problem.code}: what to do
        </a>
      )}
      {problem.status >= 500 && problem.correlationId !== null ? (
        <> · quote {problem.correlationId} when you ask for help</>
      ) : null}
    </p>
    {onRetry === undefined ? null : (
      <div class="actions">
        <Button onClick={onRetry}>Try again</Button>
      </div>
    )}
  </Note>
);
