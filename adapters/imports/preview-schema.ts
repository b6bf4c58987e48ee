import { z } from 'zod';
import type { Answers } from '../../application/imports/answer-questions.ts';
import type { Preview } from '../../application/imports/preview.ts';
import type { Question } from '../../application/imports/reading.ts';
import { catalogue, type ErrorCode } from '../../domain/errors/catalogue.ts';
import type { ImportWarning } from '../../domain/import/report.ts';
import {
  PRIVATE_SUBTYPES,
  PUBLIC_SUBTYPES,
  type UnidentifiedPosition,
} from '../../domain/portfolio/position.ts';
import { storedMapping } from './stored-mapping.ts';

const line = z.int().nonnegative();
const text = z.string();

const lot = {
  symbol: text,
  quantity: text,
  entryPrice: text,
  entryDate: z.iso.date(),
  exit: z.strictObject({ date: z.iso.date(), price: text }).nullable(),
};

const position: z.ZodType<UnidentifiedPosition> = z.discriminatedUnion('investmentClass', [
  z.strictObject({
    ...lot,
    investmentClass: z.literal('PUBLIC'),
    subtype: z.enum(PUBLIC_SUBTYPES).nullable(),
  }),
  z.strictObject({
    ...lot,
    investmentClass: z.literal('OPTIONS'),
    contract: z.strictObject({
      underlying: text,
      strike: text,
      expiration: z.iso.date(),
      right: z.enum(['CALL', 'PUT']),
    }),
  }),
  z.strictObject({
    ...lot,
    investmentClass: z.literal('PRIVATE'),
    subtype: z.enum(PRIVATE_SUBTYPES).nullable(),
  }),
]);

const question: z.ZodType<Question> = z.discriminatedUnion('id', [
  z.strictObject({ id: z.literal('entry_date'), message: text, rows: z.int() }),
  z.strictObject({
    id: z.literal('accounts'),
    message: text,
    accounts: z.array(z.strictObject({ key: text, name: text, positions: z.int() })),
  }),
  z.strictObject({ id: z.literal('lots'), message: text, symbols: z.array(text) }),
  z.strictObject({
    id: z.literal('date_format'),
    message: text,
    value: text,
    readings: z.array(z.iso.date()),
  }),
  z.strictObject({ id: z.literal('mapping'), message: text }),
]);

const errorCode = z.string().refine((code) => code in catalogue) as unknown as z.ZodType<ErrorCode>;
/** A code of an earlier version is still a text to be shown. */
const warningCode = z.string() as unknown as z.ZodType<ImportWarning['code']>;

const totals = z.array(
  z.strictObject({
    name: z.enum(['market_value', 'cost_basis', 'cash']),
    stated: text.nullable(),
    read: text.nullable(),
  }),
);

const answers = z.strictObject({
  entryDate: z.iso.date().optional(),
  lots: z.enum(['keep', 'merge']).optional(),
  mapping: z.literal('as proposed').optional(),
  accounts: z.array(text).optional(),
  splits: z.record(text, z.enum(['split', 'trade'])).optional(),
  exits: z.record(text, z.strictObject({ date: z.iso.date(), price: text })).optional(),
}) as unknown as z.ZodType<Answers>;

/** A preview as it was stored. What an earlier version kept otherwise counts as expired. */
export const storedPreview: z.ZodType<Preview> = z.strictObject({
  previewId: z.uuid(),
  userId: text,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  fileSha256: text,
  portfolioId: text.nullable(),
  onDuplicate: z.enum(['refuse', 'merge', 'keep']),
  answers,
  reading: z.strictObject({
    format: z.strictObject({ id: text, broker: text.nullable(), name: text, confidence: z.number() }),
    asOf: z.iso.date().nullable(),
    accounts: z.array(
      z.strictObject({
        key: text,
        name: text,
        positions: z.array(position),
        lines: z.array(line),
        undated: z.array(line),
        totals,
      }),
    ),
    totals,
    rows: z.array(
      z.strictObject({
        row: line,
        symbol: text.nullable(),
        outcome: z.enum(['taken', 'assumed', 'skipped']),
        code: text,
        message: text,
      }),
    ),
    counts: z.strictObject({ taken: line, assumed: line, skipped: line }),
    warnings: z.array(
      z.strictObject({
        row: line,
        symbol: text.nullable(),
        field: text.nullable(),
        code: warningCode,
        message: text,
      }),
    ),
    errors: z.array(
      z.strictObject({
        row: line,
        symbol: text.nullable(),
        field: text.nullable(),
        value: text.nullable(),
        code: errorCode,
        message: text,
        fix: text,
      }),
    ),
    totalErrors: line,
    questions: z.array(question),
    proposedMapping: storedMapping.nullable(),
    columns: z.array(text),
  }),
});
