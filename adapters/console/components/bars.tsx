import type { ComponentChildren } from 'preact';
import { type BarValues, type Scale, scaleOf } from './bar-scale.ts';

export type Bar = BarValues & {
  readonly id: string;
  readonly label: ComponentChildren;
  /** The value as text, perhaps one that can be asked where it comes from. */
  readonly shown: ComponentChildren;
  readonly under?: ComponentChildren;
};

/** One bar, for where it stands among other things; what it says is said beside it. */
export const Drawing = ({
  bar,
  scale: { reach, zero },
}: {
  readonly bar: BarValues;
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
