/** A column's title as it is compared: case, blanks, underscores and typographic apostrophes make no difference. */
export const comparableTitle = (title: string): string =>
  title.trim().toLowerCase().replace(/[’`´]/g, "'").replace(/[\s_]+/g, ' ');

/** `Qty (Quantity)` answers to the whole, to `qty` and to `quantity`: Schwab prints titles twice. */
export const namesOfTitle = (title: string): readonly string[] => {
  const whole = comparableTitle(title);
  const [, short, long] = /^([^()]+) \(([^()]+)\)$/.exec(whole) ?? [];
  return short === undefined || long === undefined ? [whole] : [whole, short, long];
};
