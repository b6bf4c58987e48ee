import type { ComponentChildren } from 'preact';
import type { CallOptions } from '../../api/client.ts';
import { type EntryError, entryErrorsOf } from '../../api/entry-errors.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';

type Props<Body> = {
  readonly title: string;
  readonly send: string;
  readonly danger?: boolean;
  readonly path: string;
  readonly options: () => Omit<CallOptions, 'idempotencyKey'>;
  readonly onDone: (body: Body) => void;
  readonly onClose: () => void;
  /** Gets what is wrong with its fields. */
  readonly children: (errors: readonly EntryError[]) => ComponentChildren;
};

/** A form that sends one command, and keeps what was entered until it was taken. */
export const CommandDialog = <Body,>(props: Props<Body>) => {
  const { title, send, danger, path, options, onDone, onClose, children } = props;
  const { problem, sending, send: sendCommand } = useCommand<Body>();
  const errors = problem === null ? [] : entryErrorsOf(problem);
  const submit = async (): Promise<void> => {
    const answer = await sendCommand(path, options());
    if (answer.ok) onDone(answer.value);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children(errors)}
        {problem !== null && errors.every(({ field }) => field === null) ? (
          <ProblemNote problem={problem} />
        ) : null}
        <div class="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={sending}>
            {send}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
