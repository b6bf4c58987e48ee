import type { ComponentChildren } from 'preact';

/** A row of the figures that matter most. */
export const Tiles = ({ children }: { readonly children: ComponentChildren }) => (
  <dl class="tiles">{children}</dl>
);

export const Tile = ({
  label,
  children,
  under,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
  /** As of when, from how many observations. */
  readonly under?: ComponentChildren;
}) => (
  <div class="tile">
    <dt class="caption">{label}</dt>
    <dd>{children}</dd>
    {under == null ? null : <dd class="under">{under}</dd>}
  </div>
);
