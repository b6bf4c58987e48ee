import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { onThemeChange } from '../state/theme.ts';
import { Button } from './button.tsx';
import { colourOf } from './colour.ts';
import { day } from './format.ts';
import { Table } from './table.tsx';

export type Series = {
  readonly label: string;
  /** One for each date; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number | null) => string;
  /** Shorter, for the axis; else as the values are. */
  readonly axisFormat?: (value: number) => string;
  /** Filled down to zero, as drawdowns are drawn. */
  readonly filled?: boolean;
};

type Props = {
  readonly title: string;
  /** ISO dates, oldest first. */
  readonly dates: readonly string[];
  readonly series: readonly Series[];
  readonly height?: number;
  /** Plots with the same name show the same date under the pointer. */
  readonly sync?: string;
};

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]] as const;
const MOST_ROWS_AT_ONCE = 2000;

/** Noon, so that no zone moves the day. */
const secondsOf = (date: string): number => Date.parse(`${date}T12:00:00Z`) / 1000;

const dayOf = (time: number): string => day(new Date(time * 1000).toISOString().slice(0, 10));

const optionsOf = ({ dates, series, height = 240, sync }: Props, width: number): uPlot.Options => {
  const axis: uPlot.Axis = {
    stroke: colourOf('--ink-3'),
    grid: { stroke: colourOf('--rule'), width: 1 },
    ticks: { stroke: colourOf('--rule'), width: 1 },
    font: `12px ${getComputedStyle(document.documentElement).fontFamily}`,
  };
  const format = series[0]?.axisFormat ?? series[0]?.format ?? String;
  return {
    width,
    height,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), 'Etc/UTC'),
    cursor: { ...(sync === undefined ? {} : { sync: { key: sync } }), drag: { x: true, y: false } },
    legend: { live: true },
    axes: [axis, { ...axis, size: 76, values: (_plot, splits) => splits.map((split) => format(split)) }],
    series: [
      // Where no day is pointed at, the last one is told.
      { label: 'Date', value: (_plot, time) => (time === null ? day(dates.at(-1)) : dayOf(time)) },
      ...series.map(({ label, values, format, filled }, index): uPlot.Series => {
        const colour = colourOf(`--series-${(index % 4) + 1}`);
        return {
          label,
          stroke: colour,
          width: 1.75,
          dash: [...(DASHES[index % 4] ?? [])],
          points: { show: false },
          spanGaps: false,
          value: (_plot, value, _series, at) => format(at == null ? (values.at(-1) ?? null) : value),
          ...(filled ? { fill: colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.16)'), fillTo: 0 } : {}),
        };
      }),
    ],
  };
};

const AsTable = ({ title, dates, series }: Props) => (
  <Table
    caption={title}
    columns={[
      { id: 'date', title: 'Date', cell: ({ date }) => day(date), sortBy: ({ date }) => date, heading: true },
      ...series.map(({ label, values, format }, index) => ({
        id: `series-${index}`,
        title: label,
        right: true,
        cell: ({ at }: { readonly at: number }) => format(values[at] ?? null),
        sortBy: ({ at }: { readonly at: number }) => values[at] ?? null,
      })),
    ]}
    rows={dates
      .map((date, at) => ({ date, at }))
      .toReversed()
      .slice(0, MOST_ROWS_AT_ONCE)}
    keyOf={({ date }) => date}
  />
);

/** Series over dates, drawn with uPlot in the theme's colours; also as a table, newest first. */
export const TimeSeries = (props: Props) => {
  const { title, dates, series, sync, height } = props;
  const place = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [theme, setTheme] = useState(0);
  useEffect(() => onThemeChange(() => setTheme((before) => before + 1)), []);

  // Drawn anew when what it shows or its colours change.
  useEffect(() => {
    const element = place.current;
    if (element === null || asTable) return;
    const data: uPlot.AlignedData = [
      dates.map(secondsOf),
      ...series.map(({ values }) => values.map((value) => value)),
    ];
    const plot = new uPlot(optionsOf(props, element.clientWidth), data, element);
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.setSize({ width: element.clientWidth, height: height ?? 240 });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [dates, series, theme, asTable, sync, height]);

  const last = dates.at(-1);
  const summary = series
    .map(({ label, values, format }) => `${label} ${format(values.at(-1) ?? null)}`)
    .join(', ');
  return (
    <div class="chart">
      <div class="row-apart">
        <h3>{title}</h3>
        <Button small kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Show as plot' : 'Show as table'}
        </Button>
      </div>
      {asTable ? (
        <AsTable {...props} />
      ) : (
        <div
          class="chart-plot"
          ref={place}
          role="img"
          aria-label={
            last === undefined
              ? `${title}: no data`
              : `${title}, ${day(dates[0])} to ${day(last)}. On the last day: ${summary}.`
          }
        />
      )}
    </div>
  );
};
