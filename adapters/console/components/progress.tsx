type Props = {
  readonly label: string;
  /** From 0 to 100. */
  readonly percent: number;
  readonly bad?: boolean;
};

/** Drawn, because a width of its own would be an inline style. */
export const Progress = ({ label, percent, bad }: Props) => (
  <div
    class={`progress${bad ? ' progress-bad' : ''}`}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(percent)}
    tabIndex={-1}
  >
    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(0, Math.min(100, percent))} height="1" />
    </svg>
  </div>
);
