import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { portfoliosIn, type RestatementScope } from '../../application/restatement/order-restatement.ts';
import type { RestatementPlan, RestatementTerms } from '../../application/restatement/plan-restatement.ts';
import type { Command, Output } from './command.ts';
import { explainRefusal } from './explain-refusal.ts';
import { table } from './table.ts';
import { withConfig } from './with-config.ts';
import { withRestatement } from './with-restatement.ts';

const id = z.guid().toLowerCase();
const anchorText = z.union([
  z.literal('last-good').transform(() => 'last_good' as const),
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}:-?\d+(\.\d{1,2})?$/)
    .transform((text) => {
      const [date = '', equity = ''] = text.split(':');
      return { date, equity: Number(equity).toFixed(2) };
    }),
]);

const options = z
  .object({
    portfolio: id.optional(),
    user: id.optional(),
    all: z.literal(true).optional(),
    from: z.iso.date().optional(),
    anchor: anchorText.optional(),
    reason: z.string().trim().min(1).max(500).default('asked for on the command line'),
    apply: z.boolean().default(false),
  })
  .refine(
    (given) => [given.portfolio, given.user, given.all].filter((one) => one !== undefined).length === 1,
    {
      message: 'Give exactly one of --portfolio, --user and --all.',
    },
  )
  .refine((given) => given.from !== undefined || given.anchor !== undefined, {
    message: 'Give --from, or --anchor, or both.',
  });

const scopeOf = ({ portfolio, user }: z.output<typeof options>): RestatementScope => {
  if (portfolio !== undefined) return { kind: 'portfolio', portfolioId: portfolio };
  return user === undefined ? { kind: 'all' } : { kind: 'user', userId: user };
};

const termsOf = ({ from, anchor, reason }: z.output<typeof options>): RestatementTerms =>
  from !== undefined && anchor === undefined
    ? { from, anchor: null, reason }
    : { from: from ?? null, anchor: anchor ?? 'last_good', reason };

const show = (plan: RestatementPlan, output: Output): void => {
  const start =
    plan.anchor === null ? '' : `, from ${plan.anchor.equity} at the close of ${plan.anchor.date}`;
  output.line(`${plan.portfolioId}: ${plan.dates.length} dates change from ${plan.from} on${start}`);
  const rows = plan.dates.map(({ date, change, reason, changed }) => {
    const equity = changed.find(({ field }) => field === 'equity');
    return [
      `  ${date}`,
      change,
      equity === undefined ? '' : `equity ${equity.before ?? '-'} -> ${equity.after ?? '-'}`,
      reason,
    ];
  });
  for (const line of table(rows)) output.line(line);
};

export const restateCommand: Command = {
  name: 'restate',
  about: 'Value dates anew with today’s engine and facts: shows what would change, and does it with --apply',
  options: {
    portfolio: { type: 'string', about: 'the id of one portfolio' },
    user: { type: 'string', about: 'all portfolios of a user, by the id' },
    all: { type: 'boolean', about: 'every portfolio' },
    from: { type: 'string', about: 'the first date that is restated, such as 2025-11-17' },
    anchor: {
      type: 'string',
      about: 'roll equity from last-good, or from a close such as 2025-11-14:106000.00',
    },
    reason: { type: 'string', about: 'why; it stands in every event' },
    apply: { type: 'boolean', about: 'do it; without this nothing is written' },
  },
  run: ({ options: given, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const parsed = options.safeParse(given);
      if (!parsed.success) {
        for (const { path, message } of parsed.error.issues)
          output.error(path.length === 0 ? message : `--${path.join('.')}: ${message}`);
        return 2;
      }
      const [scope, terms] = [scopeOf(parsed.data), termsOf(parsed.data)];
      return withRestatement(config, async (restatement, queries) => {
        if (!parsed.data.apply) {
          let refused = 0;
          for await (const portfolioId of portfoliosIn(queries, scope)) {
            const plan = await restatement.plan(portfolioId, terms);
            if (plan.ok) show(plan.value, output);
            else {
              refused += 1;
              output.error(`${portfolioId}: ${explainRefusal(plan.error)}`);
            }
          }
          output.line('Nothing was written; --apply does it.');
          return refused === 0 ? 0 : 1;
        }
        const ids = { commandId: randomUUID(), correlationId: randomUUID() };
        const ordered = await restatement.order(scope, terms, {
          ...ids,
          actor: { kind: 'process', name: 'restate' },
        });
        for (const { portfolioId, refusal } of ordered.refused)
          output.error(`${portfolioId}: ${explainRefusal(refusal)}`);
        output.line(
          `Restatement ${ordered.restatementId}: ${ordered.portfolios} portfolios; the running service calculates them, ` +
            'or the next one that starts.',
        );
        return ordered.refused.length === 0 ? 0 : 1;
      });
    }),
};
