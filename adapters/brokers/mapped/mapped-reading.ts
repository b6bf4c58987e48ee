import type { ColumnMapping, FileReading, ReadingOptions } from '../../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, type Result } from '../../../domain/result.ts';
import { convertStatement } from '../convert/convert-statement.ts';
import { checkCostColumns } from '../convert/cost-columns.ts';
import { kindOf } from '../convert/kind-of.ts';
import type { SourceFile } from '../format.ts';
import { proposeMapping } from './propose-mapping.ts';
import { readMapped } from './read-mapped.ts';

const NAME = 'A table read by its column titles';

const readWith = async (
  file: SourceFile,
  mapping: ColumnMapping,
  confidence: number,
  options: ReadingOptions,
): Promise<Result<FileReading, Refusal>> => {
  const read = await readMapped(file, mapping);
  if (!read.ok) return read;
  const { statement, columns } = read.value;
  const format = { id: 'mapped', broker: null, name: NAME, confidence };
  return { ok: true, value: { ...(await convertStatement(statement, format, options)), columns } };
};

/** Enough rows to tell one kind of cost from the other. */
const SAMPLED_ROWS = 2_000;

const sampleOf = (file: SourceFile): SourceFile =>
  file.kind === 'delimited' ? { ...file, rows: file.rows.slice(0, SAMPLED_ROWS) } : file;

/** Costs that the market values show to be of the other kind are proposed as that kind. */
const withCostsChecked = async (file: SourceFile, mapping: ColumnMapping): Promise<ColumnMapping> => {
  const { cost_per_share: perShare, cost_total: total, ...others } = mapping.columns;
  if ((perShare === undefined) === (total === undefined)) return mapping;
  const read = await readMapped(sampleOf(file), mapping);
  if (!read.ok) return mapping;
  const { holdings, decimalComma } = read.value.statement;
  const isOption = (holding: (typeof holdings)[number]): boolean => kindOf(holding).kind === 'option';
  if (!checkCostColumns(holdings, decimalComma, isOption).swapped) return mapping;
  return {
    ...mapping,
    columns: {
      ...others,
      ...(total === undefined ? {} : { cost_per_share: total }),
      ...(perShare === undefined ? {} : { cost_total: perShare }),
    },
  };
};

/**
 * Reads a table that nobody has described: by the mapping that came with it, or by one proposed from its titles, which
 * is then a question. Null where no row looks like the header of a table of positions.
 */
export const readByMapping = async (
  file: SourceFile,
  options: ReadingOptions,
): Promise<Result<FileReading, Refusal> | null> => {
  if (options.mapping !== undefined) {
    return file.kind === 'xml'
      ? fail(refuse('ERR_CSV_004', { message: 'A mapping names columns; an XML file has none.' }))
      : readWith(file, options.mapping, 1, options);
  }
  const proposal = proposeMapping(file);
  if (proposal === null) return null;
  const mapping = await withCostsChecked(file, proposal.mapping);
  const reading = await readWith(file, mapping, proposal.confidence, options);
  if (!reading.ok) return reading;
  const message =
    'Nobody has described this layout. Check the proposed meaning of its columns, correct it, and send it back.';
  return {
    ok: true,
    value: {
      ...reading.value,
      proposedMapping: mapping,
      questions: [{ id: 'mapping', message }, ...reading.value.questions],
    },
  };
};
