import type { Application, SignedInUser } from '../../../application/application.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Ownership } from '../route.ts';

/**
 * Whether the portfolio is the user's. A missing one is always 404; somebody else's is what the route says. The read
 * model answers the usual case; the log is asked when it does not know, because it may be a moment behind, and also
 * for foreign ones, so that they take as long as missing ones.
 */
export const checkOwner = async (
  { application, queries }: { readonly application: Application; readonly queries: Queries },
  { userId, isSuperuser }: SignedInUser,
  portfolioId: string,
  { foreign, archived, superuserMay }: Ownership,
): Promise<Result<null, Refusal>> => {
  if (superuserMay && isSuperuser) return ok(null);
  const portfolio = await queries.portfolio(portfolioId);
  if (portfolio?.userId === userId) return ok(null);
  const owner = await (archived ? application.ownerOfArchived : application.ownerOfPortfolio)(portfolioId);
  if (owner === userId) return ok(null);
  return fail(refuse(owner === null ? 'ERR_NOT_FOUND' : foreign));
};
