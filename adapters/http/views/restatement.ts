import { z } from 'zod';
import type { RestatementRow, RunRow } from '../../../application/ports/queries.ts';
import type { ImportedTable } from '../../../application/restatement/import-snapshots.ts';
import type { OrderedRestatement } from '../../../application/restatement/order-restatement.ts';
import type { RestatementPlan } from '../../../application/restatement/plan-restatement.ts';
import { entryOf } from '../../../domain/errors/catalogue.ts';
import { day, decimalText, instant, money, uuid } from './scalars.ts';

/** Equity to start from, in dollars and cents. */
const anchor = z.strictObject({ date: day, equity: money }).meta({ id: 'EquityAnchor' });

/** What a restatement is asked with. */
export const restatementInput = z
  .strictObject({
    portfolio_id: z.guid().toLowerCase().optional(),
    user_id: z.guid().toLowerCase().optional(),
    all: z.literal(true).optional(),
    from: day
      .optional()
      .meta({ description: 'The first date that is restated; the day after the anchor without it' }),
    anchor: z
      .union([z.literal('last_good'), anchor])
      .optional()
      .meta({ description: 'Where equity is rolled from; without it from what the portfolio states' }),
    reason: z.string().trim().min(1).max(500).meta({ example: 'equity was added four times on 2025-11-17' }),
    dry_run: z
      .boolean()
      .default(true)
      .meta({ description: 'Only say what would change; send false to write it' }),
    after: z
      .guid()
      .toLowerCase()
      .optional()
      .meta({ description: 'Dry run of many: go on after this portfolio' }),
    limit: z
      .int()
      .min(1)
      .max(50)
      .default(10)
      .meta({ description: 'Dry run of many: portfolios in one answer' }),
  })
  .refine(
    (body) => [body.portfolio_id, body.user_id, body.all].filter((scope) => scope !== undefined).length === 1,
    { message: 'Give exactly one of portfolio_id, user_id and all.' },
  )
  .refine((body) => body.from !== undefined || body.anchor !== undefined, {
    message: 'Give from, or anchor, or both.',
    path: ['from'],
  });

const planSchema = z
  .strictObject({
    portfolio_id: uuid,
    from: day,
    anchor: anchor.nullable(),
    equity: z.strictObject({ date: day, before: money, after: money }).nullable(),
    dates_changed: z.int(),
    dates: z
      .array(
        z.strictObject({
          date: day,
          change: z.enum(['valued', 'restated', 'withdrawn']),
          reason: z.string(),
          changed: z.array(
            z.strictObject({
              field: z.string(),
              before: z.string().nullable(),
              after: z.string().nullable(),
            }),
          ),
        }),
      )
      .meta({ description: 'Oldest first; of each date at most 40 fields' }),
  })
  .meta({ id: 'RestatementPlan' });

export const restatementAnswer = z
  .strictObject({
    dry_run: z.boolean(),
    restatement_id: uuid.nullable().meta({ description: 'Null of a dry run' }),
    portfolios: z.int().meta({ description: 'Planned in this answer, or asked for a run' }),
    plans: z.array(planSchema),
    refused: z.array(z.strictObject({ portfolio_id: uuid, code: z.string(), message: z.string() })),
    next_after: uuid.nullable().meta({ description: 'Dry run of many: send it as `after` to go on' }),
  })
  .meta({ id: 'RestatementAnswer' });

const FIELDS_SHOWN = 40;

export const planView = (plan: RestatementPlan): z.infer<typeof planSchema> => ({
  portfolio_id: plan.portfolioId,
  from: plan.from,
  anchor: plan.anchor,
  equity: plan.equity,
  dates_changed: plan.dates.length,
  dates: plan.dates.map(({ date, change, reason, changed }) => ({
    date,
    change,
    reason,
    changed: changed.slice(0, FIELDS_SHOWN).map((field) => ({ ...field })),
  })),
});

export const refusedView = (
  refused: OrderedRestatement['refused'],
): z.infer<typeof restatementAnswer>['refused'] =>
  refused.map(({ portfolioId, refusal }) => ({
    portfolio_id: portfolioId,
    code: refusal.code,
    message: refusal.message ?? entryOf(refusal.code).message,
  }));

export const restatementSchema = z
  .strictObject({
    restatement_id: uuid,
    from: day,
    reason: z.string(),
    requested_by: z.string(),
    requested_at: instant,
    portfolios: z.int(),
    running: z.int(),
    failed: z.int(),
    dates_restated: z.int(),
  })
  .meta({ id: 'Restatement' });

export const restatementView = (row: RestatementRow): z.infer<typeof restatementSchema> => ({
  restatement_id: row.restatementId,
  from: row.from,
  reason: row.reason,
  requested_by: row.requestedBy,
  requested_at: row.requestedAt,
  portfolios: row.portfolios,
  running: row.running,
  failed: row.failed,
  dates_restated: row.datesRestated,
});

export const restatementRunSchema = z
  .strictObject({
    portfolio_id: uuid,
    batch_run_id: uuid,
    status: z.enum(['running', 'completed', 'partial', 'failed']),
    dates_valued: z.int().nullable(),
    dates_restated: z.int().nullable(),
    started_at: instant,
    ended_at: instant.nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'RestatementRun' });

export const restatementRunView = (run: RunRow): z.infer<typeof restatementRunSchema> => ({
  portfolio_id: run.portfolioId,
  batch_run_id: run.runId,
  status: run.status,
  dates_valued: run.datesValued,
  dates_restated: run.datesRestated,
  started_at: run.startedAt,
  ended_at: run.endedAt,
  error: run.error,
});

export const importedTableSchema = z
  .strictObject({
    import_id: uuid,
    snapshots: z.int(),
    from: day,
    to: day,
    repeated_dates: z.array(day).meta({ description: 'Dates that had several rows: the last one was taken' }),
    breaks: z
      .array(
        z.strictObject({ date: day, stated: decimalText, expected: decimalText, difference: decimalText }),
      )
      .meta({ description: 'Where equity is not the equity before plus P&L plus flow' }),
    last_good: anchor.nullable(),
  })
  .meta({ id: 'ImportedSnapshots' });

export const importedTableView = (table: ImportedTable): z.infer<typeof importedTableSchema> => ({
  import_id: table.importId,
  snapshots: table.snapshots,
  from: table.from,
  to: table.to,
  repeated_dates: [...table.repeated],
  breaks: table.breaks.map((found) => ({ ...found })),
  last_good: table.lastGood,
});
