import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  readonly title: string;
  /** Beside the title: as of when, how many observations, actions. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
};

export const Panel = ({ title, aside, children }: Props) => {
  const id = useId();
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        {aside == null ? null : <div class="row small muted">{aside}</div>}
      </div>
      {children}
    </section>
  );
};
