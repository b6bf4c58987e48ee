import type { ComponentChildren } from 'preact';

type Props = {
  readonly tone?: 'plain' | 'good' | 'bad' | 'warn';
  readonly title: string;
  readonly children?: ComponentChildren;
  /** Read out as soon as it is there. */
  readonly alert?: boolean;
};

export const Note = ({ tone = 'plain', title, children, alert }: Props) => (
  <div class={`note note-${tone}`} role={alert ? 'alert' : undefined}>
    <h3>{title}</h3>
    {children}
  </div>
);
