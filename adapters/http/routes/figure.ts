import { z } from 'zod';
import { type Aggregate, loadAggregate } from '../../../application/analytics/aggregate.ts';
import { type Book, loadBook } from '../../../application/analytics/book.ts';
import type { SignedInUser } from '../../../application/application.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { StressScenario } from '../../../domain/risk/scenarios.ts';
import { checkOwners } from '../pipeline/ownership.ts';
import { json, writtenJson } from '../reply.ts';
import { type Input, portfolioRoute, type Route, userRoute } from '../route.ts';
import type { RouteServices } from '../services.ts';
import {
  aggregateFields,
  aggregateNotAvailable,
  aggregateUnavailable,
  aggregateView,
  computedFields,
  computedView,
} from '../views/analytics/origin.ts';
import { idParameter, notAvailable, type Reason, unavailable, uuid } from '../views/scalars.ts';

/** A figure of a book that is computed when it is read: what it is called, takes and says. */
export type Figure<Query extends z.ZodRawShape, Fields extends z.ZodRawShape> = {
  readonly path: string;
  /** Of its schema in the document. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly query: Query;
  /** What parameters must be to each other. */
  readonly rule?: {
    readonly holds: (query: Record<string, unknown>) => boolean;
    readonly path: readonly string[];
    readonly message: string;
  };
  readonly fields: Fields;
  /** Numbers behind it that `explain` knows. */
  readonly explained?: readonly string[];
  /** Why there is none, when `compute` gives null. */
  readonly none: Reason;
  readonly compute: (
    queries: Queries,
    book: Book,
    query: z.output<z.ZodObject<Query>>,
    scenarios: readonly StressScenario[],
  ) => Promise<z.input<z.ZodObject<Fields>> | null>;
};

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;

/** The schemas above have checked what the figure takes; the compiler cannot follow shapes that are put together. */
const queryFor = <Query extends z.ZodRawShape>(query: unknown) => query as z.output<z.ZodObject<Query>>;

const ruled = (query: z.ZodObject, rule: Figure<never, never>['rule']): z.ZodObject =>
  rule === undefined ? query : query.refine(rule.holds, { path: [...rule.path], message: rule.message });

/** The figure of one portfolio. */
export const portfolioFigure = <Query extends z.ZodRawShape, Fields extends z.ZodRawShape>(
  figure: Figure<Query, Fields>,
): Route => {
  const input: Input = {
    params: z.strictObject({ id: idParameter }),
    query: ruled(z.strictObject(figure.query), figure.rule),
  };
  const body: z.ZodType = z.union([
    z.strictObject({ ...computedFields, ...figure.fields }).meta({ id: figure.id }),
    unavailable,
  ]);
  return portfolioRoute(
    { ...own, stamped: true },
    {
      method: 'get',
      path: `/api/v1/analytics/portfolio/{id}/${figure.path}`,
      tag: 'Analytics',
      summary: figure.summary,
      input,
      success: { status: 200, description: figure.description, body },
      handle: async ({ portfolioId, stamp, query }, { queries, definitions, figureCache }) => {
        let none: Reason = figure.none;
        const answer = await figureCache.read(
          { scope: { portfolioIds: [portfolioId] }, name: nameOf(figure.path, query), stamp },
          async () => {
            const book = await loadBook(queries, portfolioId);
            if (book === null) {
              none = 'NO_SNAPSHOT';
              return null;
            }
            const figures = await figure.compute(
              queries,
              book,
              queryFor<Query>(query),
              definitions.scenarios,
            );
            return figures === null
              ? null
              : { ...computedView(portfolioId, book, figure.explained ?? []), ...figures };
          },
        );
        return answer === null ? json(notAvailable(portfolioId, none)) : writtenJson(answer.json);
      },
    },
  );
};

const portfolioIds = z
  .string()
  .transform((list) => list.split(',').map((id) => id.trim().toLowerCase()))
  .pipe(z.array(uuid).min(1).max(200))
  .optional()
  .meta({
    type: 'string',
    description: 'Only these portfolios, separated by commas; all of them without it',
  });

/** Which figure with which parameters; two ways to say the same are one. */
const nameOf = (path: string, query: unknown): string => `${path} ${canonicalJson(query)}`;

/** All portfolios of the user as one book, or only those asked for, which have to be theirs. Null when none was valued. */
export const ownAggregate = async (
  services: RouteServices,
  user: SignedInUser,
  asked: readonly string[] | null,
): Promise<Result<Aggregate | null, Refusal>> => {
  const owned = await checkOwners(services, user, asked ?? [], own);
  return owned.ok ? ok(await loadAggregate(services.queries, user.userId, asked)) : owned;
};

/** A figure over all portfolios of the user together, or over those asked for; somebody else's is answered with 404. */
export const aggregateFigure = <Query extends z.ZodRawShape, Fields extends z.ZodRawShape>(
  figure: Omit<Figure<Query, Fields>, 'compute' | 'explained'> & {
    readonly compute: (
      queries: Queries,
      aggregate: Aggregate,
      query: z.output<z.ZodObject<Query>>,
      scenarios: readonly StressScenario[],
    ) => Promise<z.input<z.ZodObject<Fields>> | null>;
  },
): Route => {
  const shape = { portfolio_ids: portfolioIds, ...figure.query };
  const input: Input = { query: ruled(z.strictObject(shape), figure.rule) };
  const body: z.ZodType = z.union([
    z.strictObject({ ...aggregateFields, ...figure.fields }).meta({ id: figure.id }),
    aggregateUnavailable,
  ]);
  return userRoute({
    method: 'get',
    path: `/api/v1/analytics/aggregate/${figure.path}`,
    travels: true,
    tag: 'Analytics',
    summary: figure.summary,
    input,
    success: { status: 200, description: figure.description, body },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ query, user }, services) => {
      const { queries, definitions, figureCache } = services;
      const asked = (query as { readonly portfolio_ids?: readonly string[] }).portfolio_ids ?? null;
      const owned = await checkOwners(services, user, asked ?? [], own);
      if (!owned.ok) return owned;
      let none: Reason = figure.none;
      const answer = await figureCache.read(
        {
          scope: asked === null ? { userId: user.userId } : { portfolioIds: asked },
          name: nameOf(`aggregate ${figure.path}`, query),
        },
        async () => {
          const aggregate = await loadAggregate(queries, user.userId, asked);
          if (aggregate === null) {
            none = 'NO_SNAPSHOT';
            return null;
          }
          const figures = await figure.compute(
            queries,
            aggregate,
            queryFor<Query>(query),
            definitions.scenarios,
          );
          return figures === null ? null : { ...aggregateView(aggregate), ...figures };
        },
      );
      return answer === null ? json(aggregateNotAvailable(none)) : writtenJson(answer.json);
    },
  });
};
