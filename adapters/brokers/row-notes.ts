import type { FileReading, RowNote } from '../../application/imports/reading.ts';

const LISTED_NOTES = 1_000;

export type RowNotes = Pick<FileReading, 'rows' | 'counts'>;

/** Notes what became of each row: counts all, lists the first thousand of each outcome in the order of the file. */
export const collectRowNotes = (): {
  readonly add: (note: RowNote) => void;
  readonly finish: () => RowNotes;
} => {
  const rows: RowNote[] = [];
  const counts = { taken: 0, assumed: 0, skipped: 0 };
  return {
    add: (note) => {
      counts[note.outcome]++;
      if (counts[note.outcome] <= LISTED_NOTES) rows.push(note);
    },
    finish: () => ({ rows: rows.toSorted((a, b) => a.row - b.row), counts }),
  };
};
