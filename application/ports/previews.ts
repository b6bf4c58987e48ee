import type { IsoInstant } from '../../domain/dates.ts';
import type { Preview } from '../imports/preview.ts';

/**
 * Previews of files, kept for a limited time and outside the log. Saving one again replaces it; saving also clears
 * away what has expired, and the oldest of the same person beyond `PREVIEWS_PER_USER`.
 */
export type Previews = {
  readonly save: (preview: Preview, now: IsoInstant) => Promise<void>;
  /** Null when there is none, it has expired, or it is somebody else's. */
  readonly find: (userId: string, previewId: string, now: IsoInstant) => Promise<Preview | null>;
};
