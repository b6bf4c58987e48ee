import type { UserRequest } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { mayRead, otherPerson, subjectOf } from './subject.ts';

/** Whether the caller may read the stream, and there is one. Looking at another person's is recorded first. */
export const openStream = async (
  { store, recordAccess }: Pick<RouteServices, 'store' | 'recordAccess'>,
  { user, context }: Pick<UserRequest, 'user' | 'context'>,
  stream: string,
): Promise<boolean> => {
  const subject = await subjectOf(store, stream);
  if (!mayRead(user, subject)) return false;
  if ((await store.readStream(stream, { limit: 1 })).length === 0) return false;
  const userId = otherPerson(user, subject);
  if (userId !== null) {
    const { portfolioId } = subject;
    await recordAccess({ userId, accessedBy: user.userId, action: `stream ${stream}`, portfolioId }, context);
  }
  return true;
};
