import { useId, useState } from 'preact/hooks';
import { moved, type Place } from './heat-map-keys.ts';

type Props = {
  readonly title: string;
  readonly names: readonly string[];
  /** Rows and columns in the order of the names, from −1 to 1; null is not known. */
  readonly cells: readonly (readonly (number | null)[])[];
  /** Neighbours that belong together: from and to, inclusive. */
  readonly groups: readonly { readonly from: number; readonly to: number }[];
  /** What is said of one cell. */
  readonly describe: (row: number, column: number) => string;
};

const LABELS = 64;
/** Few names have room. */
const cellOf = (size: number): number => (size <= 14 ? 34 : 21);

/**
 * A square of values between −1 and 1: blue-green above zero, orange below it, stronger the farther from it. Arrow keys
 * move over it, and what is under them or under the pointer is said below.
 */
export const HeatMap = ({ title, names, cells, groups, describe }: Props) => {
  const id = useId();
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const size = names.length;
  const side = cellOf(size);
  const extent = LABELS + size * side;
  const at = (index: number): number => LABELS + index * side;
  return (
    <div class="stack-tight">
      <div class="heat-scroll">
        <svg
          class="heat"
          viewBox={`0 0 ${extent} ${extent}`}
          width={extent}
          role="application"
          aria-roledescription="heat map"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-about ${id}-cell`}
          // Arrow keys move over it. In SVG the name of an attribute keeps its case, and only this one makes it focusable.
          tabindex={0}
          onKeyDown={(event) => {
            const next = moved(place, event.key, size);
            if (next === null) return;
            event.preventDefault();
            setPlace(next);
          }}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-about`}>
            {size} by {size} correlations. Move with the arrow keys.
          </desc>
          {names.map((name, i) => (
            <g key={name}>
              <text x={LABELS - 6} y={at(i) + side / 2 + 4} text-anchor="end">
                {name}
              </text>
              <text x={0} y={0} transform={`translate(${at(i) + side / 2 + 4} ${LABELS - 6}) rotate(-90)`}>
                {name}
              </text>
            </g>
          ))}
          {cells.map((values, row) =>
            values.map((value, column) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: keys reach it through the whole
              <rect
                key={`${names[row]} ${names[column]}`}
                class={value === null ? 'heat-unknown' : value < 0 ? 'heat-negative' : 'heat-positive'}
                x={at(column)}
                y={at(row)}
                width={side - 1}
                height={side - 1}
                fill-opacity={value === null ? 1 : Math.max(0.04, Math.abs(value))}
                onMouseEnter={() => setPlace({ row, column })}
                onClick={() => setPlace({ row, column })}
              />
            )),
          )}
          {groups.map(({ from, to }) => (
            <rect
              key={from}
              class="heat-group"
              x={at(from) - 0.5}
              y={at(from) - 0.5}
              width={(to - from + 1) * side}
              height={(to - from + 1) * side}
            />
          ))}
          {size === 0 ? null : (
            <rect
              class="heat-place"
              x={at(place.column) - 1}
              y={at(place.row) - 1}
              width={side + 1}
              height={side + 1}
            />
          )}
        </svg>
      </div>
      <p class="small number-line" id={`${id}-cell`} aria-live="polite">
        {size === 0 ? 'Nothing to show' : describe(place.row, place.column)}
      </p>
      <p class="heat-legend small muted" aria-hidden="true">
        <span class="heat-key heat-key-negative" /> −1
        <span class="heat-key heat-key-positive" /> +1
        <span class="heat-key heat-key-unknown" /> not known
      </p>
    </div>
  );
};
