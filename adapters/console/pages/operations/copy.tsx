import { Button } from '../../components/button.tsx';
import { toast } from '../../components/toast.tsx';

export const copy = (text: string): void =>
  void navigator.clipboard.writeText(text).then(
    () => toast('Copied.'),
    () => toast('The browser does not let it be copied: select it.', { bad: true }),
  );

/** A command for a terminal, to take along. */
export const CommandLine = ({ command }: { readonly command: string }) => (
  <span class="command-line">
    <code>{command}</code>
    <Button small kind="quiet" onClick={() => copy(command)}>
      Copy<span class="visually-hidden"> {command}</span>
    </Button>
  </span>
);
