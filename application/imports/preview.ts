import type { IsoInstant } from '../../domain/dates.ts';
import type { Answers } from './answer-questions.ts';
import type { FileReading, ReadingOptions } from './reading.ts';

/** How long a preview is kept. */
export const PREVIEW_HOURS = 24;
/** Of one person; older ones make room for the next. */
export const PREVIEWS_PER_USER = 20;

/** What a file would bring in. Its bytes and its name are not kept, and nothing of it is in the log. */
export type Preview = {
  readonly previewId: string;
  readonly userId: string;
  readonly createdAt: IsoInstant;
  readonly expiresAt: IsoInstant;
  readonly fileSha256: string;
  /** The portfolio that the file is to be compared with, for a newer file of the same account. */
  readonly portfolioId: string | null;
  /** How the file was read, for what can be answered without it. */
  readonly onDuplicate: ReadingOptions['onDuplicate'];
  /** As the file was read; what has been answered since stands beside it, and can be answered otherwise. */
  readonly reading: FileReading;
  readonly answers: Answers;
};
