import { z } from 'zod';
import type { ReimportPlan } from '../../../application/application.ts';
import type { PlannedReimport } from '../../../application/imports/reimported-file.ts';
import type { StatedLot } from '../../../domain/portfolio/lot.ts';
import type { Difference, ReconciliationQuestion } from '../../../domain/portfolio/reconciliation.ts';
import { day, decimalText, uuid } from './scalars.ts';

const lotSchema = z.strictObject({
  position_id: uuid,
  symbol: z.string(),
  quantity: decimalText,
  entry_price: decimalText,
  entry_date: day.nullable().meta({ description: 'Null until it has been said' }),
});

const lotView = (
  { position: { positionId, symbol, quantity, entryPrice, entryDate } }: StatedLot,
  dated: boolean,
): z.infer<typeof lotSchema> => ({
  position_id: positionId,
  symbol,
  quantity,
  entry_price: entryPrice,
  entry_date: dated ? entryDate : null,
});

const figures = z.strictObject({ quantity: decimalText, entry_price: decimalText });

const splitSchema = z.strictObject({ symbol: z.string(), new_shares: z.int(), old_shares: z.int() });

const changesShape = {
  opened: z.array(lotSchema),
  changed: z.array(
    z.strictObject({
      position_id: uuid,
      symbol: z.string(),
      what: z.enum(['quantity', 'cost', 'split']),
      before: figures,
      after: figures,
    }),
  ),
  closed: z.array(
    z.strictObject({
      position_id: uuid,
      symbol: z.string(),
      quantity: decimalText.meta({ description: 'That was closed' }),
      remaining: decimalText.nullable().meta({ description: 'Null when nothing is left' }),
      exit_date: day.nullable(),
      exit_price: decimalText.nullable(),
      price_from: z
        .enum(['given', 'last_close', 'stated', 'file'])
        .meta({ description: 'You, the latest known close, the stated value of cash, or the file' }),
    }),
  ),
  splits: z.array(splitSchema),
};

export const changesSchema = z.strictObject(changesShape).meta({ id: 'ImportChanges' });

const changedFigures = ({ position: { quantity, entryPrice } }: StatedLot): z.infer<typeof figures> => ({
  quantity,
  entry_price: entryPrice,
});

export const changesView = (
  { opened, changed, closed, splits }: Difference,
  dated = true,
): z.infer<typeof changesSchema> => ({
  opened: opened.map((lot) => lotView(lot, dated)),
  changed: changed.map(({ before, after, what }) => ({
    position_id: before.position.positionId,
    symbol: before.position.symbol,
    what,
    before: changedFigures(before),
    after: changedFigures(after),
  })),
  closed: closed.map(({ before, closed: lot, remainder, priceFrom }) => ({
    position_id: before.position.positionId,
    symbol: before.position.symbol,
    quantity: lot.position.quantity,
    remaining: remainder?.position.quantity ?? null,
    exit_date: lot.position.exit?.date ?? null,
    exit_price: lot.position.exit?.price ?? null,
    price_from: priceFrom,
  })),
  splits: splits.map(({ symbol, newShares, oldShares }) => ({
    symbol,
    new_shares: newShares,
    old_shares: oldShares,
  })),
});

const differenceQuestionSchema = z.discriminatedUnion('id', [
  z.strictObject({
    id: z.literal('split'),
    symbol: z.string(),
    ratio: z.strictObject({ new_shares: z.int(), old_shares: z.int() }),
    quantity_before: decimalText,
    quantity_after: decimalText,
    cost_before: decimalText.meta({ description: 'Per share' }),
    cost_after: decimalText.meta({ description: 'Per share' }),
    message: z.string(),
  }),
  z.strictObject({
    id: z.literal('exit'),
    symbol: z.string(),
    quantity: decimalText,
    suggested_date: day,
    message: z.string(),
  }),
  z.strictObject({ id: z.literal('entry_date'), message: z.string(), rows: z.int() }),
]);

const questionView = (question: ReconciliationQuestion): z.infer<typeof differenceQuestionSchema> =>
  question.id === 'split'
    ? {
        id: 'split',
        symbol: question.symbol,
        ratio: { new_shares: question.ratio.newShares, old_shares: question.ratio.oldShares },
        quantity_before: question.quantityBefore,
        quantity_after: question.quantityAfter,
        cost_before: question.costBefore,
        cost_after: question.costAfter,
        message: `${question.symbol} looks as if it had been split: answer splits={"${question.symbol}":"split"} or "trade".`,
      }
    : {
        id: 'exit',
        symbol: question.symbol,
        quantity: question.quantity,
        suggested_date: question.suggestedDate,
        message: `${question.symbol} is no longer in the file, and no close of it is known: say in exits when it was sold and at what price.`,
      };

export const differenceSchema = z
  .strictObject({
    already_imported: uuid
      .nullable()
      .meta({ description: 'The import that this very file came with before' }),
    ...changesShape,
    unchanged: z.int(),
    questions: z
      .array(differenceQuestionSchema)
      .meta({ description: 'With any of them nothing can be applied' }),
    pending_symbols: z.array(z.string()),
  })
  .meta({ id: 'ImportDifference', description: 'How the file differs from what the portfolio holds' });

type Questions = z.infer<typeof differenceSchema>['questions'];

export const differenceQuestions = (
  { difference }: Pick<ReimportPlan, 'difference'>,
  entryDate: PlannedReimport['entryDate'],
): Questions => [
  ...difference.questions.map(questionView),
  ...(entryDate?.id === 'entry_date' ? [entryDate] : []),
];

export const differenceView = ({ plan, entryDate }: PlannedReimport): z.infer<typeof differenceSchema> => ({
  already_imported: plan.alreadyImported,
  ...changesView(plan.difference, entryDate === null),
  unchanged: plan.difference.unchanged.length,
  questions: differenceQuestions(plan, entryDate),
  pending_symbols: [...plan.pendingSymbols],
});
