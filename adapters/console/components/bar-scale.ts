/** What a bar draws: a value, an interval around it, and a mark that it is compared with. Null draws nothing. */
export type BarValues = {
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly mark?: number | null;
};

export type Scale = {
  /** The farthest that any of them is from zero. */
  readonly reach: number;
  /** Where zero is, of 200: in the middle, or at the left where nothing is below it. */
  readonly zero: number;
};

const valuesOf = ({ value, low, high, mark }: BarValues): readonly number[] =>
  [value, low, high, mark].map((each) => each ?? 0);

/** One scale for all bars. */
export const scaleOf = (bars: readonly BarValues[]): Scale => {
  const values = bars.flatMap(valuesOf);
  return {
    reach: Math.max(1e-12, ...values.map(Math.abs)),
    zero: values.some((value) => value < 0) ? 100 : 4,
  };
};
