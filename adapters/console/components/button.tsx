import type { ComponentChildren, JSX } from 'preact';

type Props = Omit<JSX.IntrinsicElements['button'], 'class' | 'size'> & {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly small?: boolean;
  /** Shows that it is at work and cannot be pressed again; focus stays where it is. */
  readonly busy?: boolean;
  readonly children: ComponentChildren;
};

export const Button = ({
  kind = 'plain',
  small,
  busy,
  children,
  onClick,
  type = 'button',
  ...rest
}: Props) => (
  <button
    {...rest}
    type={type}
    class={`button button-${kind}${small ? ' button-small' : ''}`}
    aria-disabled={busy ? 'true' : undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
  >
    {busy ? <span class="spinner" aria-hidden="true" /> : null}
    {children}
  </button>
);
