import { type ChainHash, GENESIS, nextHash } from '../integrity/chain.ts';
import type { EventChain } from '../ports/event-chain.ts';
import { type EventStore, type Position, type RecordedEvent, START } from '../ports/event-store.ts';

const PAGE_SIZE = 500;

/** A log that events of another one are written to, as they were recorded there. */
export type CopyTarget = {
  readonly readAll: EventStore['readAll'];
  /** Behind all that is there, in this order. Killed half-way it has written the first of them. */
  readonly write: (events: readonly RecordedEvent[]) => Promise<void>;
};

/** The two logs are not the same log, or the source is not what it was: nothing more is written. */
export class LogsDiffer extends Error {
  readonly code = 'LOGS_DIFFER';
}

export type CopyReport = {
  /** In both logs. */
  readonly events: number;
  /** By this run; what an earlier one had written was read and compared like the rest. */
  readonly written: number;
  /** Of the last event, here and there. */
  readonly source: Position;
  readonly target: Position;
  /** Of both logs, over the source's positions. */
  readonly hash: ChainHash;
  /** For each position that was asked about: where the last event up to it is in the target. */
  readonly translated: ReadonlyMap<Position, Position>;
};

export type CopyProgress = { readonly position: Position; readonly head: Position; readonly written: number };

/**
 * Makes `target` hold what `source` holds: the same events in the same order, in the same streams at the same
 * revisions, recorded when they were. Every event is read back from the target and hashed in the place of its original;
 * both chains must agree after each event, and at its head with the chain that was kept beside the source.
 *
 * There is no state but the target itself: run again after a kill, it reads and compares what is there and writes the
 * rest. Ends at the head of the source as it is when it gets there.
 */
export const copyLog = async ({
  source,
  chain,
  target,
  translate = [],
  onProgress = () => {},
}: {
  readonly source: Pick<EventStore, 'readAll' | 'head'>;
  readonly chain: Pick<EventChain, 'head'>;
  readonly target: CopyTarget;
  readonly translate?: readonly Position[];
  readonly onProgress?: (progress: CopyProgress) => void;
}): Promise<CopyReport> => {
  // asked first: what is chained while we read is behind it
  const noted = await chain.head();
  let head = await source.head();
  const wanted = [...new Set(translate)].sort((a, b) => (a < b ? -1 : 1));
  const translated = new Map<Position, Position>();
  let at = START;
  let there = START;
  let hash = GENESIS;
  let events = 0;
  let written = 0;

  const answer = (upTo: Position): void => {
    while (wanted[0] !== undefined && wanted[0] < upTo) translated.set(wanted.shift() ?? START, there);
  };

  const compare = (originals: readonly RecordedEvent[], copies: readonly RecordedEvent[]): void => {
    for (const [index, original] of originals.entries()) {
      const copy = copies[index];
      const expected = nextHash(hash, original);
      if (copy === undefined || nextHash(hash, { ...copy, position: original.position }) !== expected)
        throw new LogsDiffer(
          `at position ${original.position} the source holds event ${original.eventId}, and the target ${copy === undefined ? 'ends' : `${copy.eventId} or another content`}`,
        );
      answer(original.position);
      hash = expected;
      there = copy.position;
      events += 1;
      if (noted?.position === original.position && noted.hash !== hash)
        throw new LogsDiffer(
          `the source is not what its hash chain says it was at position ${noted.position}: see verify-chain`,
        );
    }
  };

  for (let caughtUp = false; !caughtUp; ) {
    const page = await source.readAll({ after: at, limit: PAGE_SIZE });
    caughtUp = page.caughtUp;
    const found = await readExactly(target, there, page.events.length);
    compare(page.events.slice(0, found.length), found);
    const missing = page.events.slice(found.length);
    if (missing.length > 0) {
      await target.write(missing);
      written += missing.length;
      compare(missing, await readExactly(target, there, missing.length));
    }
    at = page.checkpoint;
    if (at > head) head = at;
    onProgress({ position: at, head, written });
  }
  for (const position of wanted) translated.set(position, there);
  const further = await readExactly(target, there, 1);
  if (further.length > 0)
    throw new LogsDiffer(`the target goes on after the source’s end, with event ${further[0]?.eventId}`);
  return { events, written, source: at, target: there, hash, translated };
};

/** That many events, fewer only at the end of the log. */
const readExactly = async (
  { readAll }: Pick<CopyTarget, 'readAll'>,
  after: Position,
  count: number,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (let from = after; events.length < count; ) {
    const page = await readAll({ after: from, limit: count - events.length });
    events.push(...page.events);
    from = page.checkpoint;
    if (page.caughtUp) break;
  }
  return events;
};
