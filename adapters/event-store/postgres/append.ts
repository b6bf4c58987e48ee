import type { AppendOutcome } from '../../../application/ports/event-store.ts';
import { positionFrom } from '../../../application/ports/event-store.ts';
import type { EncodedAppend } from '../encode.ts';
import { reusedEventIds } from '../misuse.ts';
import type { RunStatement } from './statements.ts';

/** Between texts that never contain it: JSON writes it as an escape, and ids are hexadecimal. */
const SEPARATOR = '\x1e';

/** The long lists go as one text each, which costs a fraction of writing and reading every quote of an array's elements. */
const statement = {
  name: 'event_store_append',
  text: `
    select status, at_revision, at_position
    from public.append_events($1, $2, $3, string_to_array($4, e'\\x1e')::uuid[], $5,
      string_to_array($6, e'\\x1e')::json[], string_to_array($7, e'\\x1e')::json[])`,
};

type Row = {
  readonly status: 'appended' | 'repeated' | 'conflict' | 'reused';
  readonly at_revision: string;
  readonly at_position: string;
};

/** In the function's terms: null is whatever is there, -1 is no stream. */
const expectedRevision = ({ expected }: EncodedAppend): bigint | null =>
  expected === 'any' ? null : expected === 'no-stream' ? -1n : expected;

const outcome = (asked: EncodedAppend, row: Row | undefined): AppendOutcome | Error => {
  if (row === undefined) return new Error('append_events gave too few outcomes');
  switch (row.status) {
    case 'appended':
    case 'repeated':
      return {
        status: 'appended',
        revision: BigInt(row.at_revision),
        position: positionFrom(row.at_position),
        repeated: row.status === 'repeated',
      };
    case 'conflict':
      return { status: 'conflict', actual: row.at_revision === '-1' ? 'no-stream' : BigInt(row.at_revision) };
    case 'reused':
      return reusedEventIds(asked.stream);
  }
};

/** Sends all appends in one round trip; each has an outcome of its own, an Error for a caller's bug. */
export const appendAll = async (
  run: RunStatement,
  appends: readonly EncodedAppend[],
): Promise<readonly (AppendOutcome | Error)[]> => {
  const events = appends.flatMap((append) => append.events);
  const rows = await run<Row>(statement, [
    appends.map((append) => append.stream),
    appends.map(expectedRevision),
    appends.map((append) => append.events.length),
    events.map((event) => event.eventId).join(SEPARATOR),
    events.map((event) => event.type),
    events.map((event) => event.data).join(SEPARATOR),
    events.map((event) => event.metadata).join(SEPARATOR),
  ]);
  return appends.map((append, index) => outcome(append, rows[index]));
};
