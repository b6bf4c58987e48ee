import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CallOptions } from '../../api/client.ts';
import { entryErrorsOf } from '../../api/entry-errors.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { toast } from '../../components/toast.tsx';

/** Something that an operator is about to do: said plainly, with a reason, and only then done. */
export type Order<Body> = {
  readonly title: string;
  /** What it does, and what it does not. */
  readonly what: ComponentChildren;
  readonly verb: string;
  readonly danger?: boolean;
  readonly path: string;
  /** The reason goes with every order; some routes take it in the body as well. */
  readonly body?: (reason: string) => CallOptions['body'];
  /** It changes nothing that somebody would have to explain. */
  readonly withoutReason?: boolean;
  readonly done: string;
  readonly onDone?: (body: Body) => void;
};

type Props<Body> = Order<Body> & {
  readonly onClose: () => void;
  /** What else has to be said, as fields. */
  readonly children?: ComponentChildren;
};

export const OrderDialog = <Body,>(props: Props<Body>) => {
  const { title, what, verb, danger, path, body, withoutReason, done, onDone, onClose, children } = props;
  const [reason, setReason] = useState('');
  const { problem, sending, send } = useCommand<Body>();
  const submit = async (): Promise<void> => {
    const text = reason.trim();
    const content = body?.(text);
    const answer = await send(path, {
      method: 'POST',
      ...(content === undefined ? {} : { body: content }),
      ...(withoutReason ? {} : { reason: text }),
    });
    if (!answer.ok) return;
    toast(done);
    onClose();
    onDone?.(answer.value);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!sending) void submit();
        }}
      >
        <div class="stack-tight">{what}</div>
        {children}
        {withoutReason ? null : (
          <TextField
            label="Reason"
            hint="Goes with the order, and is kept with what it records. Name no person in it."
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onValue={setReason}
          />
        )}
        {problem === null ? null : (
          <ProblemNote problem={problem} title="It was not done">
            <ul class="bullets">
              {entryErrorsOf(problem)
                .filter(({ field }) => field !== null)
                .map(({ field, message }) => (
                  <li key={field}>
                    <code>{field}</code>: {message}
                  </li>
                ))}
            </ul>
          </ProblemNote>
        )}
        <div class="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={sending}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const current = signal<Order<unknown> | null>(null);

/** Asks for a yes and a reason, and does it. */
export const ask = <Body,>(order: Order<Body>): void => {
  current.value = order as Order<unknown>;
};

/** Where what was asked is shown. */
export const Asked = () =>
  current.value === null ? null : (
    <OrderDialog
      {...current.value}
      onClose={() => {
        current.value = null;
      }}
    />
  );
