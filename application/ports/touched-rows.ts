import type { RecordedEvent } from './event-store.ts';

/** Rows of one read-model table that an event writes; `keys` has the first of them. */
export type TouchedRows = {
  readonly table: string;
  readonly operation: 'write' | 'remove';
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly total: number;
};

/** Which rows an event touches, said by the projections' own code without touching them. */
export type RowsTouchedBy = (event: RecordedEvent) => Promise<readonly TouchedRows[]>;
