import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallContext } from '../application.ts';
import type { RequestCalculation } from '../calculation/request-calculation.ts';
import type { HandleCommand } from '../command-handler.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { Position } from '../ports/event-store.ts';
import type { Queries } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import { type RestatementDependencies, type RestatementTerms, resolveTerms } from './plan-restatement.ts';

export type RestatementScope =
  | { readonly kind: 'portfolio'; readonly portfolioId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'all' };

export type OrderedRestatement = {
  readonly restatementId: string;
  /** Each has a run under the order's id. */
  readonly portfolios: number;
  /** Portfolios that could not be asked for, and why; at most 100. */
  readonly refused: readonly { readonly portfolioId: string; readonly refusal: Refusal }[];
  readonly position: Position | null;
};

const PAGE = 500;
const REFUSED_LISTED = 100;

/** Every portfolio of a scope, in ascending order of their ids; those of many after `after`. */
export async function* portfoliosIn(
  queries: Pick<Queries, 'portfolioIds'>,
  scope: RestatementScope,
  after: string | null = null,
): AsyncGenerator<string> {
  if (scope.kind === 'portfolio') {
    yield scope.portfolioId;
    return;
  }
  const userId = scope.kind === 'user' ? scope.userId : null;
  for (let last = after; ; ) {
    const ids: readonly string[] = await queries.portfolioIds({ userId, after: last, limit: PAGE });
    yield* ids;
    if (ids.length < PAGE) return;
    last = ids.at(-1) ?? null;
  }
}

/**
 * Asks for a run of every portfolio in the scope, which restates what is not as today's engine and facts have it. Ids
 * follow from the command's, so that a repeated order, also one that was cut short, is one order. Where an anchor is
 * given it becomes the portfolio's stated equity, as an event, before the run.
 */
export const createOrderRestatement =
  ({
    store,
    queries,
    handle,
    requestCalculation,
  }: Pick<RestatementDependencies, 'store' | 'queries'> & {
    readonly handle: HandleCommand;
    readonly requestCalculation: RequestCalculation;
  }) =>
  async (
    scope: RestatementScope,
    terms: RestatementTerms,
    context: CallContext,
  ): Promise<OrderedRestatement> => {
    const restatementId = uuid5('restatement', context.commandId);
    const { reason } = terms;

    const orderOne = async (portfolioId: string): Promise<Result<Position | null, Refusal>> => {
      const portfolio = await loadPortfolio(store, portfolioId);
      if (portfolio.status !== 'open') return fail(refuse('ERR_NOT_FOUND'));
      const resolved = await resolveTerms(queries, portfolioId, terms);
      if (!resolved.ok) return resolved;
      const { from, anchor } = resolved.value;
      if (anchor !== null) {
        const stated = await handle(
          portfolioDecider,
          streams.portfolio(portfolioId),
          { type: 'StateEquity', portfolioId, equity: anchor.equity, asOf: anchor.date, reason },
          context,
        );
        if (!stated.ok) return stated;
      }
      const requested = await requestCalculation(
        {
          runId: uuid5(`restatement of ${portfolioId}`, context.commandId),
          portfolioId,
          force: false,
          trigger: 'restatement',
          restatement: { restatementId, from, reason, anchored: anchor !== null },
        },
        context,
      );
      return requested.ok ? ok(requested.value.position) : requested;
    };

    let portfolios = 0;
    let position: Position | null = null;
    const refused: { readonly portfolioId: string; readonly refusal: Refusal }[] = [];
    for await (const portfolioId of portfoliosIn(queries, scope)) {
      const ordered = await orderOne(portfolioId);
      if (ordered.ok) {
        portfolios += 1;
        position = ordered.value ?? position;
      } else if (refused.length < REFUSED_LISTED) {
        refused.push({ portfolioId, refusal: ordered.error });
      }
    }
    return { restatementId, portfolios, refused, position };
  };
