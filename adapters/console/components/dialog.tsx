import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

type Props = {
  readonly title: string;
  readonly kind?: 'dialog' | 'drawer' | 'menu';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
};

/**
 * Open as long as it is rendered. The browser keeps the focus inside, closes it with Esc, and makes the rest of the page
 * inert; focus goes back to where it was.
 */
export const Dialog = ({ title, kind = 'dialog', onClose, children }: Props) => {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the next paint: whatever the person does next is done in the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      // While it is open the rest of the page is inert, and takes no focus.
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={kind}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // On the dialog itself is on what is behind it: its content fills it.
        if (event.target === element.current) onClose();
      }}
    >
      {kind === 'menu' ? (
        <>
          <h2 class="visually-hidden" id={id}>
            {title}
          </h2>
          {children}
        </>
      ) : (
        <>
          <div class="dialog-head">
            <h2 id={id}>{title}</h2>
            <Button small kind="quiet" onClick={onClose}>
              Close
            </Button>
          </div>
          <div class="dialog-body">{children}</div>
        </>
      )}
    </dialog>
  );
};
