import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from './button.tsx';

type Props = {
  readonly title: string;
  readonly plot: ComponentChildren;
  readonly table: ComponentChildren;
};

/** A plot of ours that can also be read as a table. */
export const Plotted = ({ title, plot, table }: Props) => {
  const [asTable, setAsTable] = useState(false);
  return (
    <div class="stack-tight">
      <div class="row-apart">
        <h3>{title}</h3>
        <Button small kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as plot' : 'Show as table'}
          <span class="visually-hidden">: {title}</span>
        </Button>
      </div>
      {asTable ? table : plot}
    </div>
  );
};
