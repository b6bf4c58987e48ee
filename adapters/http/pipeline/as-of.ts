import type { Request, Response } from 'express';
import { NO_FIGURE_CACHE } from '../../../application/analytics/figure-cache.ts';
import type { SignedInUser } from '../../../application/application.ts';
import { createExplain } from '../../../application/explain/explain.ts';
import { type Moment, momentOf } from '../../../application/history/as-of.ts';
import { ownerEver } from '../../../application/history/owner-ever.ts';
import { storeUntil } from '../../../application/history/store-until.ts';
import type { Scope } from '../../../application/ports/past.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Reply } from '../reply.ts';
import type { Ownership, Route } from '../route.ts';
import type { RouteServices } from '../services.ts';

/** The parameter of every route that travels; null when it is not given. */
export const readAsOf = async (
  { travels }: Route,
  { query }: Request,
  { store, logIndex, clock }: RouteServices,
): Promise<Result<Moment | null, Refusal>> => {
  if (!travels || query.as_of === undefined) return ok(null);
  return typeof query.as_of === 'string'
    ? momentOf({ store, index: logIndex, clock }, query.as_of)
    : fail(refuse('ERR_ASOF_001', { message: 'Give as_of once.' }));
};

/** What is left of the query for the route's own schema. */
export const withoutAsOf = ({ travels }: Route, { query }: Request): Request['query'] => {
  if (!travels) return query;
  const { as_of: _, ...rest } = query;
  return rest;
};

/** Whether the portfolio is the user's: asked of the log before anything is folded for them. */
export const checkOwnerEver = async (
  { store }: RouteServices,
  { userId, isSuperuser }: SignedInUser,
  portfolioId: string,
  { foreign, superuserMay }: Ownership,
): Promise<Result<null, Refusal>> => {
  const owner = await ownerEver(store, portfolioId);
  if (owner === null) return fail(refuse('ERR_NOT_FOUND'));
  return owner === userId || (superuserMay && isSuperuser) ? ok(null) : fail(refuse(foreign));
};

/** The services of a route as they were: the same code gets them, and cannot tell. */
const servicesThen = (services: RouteServices, { position, at }: Moment, queries: Queries): RouteServices => {
  const store = storeUntil(services.store, position);
  return {
    ...services,
    queries,
    store,
    explain: createExplain({ store, queries }),
    figureCache: { ...services.figureCache, ...NO_FIGURE_CACHE },
    clock: () => new Date(at),
  };
};

/** Runs the route's work in the past, and says in the answer's headers when that was. */
export const workThen = async (
  { services, response }: { readonly services: RouteServices; readonly response: Response },
  {
    moment,
    scope,
    seesArchived,
  }: { readonly moment: Moment; readonly scope: Scope; readonly seesArchived: boolean },
  work: (services: RouteServices) => Promise<Result<Reply, Refusal>>,
): Promise<Result<Reply, Refusal>> => {
  response.set({ 'X-As-Of-Position': String(moment.position), 'X-As-Of-Time': moment.at });
  return services.past.at(scope, moment.position, async (queries) => {
    const there =
      scope.kind === 'user' || seesArchived || (await queries.portfolio(scope.portfolioId)) !== null;
    return there
      ? work(servicesThen(services, moment, queries))
      : fail(refuse('ERR_NOT_FOUND', { message: 'There was no such portfolio at that time.' }));
  });
};
