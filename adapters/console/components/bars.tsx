import type { ComponentChildren } from 'preact';

export type Bar = {
  readonly id: string;
  readonly label: ComponentChildren;
  /** Null draws none. */
  readonly value: number | null;
  /** An interval around it. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** A second value, drawn as a mark: what the bar is compared with. */
  readonly mark?: number | null;
  /** The value as text, perhaps one that can be asked where it comes from. */
  readonly shown: ComponentChildren;
  readonly under?: ComponentChildren;
};

/** Half the width of what is drawn: the farthest that any of the bars reaches from zero. */
export const reachOf = (bars: readonly Bar[]): number =>
  Math.max(
    1e-12,
    ...bars.flatMap(({ value, low, high, mark }) =>
      [value, low, high, mark].map((reached) => Math.abs(reached ?? 0)),
    ),
  );

type Scale = {
  readonly reach: number /** Where zero is: in the middle, or at the left where nothing is below it. */;
  readonly zero: number;
};

/** One scale for all of the bars. */
export const scaleOf = (bars: readonly Bar[]): Scale => {
  const below = bars.some(({ value, low, mark }) => [value, low, mark].some((each) => (each ?? 0) < 0));
  return { reach: reachOf(bars), zero: below ? 100 : 4 };
};

export const Drawing = ({
  bar,
  scale: { reach, zero },
}: {
  readonly bar: Omit<Bar, 'label' | 'shown'>;
  readonly scale: Scale;
}) => {
  const at = (value: number): number => zero + (value / reach) * (196 - zero);
  const { value, low, high, mark } = bar;
  return (
    <svg class="bar" viewBox="0 0 200 20" preserveAspectRatio="none" aria-hidden="true">
      <line class="bar-zero" x1={zero} x2={zero} y1="0" y2="20" />
      {value === null ? null : (
        <rect
          class={value < 0 ? 'bar-negative' : 'bar-positive'}
          x={Math.min(zero, at(value))}
          width={Math.max(0.6, Math.abs(at(value) - zero))}
          y="4"
          height="12"
        />
      )}
      {low == null || high == null ? null : (
        <g class="bar-interval">
          <line x1={at(low)} x2={at(high)} y1="10" y2="10" />
          <line x1={at(low)} x2={at(low)} y1="6" y2="14" />
          <line x1={at(high)} x2={at(high)} y1="6" y2="14" />
        </g>
      )}
      {mark == null ? null : <line class="bar-mark" x1={at(mark)} x2={at(mark)} y1="1" y2="19" />}
    </svg>
  );
};

/** Values on one scale around zero, each with its name and its number; what is drawn says nothing more than they do. */
export const Bars = ({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) => {
  const scale = scaleOf(bars);
  return (
    <ul class="bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.id}>
          <span class="bar-label">{bar.label}</span>
          <Drawing bar={bar} scale={scale} />
          <span class="bar-value number">{bar.shown}</span>
          {bar.under == null ? null : <span class="bar-under muted small">{bar.under}</span>}
        </li>
      ))}
    </ul>
  );
};
