import { useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';

type Props = {
  readonly onFile: (file: File) => void;
  /** Smaller, where another file may take the place of one. */
  readonly small?: boolean;
};

/** A place to drop a file on, which is a button for everybody else. */
export const ChooseFile = ({ onFile, small }: Props) => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      class={`drop${over ? ' drop-over' : ''}${small ? ' drop-small' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      {small ? null : <p class="drop-title">Drop your broker’s file here</p>}
      <div class="actions">
        <Button kind={small ? 'plain' : 'primary'} onClick={() => input.current?.click()}>
          {small ? 'Choose another file' : 'Choose a file'}
        </Button>
        {small ? <span class="muted small">or drop it here</span> : null}
      </div>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".csv,.txt,.tsv,.xml,text/csv"
        aria-label="File of positions"
        tabIndex={-1}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file again, mended meanwhile, is a new choice.
          event.currentTarget.value = '';
        }}
      />
      {small ? null : (
        <p class="muted small">
          As you downloaded it: positions of most brokers are recognised, any other table can be mapped. At
          most 10 MB. Nothing is kept before you have seen what was read.
        </p>
      )}
    </div>
  );
};
