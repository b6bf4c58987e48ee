/** A small generator of numbers, the same for the same seed: mulberry32. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

type Random = () => number;
type Mutation = (file: Buffer, random: Random, other: Buffer) => Buffer;

const below = (random: Random, limit: number): number => Math.floor(random() * Math.max(1, limit));

const onText =
  (change: (text: string, random: Random) => string): Mutation =>
  (file, random) =>
    Buffer.from(change(file.toString('latin1'), random), 'latin1');

const onLines =
  (change: (lines: string[], random: Random) => readonly string[]): Mutation =>
  (file, random) =>
    Buffer.from(change(file.toString('latin1').split('\n'), random).join('\n'), 'latin1');

const insert = (text: string, random: Random, what: string): string => {
  const at = below(random, text.length);
  return text.slice(0, at) + what + text.slice(at);
};

const NASTY = [
  '"',
  '""',
  ',,,,',
  '\0',
  '\r',
  '\n\n\n',
  ';',
  '\t',
  '|',
  '\u00a0',
  '=HYPERLINK("x")',
  '__proto__',
  '1e308',
  '-0',
  '(((',
  '--',
  'NaN',
  '9'.repeat(70),
  '$1,2,3.4.5',
  '31/31/2026',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '</',
  '&#0;',
  '\xef\xbb\xbf',
  '%PDF-1.4',
  'PK\x03\x04',
];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipBytes: (file, random) => {
    const bytes = Buffer.from(file);
    for (let flips = 1 + below(random, 8); flips > 0; flips--) {
      const at = below(random, bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    }
    return bytes;
  },
  setBytes: (file, random) => {
    const bytes = Buffer.from(file);
    for (let sets = 1 + below(random, 8); sets > 0; sets--)
      bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  truncate: (file, random) => file.subarray(0, below(random, file.length)),
  cutStart: (file, random) => file.subarray(below(random, file.length)),
  duplicateLine: onLines((lines, random) => {
    const at = below(random, lines.length);
    return lines.toSpliced(at, 0, ...Array.from({ length: 1 + below(random, 3) }, () => lines[at] ?? ''));
  }),
  removeLines: onLines((lines, random) => lines.toSpliced(below(random, lines.length), 1 + below(random, 3))),
  swapLines: onLines((lines, random) => {
    const [one, two] = [below(random, lines.length), below(random, lines.length)];
    return lines.with(one, lines[two] ?? '').with(two, lines[one] ?? '');
  }),
  swapColumns: onLines((lines, random) => {
    const [one, two] = [below(random, 10), below(random, 10)];
    return lines.map((line) => {
      const cells = line.split(',');
      return one < cells.length && two < cells.length
        ? cells
            .with(one, cells[two] ?? '')
            .with(two, cells[one] ?? '')
            .join(',')
        : line;
    });
  }),
  removeColumn: onLines((lines, random) => {
    const column = below(random, 10);
    return lines.map((line) => line.split(',').toSpliced(column, 1).join(','));
  }),
  insertNasty: onText((text, random) => insert(text, random, NASTY[below(random, NASTY.length)] ?? '')),
  replaceCell: onLines((lines, random) => {
    const at = below(random, lines.length);
    const cells = (lines[at] ?? '').split(',');
    const what = NASTY[below(random, NASTY.length)] ?? '';
    return lines.with(at, cells.with(below(random, cells.length), what).join(','));
  }),
  hugeCell: onText((text, random) => insert(text, random, 'A'.repeat(1 + below(random, 20_000)))),
  deepXml: onText((text, random) => insert(text, random, '<a>'.repeat(1 + below(random, 300)))),
  otherDelimiter: onText((text, random) => text.replaceAll(',', [';', '\t', '|'][below(random, 3)] ?? ';')),
  decimalCommas: onText((text) => text.replaceAll(',', ';').replaceAll('.', ',')),
  lineEnds: onText((text, random) =>
    text.replace(/\r?\n/g, ['\r', '\r\n', '\n\r', '\u0085'][below(random, 4)] ?? ''),
  ),
  utf16: (file, random) => {
    const text = Buffer.from(`${random() < 0.8 ? '\ufeff' : ''}${file.toString('utf8')}`, 'utf16le');
    return random() < 0.5 ? text : text.subarray(0, text.length - (text.length % 2)).swap16();
  },
  marked: (file) => Buffer.concat([Buffer.from('efbbbf', 'hex'), file]),
  splice: (file, random, other) =>
    Buffer.concat([
      file.subarray(0, below(random, file.length)),
      other.subarray(below(random, other.length)),
    ]),
};

const NAMES = Object.keys(MUTATIONS);

/** One to three mutations, one after the other. */
export const mutate = (
  file: Buffer,
  other: Buffer,
  random: Random,
): { readonly bytes: Buffer; readonly mutations: readonly string[] } => {
  const mutations = Array.from(
    { length: 1 + below(random, 3) },
    () => NAMES[below(random, NAMES.length)] ?? '',
  );
  const bytes = mutations.reduce(
    (bytes, name) => (bytes.length === 0 ? bytes : (MUTATIONS[name]?.(bytes, random, other) ?? bytes)),
    file,
  );
  return { bytes, mutations };
};
