import { z } from 'zod';
import type { CapitalFlowRow, FlowTotals } from '../../../application/ports/queries.ts';
import { addDays } from '../../../domain/dates.ts';
import { limits } from '../../../domain/limits.ts';
import { FLOW_KINDS } from '../../../domain/portfolio/capital-flow.ts';
import type { KnownFlow } from '../../../domain/portfolio/decide-capital-flow.ts';
import { hasControlCharacters, isLongerThan } from '../../../domain/text.ts';
import { day, instant, money, uuid } from './scalars.ts';

const { notesLength } = limits.capitalFlow;

/** Of control characters, notes may have line breaks and tabs. */
const notesField = z
  .string()
  .trim()
  .refine((text) => !isLongerThan(text, notesLength), `At most ${notesLength} characters.`)
  .refine((text) => !hasControlCharacters(text.replace(/[\n\r\t]/g, ' ')), 'Control characters.')
  .meta({ maxLength: notesLength });

/** What a person states about a flow. The amount's rule has a code of its own, so that any text or number gets there. */
export const statedFlowSchema = z
  .strictObject({
    change_type: z.enum(FLOW_KINDS),
    amount: z.union([z.string().max(100), z.number()]).meta({
      description: 'US dollars, above zero, at most two decimals; text is exact',
      example: '2500.00',
    }),
    change_date: day.meta({ description: 'New York calendar date, today or earlier' }),
    notes: notesField.nullable().optional(),
  })
  .meta({ id: 'StatedEquityChange' });

export const statedFlow = (body: z.output<typeof statedFlowSchema>) => ({
  kind: body.change_type,
  amount: String(body.amount),
  date: body.change_date,
  notes: body.notes ? body.notes : null,
});

const fields = {
  portfolio_id: uuid,
  change_id: uuid,
  change_type: z.enum(FLOW_KINDS),
  amount: money.meta({ description: 'Always positive: the type says in which direction' }),
  change_date: day,
  notes: z.string().nullable(),
  editable_until: day,
  deletable_until: day,
};

const fieldsOf = (portfolioId: string, flow: KnownFlow) => ({
  portfolio_id: portfolioId,
  change_id: flow.flowId,
  change_type: flow.kind,
  amount: flow.amount,
  change_date: flow.date,
  notes: flow.notes,
  editable_until: addDays(flow.recordedOn, limits.flowEditableDays),
  deletable_until: addDays(flow.recordedOn, limits.flowDeletableDays),
});

export const flowSchema = z
  .strictObject({ ...fields, recorded_at: instant, corrected_at: instant.nullable() })
  .meta({ id: 'EquityChange' });

export const flowView = (portfolioId: string, row: CapitalFlowRow): z.infer<typeof flowSchema> => ({
  ...fieldsOf(portfolioId, row),
  recorded_at: row.recordedAt,
  corrected_at: row.correctedAt,
});

const runOfFlow = {
  batch_run_id: uuid.meta({ description: 'The calculation that follows by itself' }),
  message: z.string(),
};

export const acceptedFlowSchema = z
  .strictObject({ ...fields, ...runOfFlow })
  .meta({ id: 'AcceptedEquityChange' });

export const acceptedFlowView = (
  portfolioId: string,
  { flow, runId }: { readonly flow: KnownFlow; readonly runId: string },
  message: string,
): z.infer<typeof acceptedFlowSchema> => ({
  ...fieldsOf(portfolioId, flow),
  batch_run_id: runId,
  message,
});

export const removedFlowSchema = z
  .strictObject({ portfolio_id: uuid, change_id: uuid, ...runOfFlow })
  .meta({ id: 'RemovedEquityChange' });

export const flowTotalsSchema = z
  .strictObject({
    contributions: money,
    withdrawals: money,
    net_flow: money.meta({ description: 'Contributions less withdrawals' }),
    num_changes: z.int().nonnegative(),
  })
  .meta({ id: 'EquityChangeTotals' });

export const flowTotalsView = (totals: FlowTotals): z.infer<typeof flowTotalsSchema> => ({
  contributions: totals.contributions,
  withdrawals: totals.withdrawals,
  net_flow: totals.net,
  num_changes: totals.count,
});
