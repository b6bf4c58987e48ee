import { ownerEver } from '../../../application/history/owner-ever.ts';
import type { PortfolioRequest, Route } from '../route.ts';
import type { RouteServices } from '../services.ts';

/** Records that somebody looks at another person's data, before they see any of it. */
export const recordForeignAccess = async (
  route: Route,
  { user, portfolioId, context }: PortfolioRequest,
  { store, recordAccess }: Pick<RouteServices, 'store' | 'recordAccess'>,
): Promise<void> => {
  if (route.access === 'public') return;
  // What changes something is in the log anyway, with both names.
  if (route.method !== 'get' && route.impersonated !== 'read') return;
  const action = `${route.method.toUpperCase()} ${route.path}`;
  const { actor } = context;
  if (actor.kind === 'user' && actor.impersonatorId !== undefined) {
    const access = { userId: actor.userId, accessedBy: actor.impersonatorId, action, portfolioId };
    await recordAccess(access, context);
    return;
  }
  if (route.owns?.superuserMay !== true || !user.isSuperuser) return;
  const owner = await ownerEver(store, portfolioId);
  if (owner === null || owner === user.userId) return;
  await recordAccess({ userId: owner, accessedBy: user.userId, action, portfolioId }, context);
};
