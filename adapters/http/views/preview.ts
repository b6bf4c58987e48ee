import { z } from 'zod';
import type { KnownSymbols } from '../../../application/imports/known-symbols.ts';
import type { Preview } from '../../../application/imports/preview.ts';
import type {
  AccountReading,
  FileReading,
  FileTotal,
  Question,
} from '../../../application/imports/reading.ts';
import type { PlannedReimport } from '../../../application/imports/reimported-file.ts';
import { decimal, toMoney } from '../../../domain/decimal.ts';
import { multiplierOf, type UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import { mappingSchema, mappingView } from './column-mapping.ts';
import { optionSchema, optionView, subtypeOf } from './position.ts';
import { differenceSchema, differenceView } from './reimport.ts';
import { day, decimalText, instant, money, uuid } from './scalars.ts';

/** Positions of each account that the preview shows at once. */
export const POSITIONS_SHOWN = 1000;

export const rowErrorSchema = z
  .strictObject({
    row: z.int().meta({ description: 'Line of the file, counted from 1' }),
    symbol: z.string().nullable(),
    field: z.string().nullable(),
    value: z.string().nullable(),
    code: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'RowError' });

export const warningSchema = z.strictObject({
  row: z.int(),
  symbol: z.string().nullable(),
  field: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});

export const previewedPositionSchema = z
  .strictObject({
    row: z.int(),
    symbol: z.string(),
    quantity: decimalText.meta({ description: 'Signed; contracts for options' }),
    entry_price: decimalText.meta({ description: 'Per share' }),
    entry_date: day.nullable().meta({ description: 'Null until it has been said' }),
    cost_basis: money,
    investment_class: z.enum(['PUBLIC', 'OPTIONS', 'PRIVATE']),
    investment_subtype: z.string().nullable(),
    option: optionSchema.nullable(),
    exit_date: day.nullable(),
    exit_price: decimalText.nullable(),
  })
  .meta({ id: 'PreviewedPosition' });

const totalSchema = z.strictObject({
  name: z.enum(['market_value', 'cost_basis', 'cash']),
  stated: decimalText.nullable().meta({ description: 'By the file' }),
  read: decimalText.nullable().meta({ description: 'The sum over what was read from it' }),
  agrees: z.boolean().nullable().meta({ description: 'To the cent; null where there is nothing to compare' }),
});

const totalView = ({ name, stated, read }: FileTotal): z.infer<typeof totalSchema> => ({
  name,
  stated,
  read,
  agrees: stated === null || read === null ? null : decimal(stated).round(2).eq(decimal(read).round(2)),
});

export const questionSchema = z
  .discriminatedUnion('id', [
    z.strictObject({ id: z.literal('entry_date'), message: z.string(), rows: z.int() }),
    z.strictObject({
      id: z.literal('accounts'),
      message: z.string(),
      accounts: z.array(z.strictObject({ key: z.string(), name: z.string(), positions: z.int() })),
    }),
    z.strictObject({ id: z.literal('lots'), message: z.string(), symbols: z.array(z.string()) }),
    z.strictObject({
      id: z.literal('date_format'),
      message: z.string(),
      value: z.string(),
      readings: z.array(day),
    }),
    z.strictObject({ id: z.literal('mapping'), message: z.string() }),
  ])
  .meta({ id: 'ImportQuestion' });

const questionView = (question: Question): z.infer<typeof questionSchema> => {
  switch (question.id) {
    case 'accounts':
      return { ...question, accounts: question.accounts.map((account) => ({ ...account })) };
    case 'lots':
      return { ...question, symbols: [...question.symbols] };
    case 'date_format':
      return { ...question, readings: [...question.readings] };
    case 'entry_date':
    case 'mapping':
      return question;
    default:
      return question satisfies never;
  }
};

export const previewSchema = z
  .strictObject({
    preview_id: uuid,
    created_at: instant,
    expires_at: instant,
    file_sha256: z.string(),
    portfolio_id: uuid
      .nullable()
      .meta({ description: 'Which it would be imported into, if into one there is' }),
    importable: z
      .boolean()
      .meta({ description: 'Without errors, and without open questions but for accounts' }),
    format: z.strictObject({
      id: z.string(),
      broker: z.string().nullable(),
      name: z.string(),
      confidence: z.number().meta({ description: 'From 0 to 1' }),
    }),
    as_of: day.nullable().meta({ description: 'The day of which the file speaks, where it says so' }),
    accounts: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        num_positions: z.int(),
        positions: z
          .array(previewedPositionSchema)
          .meta({ description: `The first ${POSITIONS_SHOWN}; all of them page by page under /positions` }),
        totals: z.array(totalSchema),
      }),
    ),
    totals: z.array(totalSchema),
    counts: z.strictObject({ taken: z.int(), assumed: z.int(), skipped: z.int() }),
    rows: z.array(
      z.strictObject({
        row: z.int(),
        symbol: z.string().nullable(),
        outcome: z.enum(['taken', 'assumed', 'skipped']),
        code: z.string(),
        message: z.string(),
      }),
    ),
    warnings: z.array(warningSchema),
    total_errors: z.int(),
    errors: z.array(rowErrorSchema).meta({ description: 'The first 1,000' }),
    errors_csv: z.string().nullable().meta({ description: 'Where they are as a file' }),
    questions: z.array(questionSchema),
    answers: z.strictObject({
      entry_date: day.nullable(),
      lots: z.enum(['keep', 'merge']).nullable(),
      account_keys: z.array(z.string()).nullable(),
    }),
    symbols: z.strictObject({
      known: z.array(z.string()),
      pending: z.array(z.string()),
      unknown: z.array(z.string()).meta({ description: 'Never asked for yet, or not found when they were' }),
    }),
    difference: differenceSchema
      .nullable()
      .meta({ description: 'With `portfolio_id`; null while the file cannot be compared' }),
    proposed_mapping: mappingSchema.nullable().meta({ description: 'Of a layout that nobody has described' }),
    columns: z.array(z.string()).meta({ description: 'Titles of the columns' }),
  })
  .meta({ id: 'ImportPreview' });

export const previewedPositionView = (
  position: UnidentifiedPosition,
  { row, dated }: { readonly row: number; readonly dated: boolean },
): z.infer<typeof previewedPositionSchema> => {
  const identified = { ...position, positionId: '' };
  const cost = decimal(position.quantity).times(multiplierOf(identified)).times(position.entryPrice);
  return {
    row,
    symbol: position.symbol,
    quantity: position.quantity,
    entry_price: position.entryPrice,
    entry_date: dated ? position.entryDate : null,
    cost_basis: toMoney(cost),
    investment_class: position.investmentClass,
    investment_subtype: subtypeOf(identified),
    option: optionView(identified),
    exit_date: position.exit?.date ?? null,
    exit_price: position.exit?.price ?? null,
  };
};

/** A page of an account's positions, as they would be. */
export const positionsOf = (
  { positions, lines, undated }: AccountReading,
  { questions }: FileReading,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): z.infer<typeof previewedPositionSchema>[] => {
  const open = questions.some(({ id }) => id === 'entry_date');
  const without = new Set(open ? undated : []);
  return positions
    .slice(offset, offset + limit)
    .map((position, at) =>
      previewedPositionView(position, { row: lines[offset + at] ?? 0, dated: !without.has(offset + at) }),
    );
};

export const errorsPath = (previewId: string): string =>
  `/api/v1/onboarding/previews/${previewId}/errors.csv`;

/** A preview as it stands with its answers. */
export const previewView = (
  { previewId, createdAt, expiresAt, fileSha256, portfolioId, answers }: Preview,
  reading: FileReading,
  symbols: KnownSymbols,
  difference: PlannedReimport | null = null,
): z.infer<typeof previewSchema> => ({
  preview_id: previewId,
  created_at: createdAt,
  expires_at: expiresAt,
  file_sha256: fileSha256,
  portfolio_id: portfolioId,
  importable:
    reading.totalErrors === 0 &&
    reading.questions.every(({ id }) => id === 'accounts') &&
    reading.accounts.some(({ positions }) => positions.length > 0),
  format: { ...reading.format },
  as_of: reading.asOf,
  accounts: reading.accounts.map((account) => ({
    key: account.key,
    name: account.name,
    num_positions: account.positions.length,
    positions: positionsOf(account, reading, { limit: POSITIONS_SHOWN, offset: 0 }),
    totals: account.totals.map(totalView),
  })),
  totals: reading.totals.map(totalView),
  counts: { ...reading.counts },
  rows: reading.rows.map((note) => ({ ...note })),
  warnings: reading.warnings.map((warning) => ({ ...warning })),
  total_errors: reading.totalErrors,
  errors: reading.errors.map((error) => ({ ...error })),
  errors_csv: reading.totalErrors === 0 ? null : errorsPath(previewId),
  questions: reading.questions.map(questionView),
  answers: {
    entry_date: answers.entryDate ?? null,
    lots: answers.lots ?? null,
    account_keys: answers.accounts === undefined ? null : [...answers.accounts],
  },
  symbols: { known: [...symbols.known], pending: [...symbols.pending], unknown: [...symbols.unknown] },
  difference: difference === null ? null : differenceView(difference),
  proposed_mapping: reading.proposedMapping === null ? null : mappingView(reading.proposedMapping),
  columns: [...reading.columns],
});
