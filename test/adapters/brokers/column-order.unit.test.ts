import fc from 'fast-check';
import type { SourceFile, SourceRow, Statement } from '../../../adapters/brokers/format.ts';
import { brokerFormats } from '../../../adapters/brokers/registry.ts';
import { comparableTitle } from '../../../adapters/brokers/titles.ts';
import { positionsFile, sourceOf } from './statement-of.ts';

type Delimited = Extract<SourceFile, { readonly kind: 'delimited' }>;

/** By a file of each layout: the title by which its header is known, and columns that cannot be parted. */
const FILES = [
  ['etrade_2019_lots_option.csv', 'etrade-portfolio-download', 'symbol', null],
  ['etrade_custom_view_2.csv', 'etrade-portfolio-download', 'symbol', null],
  ['merrill_2026_holdings.csv', 'merrill-holdings', 'symbol', null],
  ['degiro_fr_portfolio.csv', 'degiro-portfolio', 'symbol/isin', 'local value'],
  ['wealthfolio_sample_holdings.csv', 'wealthfolio-holdings', 'symbol', null],
  ['ms401k_2025.csv', 'plan-401k', 'fund name', null],
  ['aegon_holdings.csv', 'aegon-holdings', 'investment', null],
] as const;

const isTableRow = ({ fields }: SourceRow): boolean =>
  fields.filter((field) => field.trim() !== '').length > 1;

/** The columns of the table in another order and with others between; `pair` stays before its untitled neighbour. */
const rearranged = (
  file: Delimited,
  headerTitle: string,
  pair: string | null,
  order: readonly number[],
): Delimited => {
  const at = file.rows.findIndex(({ fields }) => fields.map(comparableTitle).includes(headerTitle));
  const header = file.rows[at]?.fields ?? [];
  const paired = header.map(comparableTitle).indexOf(pair ?? '-');
  const groups = header.flatMap((_, index) => {
    if (paired >= 0 && index === paired + 1) return [];
    return [index === paired ? [index, index + 1] : [index]];
  });
  const shuffled = groups
    .map((group, index) => ({ group, key: order[index % order.length] ?? 0, index }))
    .toSorted((a, b) => a.key - b.key || a.index - b.index)
    .flatMap(({ group }) => [...group, -1]);
  return {
    ...file,
    rows: file.rows.map((row, index) => {
      if (index < at || !isTableRow(row)) return row;
      const extra = index === at ? 'Another Column' : 'x';
      return { ...row, fields: shuffled.map((column) => (column < 0 ? extra : (row.fields[column] ?? ''))) };
    }),
  };
};

const read = async (id: string, file: SourceFile): Promise<Statement> => {
  const format = brokerFormats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  expect(format.recognise(file)).toBeGreaterThan(0.5);
  return format.read(file);
};

test.each(FILES)(
  'the columns of %s mean the same in any order and among others',
  async (name, id, title, pair) => {
    const file = await sourceOf(positionsFile(name));
    if (file.kind !== 'delimited') throw new Error('The file is not delimited.');
    const expected = await read(id, file);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000), { minLength: 20, maxLength: 20 }), async (order) => {
        expect(await read(id, rearranged(file, title, pair, order))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  },
);
