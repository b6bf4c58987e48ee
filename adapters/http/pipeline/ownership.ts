import type { Application, SignedInUser } from '../../../application/application.ts';
import type { FigureStamp, FigureStamps } from '../../../application/ports/figure-stamps.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Ownership } from '../route.ts';

/**
 * Whether the portfolio is the user's. A missing one is always 404; somebody else's is what the route says. The read
 * model (`shown`) answers the usual case; the log is asked when it does not know, because it may be a moment behind, and
 * also for foreign ones, so that they take as long as missing ones.
 */
const decideOwner = async (
  application: Application,
  userId: string,
  portfolioId: string,
  shown: string | undefined,
  { foreign, archived }: Ownership,
): Promise<Result<null, Refusal>> => {
  if (shown === userId) return ok(null);
  const owner = await (archived ? application.ownerOfArchived : application.ownerOfPortfolio)(portfolioId);
  if (owner === userId) return ok(null);
  return fail(refuse(owner === null ? 'ERR_NOT_FOUND' : foreign));
};

/** Of several the first that is not theirs decides. */
export const checkOwners = async (
  { application, queries }: { readonly application: Application; readonly queries: Queries },
  { userId, isSuperuser }: SignedInUser,
  portfolioIds: readonly string[],
  ownership: Ownership,
): Promise<Result<null, Refusal>> => {
  if (ownership.superuserMay && isSuperuser) return ok(null);
  const owners = await queries.portfolioOwners(portfolioIds);
  for (const portfolioId of portfolioIds) {
    const owned = await decideOwner(application, userId, portfolioId, owners.get(portfolioId), ownership);
    if (!owned.ok) return owned;
  }
  return ok(null);
};

/** The same for one, with the stamp of what its figures are made of. */
export const checkStampedOwner = async (
  { application, figureStamps }: { readonly application: Application; readonly figureStamps: FigureStamps },
  { userId }: SignedInUser,
  portfolioId: string,
  ownership: Ownership,
): Promise<Result<FigureStamp | null, Refusal>> => {
  const { owners, stamp } = await figureStamps({ portfolioIds: [portfolioId] });
  const owned = await decideOwner(application, userId, portfolioId, owners.get(portfolioId), ownership);
  return owned.ok ? ok(stamp) : owned;
};
