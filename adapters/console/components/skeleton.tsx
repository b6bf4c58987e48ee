/** Keeps the place of what is being read. */
export const Skeleton = ({
  lines = 4,
  label = 'Loading',
}: {
  readonly lines?: number;
  readonly label?: string;
}) => (
  <div class="skeleton" role="status">
    <b class="visually-hidden">{label}</b>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} aria-hidden="true" />
    ))}
  </div>
);
