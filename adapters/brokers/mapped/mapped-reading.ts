import type {
  ColumnMapping,
  FileReading,
  Question,
  ReadingOptions,
} from '../../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { convertStatement } from '../convert/convert-statement.ts';
import { checkCostColumns } from '../convert/cost-columns.ts';
import { kindOf } from '../convert/kind-of.ts';
import type { SourceFile } from '../format.ts';
import { type Proposal, proposeMapping } from './propose-mapping.ts';
import { readMapped } from './read-mapped.ts';

type Delimited = Extract<SourceFile, { readonly kind: 'delimited' }>;

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

const MAPPING_QUESTION: Question = {
  id: 'mapping',
  message:
    'Nobody has described this layout. Check the proposed meaning of its columns, correct it, and send it back.',
};

/** A table of which too little is known to read anything: its columns, for a person to say what they mean. */
const unread = ({ rows }: Delimited, { at, mapping, confidence }: Proposal): FileReading => ({
  format: { id: 'mapped', broker: null, name: NAME, confidence },
  asOf: null,
  accounts: [],
  totals: [],
  rows: [],
  counts: { taken: 0, assumed: 0, skipped: 0 },
  warnings: [],
  errors: [],
  totalErrors: 0,
  questions: [MAPPING_QUESTION],
  proposedMapping: mapping,
  columns: (rows[at]?.fields ?? []).filter((title) => title !== ''),
});

/**
 * Reads a table that nobody has described: by the mapping that came with it, or by one proposed from its titles, which
 * is then a question. Null where no row looks like the header of a table of positions; with `partial` one that knows
 * two of its columns does.
 */
export const readByMapping = async (
  file: SourceFile,
  options: ReadingOptions,
  partial: boolean,
): Promise<Result<FileReading, Refusal> | null> => {
  if (options.mapping !== undefined) {
    return file.kind === 'xml'
      ? fail(refuse('ERR_CSV_004', { message: 'A mapping names columns; an XML file has none.' }))
      : readWith(file, options.mapping, 1, options);
  }
  const proposal = proposeMapping(file);
  if (proposal === null || (!proposal.complete && !partial)) return null;
  if (!proposal.complete) return file.kind === 'delimited' ? ok(unread(file, proposal)) : null;
  const mapping = await withCostsChecked(file, proposal.mapping);
  const reading = await readWith(file, mapping, proposal.confidence, options);
  if (!reading.ok) return reading;
  return {
    ok: true,
    value: {
      ...reading.value,
      proposedMapping: mapping,
      questions: [MAPPING_QUESTION, ...reading.value.questions],
    },
  };
};
