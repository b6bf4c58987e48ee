import type { SignedInUser } from '../../../application/application.ts';
import { ownerEver } from '../../../application/history/owner-ever.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const OF_PORTFOLIO = new RegExp(`^(?:portfolio|calculation|valuation|risk|targets)-(${ID})$`);
const OF_USER = new RegExp(`^(?:user|accounts|access|impersonations)-(${ID})$`);

/** Whose data a stream holds; `userId` is null where it is nobody's. Not `known`: for superusers only. */
export type Subject = {
  readonly known: boolean;
  readonly userId: string | null;
  readonly portfolioId: string | null;
};

export const subjectOf = async (store: Pick<EventStore, 'readStream'>, stream: string): Promise<Subject> => {
  if (stream.startsWith('symbol-')) return { known: true, userId: null, portfolioId: null };
  const portfolioId = OF_PORTFOLIO.exec(stream)?.[1];
  if (portfolioId !== undefined) {
    const userId = await ownerEver(store, portfolioId);
    return { known: userId !== null, userId, portfolioId };
  }
  const userId = OF_USER.exec(stream)?.[1];
  return { known: userId !== undefined, userId: userId ?? null, portfolioId: null };
};

/** A superuser may read every stream; others what is theirs, and what is known of symbols, which is nobody's. */
export const mayRead = (user: SignedInUser, subject: Subject): boolean =>
  user.isSuperuser || (subject.known && (subject.userId === null || subject.userId === user.userId));

/** Another person whose data it is: it is not looked at unrecorded. */
export const otherPerson = (user: SignedInUser, { userId }: Subject): string | null =>
  userId === user.userId ? null : userId;
