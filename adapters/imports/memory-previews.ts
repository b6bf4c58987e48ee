import { PREVIEWS_PER_USER, type Preview } from '../../application/imports/preview.ts';
import type { Previews } from '../../application/ports/previews.ts';

/** For tests and for the in-memory event store. */
export const createMemoryPreviews = (): Previews => {
  const kept = new Map<string, Preview>();
  return {
    save: async (preview, now) => {
      kept.set(preview.previewId, preview);
      const newestFirst = [...kept.values()]
        .filter(({ userId }) => userId === preview.userId)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.previewId.localeCompare(b.previewId));
      for (const { previewId } of newestFirst.slice(PREVIEWS_PER_USER)) kept.delete(previewId);
      for (const { previewId, expiresAt } of kept.values()) if (expiresAt <= now) kept.delete(previewId);
    },
    find: async (userId, previewId, now) => {
      const preview = kept.get(previewId);
      return preview?.userId === userId && preview.expiresAt > now ? preview : null;
    },
  };
};
