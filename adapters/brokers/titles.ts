/** A column's title as it is compared: case, blanks, underscores and typographic apostrophes make no difference. */
export const comparableTitle = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/[\s_]+/g, ' ');

/** `Qty (Quantity)` answers to the whole, to `qty` and to `quantity`: Schwab prints titles twice. */
export const namesOfTitle = (title: string): readonly string[] => {
  const whole = comparableTitle(title);
  const [, short, long] = /^([^()]+) \(([^()]+)\)$/.exec(whole) ?? [];
  return short === undefined || long === undefined ? [whole] : [whole, short, long];
};

/** Longer text is no title. */
const MAX_CHARACTERS = 100;

const known = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/**
 * The names in a row with the place of the first field that has each. Every layout looks at the same first rows of a
 * file, so a row's names are worked out once.
 */
export const titlesIn = (fields: readonly string[]): ReadonlyMap<string, number> => {
  const before = known.get(fields);
  if (before !== undefined) return before;
  const places = new Map<string, number>();
  for (const [place, field] of fields.entries()) {
    if (field === '' || field.length > MAX_CHARACTERS) continue;
    for (const name of namesOfTitle(field)) if (!places.has(name)) places.set(name, place);
  }
  known.set(fields, places);
  return places;
};

const firstWords = new WeakMap<readonly string[], readonly string[]>();

const firstWordsOf = (titles: readonly string[]): readonly string[] => {
  const before = firstWords.get(titles);
  if (before !== undefined) return before;
  const words = titles.map((title) => title.slice(0, title.search(/[ ']|$/)));
  firstWords.set(titles, words);
  return words;
};

/** A cheap test of a row that is probably no header: whether any field starts like one of the titles. */
export const mayHaveTitle = (fields: readonly string[], titles: readonly string[]): boolean => {
  const words = firstWordsOf(titles);
  return fields.some((field) => {
    if (field === '' || field.length > MAX_CHARACTERS) return false;
    const text = field.toLowerCase();
    return words.some((word) => text.startsWith(word) || text.includes(`(${word}`));
  });
};
