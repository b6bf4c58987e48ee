import { newYorkClock } from '../../domain/dates.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { type Answers, answerQuestions } from './answer-questions.ts';
import { PREVIEW_HOURS, type Preview } from './preview.ts';
import type { FileReading, ReadingOptions } from './reading.ts';

const HOUR = 3_600_000;

/** A file that has just been read. The preview's id follows from the command's, so that a repeat keeps one. */
export const newPreview = (
  file: {
    readonly fileSha256: string;
    readonly reading: FileReading;
    readonly options: ReadingOptions;
    readonly answers: Answers;
    readonly portfolioId: string | null;
  },
  by: { readonly userId: string; readonly commandId: string },
  now: Date,
): Preview => {
  return {
    previewId: uuid5('preview', by.commandId),
    userId: by.userId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + PREVIEW_HOURS * HOUR).toISOString(),
    fileSha256: file.fileSha256,
    portfolioId: file.portfolioId,
    onDuplicate: file.options.onDuplicate,
    reading: file.reading,
    answers: file.answers,
  };
};

/** The reading as it stands with all that has been answered. */
export const answeredReading = (
  { reading, answers, onDuplicate }: Pick<Preview, 'reading' | 'answers' | 'onDuplicate'>,
  now: Date,
): Result<FileReading, Refusal> =>
  answerQuestions(reading, answers, { today: newYorkClock(now).date, onDuplicate });
