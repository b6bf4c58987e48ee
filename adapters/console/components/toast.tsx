import { signal } from '@preact/signals';
import { Button } from './button.tsx';

type Toast = { readonly id: number; readonly text: string; readonly bad: boolean };

const toasts = signal<readonly Toast[]>([]);
let nextId = 0;

const remove = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

/** Says briefly that something was done, or was not. What a person must act on belongs on the page. */
export const toast = (text: string, { bad = false }: { readonly bad?: boolean } = {}): void => {
  nextId += 1;
  const id = nextId;
  toasts.value = [...toasts.value.slice(-2), { id, text, bad }];
  if (!bad) setTimeout(() => remove(id), 6000);
};

export const Toasts = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ id, text, bad }) => (
      <div class={`toast${bad ? ' toast-bad' : ''}`} key={id}>
        <span>{text}</span>
        <Button small kind="quiet" onClick={() => remove(id)}>
          Dismiss
        </Button>
      </div>
    ))}
  </div>
);
