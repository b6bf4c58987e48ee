import { PREVIEWS_PER_USER, type Preview } from '../../application/imports/preview.ts';
import type { Previews } from '../../application/ports/previews.ts';

/** For tests and for the in-memory event store. */
export const createMemoryPreviews = (): Previews => {
  const kept = new Map<string, Preview>();
  return {
    save: async (preview, now) => {
      kept.set(preview.previewId, preview);
      const olderNewestFirst = [...kept.values()]
        .filter(({ userId, previewId }) => userId === preview.userId && previewId !== preview.previewId)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.previewId.localeCompare(b.previewId));
      for (const { previewId } of olderNewestFirst.slice(PREVIEWS_PER_USER - 1)) kept.delete(previewId);
      for (const { previewId, expiresAt } of kept.values()) if (expiresAt <= now) kept.delete(previewId);
    },
    find: async (userId, previewId, now) => {
      const preview = kept.get(previewId);
      return preview?.userId === userId && preview.expiresAt > now ? preview : null;
    },
  };
};
