import type { ChainLink, EventChain } from '../ports/event-chain.ts';
import {
  type EventPage,
  type EventStore,
  type Position,
  type RecordedEvent,
  START,
} from '../ports/event-store.ts';
import { GENESIS, nextHash } from './chain.ts';

const PAGE_SIZE = 2000;
const BLOCKS_AT_ONCE = 50;

/**
 * What is wrong at the first bad position. `changed`: the event there is not the one that was chained (other content,
 * or another event moved there). `missing`: there was an event, and there is none. `inserted`: there is an event, and
 * there was none. `unchained`: the chain has lost its record of it. `not-as-noted`: event and chain agree with each
 * other and not with the hash that was noted outside, so both have been rewritten, there or before.
 */
export type ChainProblem = 'changed' | 'missing' | 'inserted' | 'unchained' | 'not-as-noted';

export type ChainVerification = {
  /** The link that the verification built upon: position 0 is the start of the log. */
  readonly from: ChainLink;
  /** The last event that was recomputed, and its hash. */
  readonly head: ChainLink;
  readonly events: number;
  /** Of them, at the end of the log: appended a moment ago, and not chained yet. */
  readonly unchained: number;
} & (
  | { readonly status: 'intact' }
  | { readonly status: 'broken'; readonly position: Position; readonly problem: ChainProblem }
);

export type VerifyChainOptions = {
  /** Verifies from the last block that ends before it, and trusts the chain up to there. */
  readonly from?: Position;
  /** A link that was noted outside: the log must have come to this hash there. */
  readonly expect?: ChainLink;
  readonly onProgress?: (position: Position, head: Position) => void;
};

/** The recorded links, in order; knows when a block is missing between two others. */
const linkReader = (chain: EventChain, after: Position) => {
  let links: readonly ChainLink[] = [];
  let next = 0;
  let position = after;
  let hole = false;
  let ended = false;

  /** Makes `current` the next link, or undefined where the chain ends or has a hole. */
  const load = async (): Promise<void> => {
    // What is chained while we read is not waited for.
    if (ended) return;
    const blocks = await chain.read(position, BLOCKS_AT_ONCE);
    const joined: ChainLink[] = [];
    for (const block of blocks) {
      hole = block.after !== position;
      if (hole) break;
      joined.push(...block.links);
      position = block.links.at(-1)?.position ?? position;
    }
    links = joined;
    next = 0;
    ended = blocks.length === 0;
    // What was read up to the hole is used first; the next load finds it again.
    if (joined.length > 0) hole = false;
  };
  return {
    isEmpty: (): boolean => next >= links.length,
    load,
    current: (): ChainLink | undefined => links[next],
    advance: (): void => {
      next += 1;
    },
    hasHole: (): boolean => hole,
  };
};

const compare = (event: RecordedEvent, hash: string, link: ChainLink): ChainProblem | null => {
  if (event.position > link.position) return 'missing';
  if (event.position < link.position) return 'inserted';
  return hash === link.hash ? null : 'changed';
};

/**
 * Recomputes the chain from the events and names the first position that is bad. Reads only. Throws a RangeError when
 * `expect` lies before what is verified.
 */
export const verifyChain = async (
  { log, chain }: { readonly log: Pick<EventStore, 'readAll' | 'head'>; readonly chain: EventChain },
  { from, expect, onProgress = () => {} }: VerifyChainOptions = {},
): Promise<ChainVerification> => {
  const start = (from === undefined ? null : await chain.checkpointBefore(from)) ?? {
    position: START,
    hash: GENESIS,
  };
  if (expect !== undefined && expect.position < start.position)
    throw new RangeError(`position ${expect.position} lies before ${start.position}, where it would start`);
  let head: ChainLink = start;
  let events = 0;
  let unchained = 0;
  const report = () => ({ from: start, head, events, unchained });
  const broken = (position: Position, problem: ChainProblem): ChainVerification => ({
    ...report(),
    status: 'broken',
    position,
    problem,
  });
  const isAsNoted = (): boolean => expect?.position !== head.position || expect.hash === head.hash;

  if (!isAsNoted()) return broken(head.position, 'not-as-noted');
  // Asked first: what is appended while we read is no tampering.
  const [chained, end] = await Promise.all([chain.head(), log.head()]);
  if (start.position > end) return broken(from ?? start.position, 'missing');
  const links = linkReader(chain, start.position);
  const read = (after: Position): Promise<EventPage> => {
    const page = log.readAll({ after, limit: PAGE_SIZE });
    // Heard where it is awaited, which is never when something bad is found before.
    page.catch(() => {});
    return page;
  };
  let reading = read(start.position);
  for (let caughtUp = false; !caughtUp; ) {
    const page = await reading;
    caughtUp = page.caughtUp || page.checkpoint >= end;
    // The next page comes while this one is hashed.
    if (!caughtUp) reading = read(page.checkpoint);
    for (const event of page.events) {
      if (links.isEmpty()) await links.load();
      if (links.hasHole()) return broken(event.position, 'unchained');
      const link = links.current();
      const hash = nextHash(head.hash, event);
      if (link === undefined) unchained += 1;
      else {
        const problem = compare(event, hash, link);
        if (problem !== null) return broken(problem === 'missing' ? link.position : event.position, problem);
        links.advance();
      }
      if (expect !== undefined && head.position < expect.position && event.position > expect.position)
        return broken(expect.position, 'missing');
      head = { position: event.position, hash };
      events += 1;
      if (!isAsNoted()) return broken(head.position, 'not-as-noted');
    }
    onProgress(page.checkpoint, end);
  }
  if (links.isEmpty()) await links.load();
  const left = links.current();
  if (left !== undefined && chained !== null && left.position <= chained.position)
    return broken(left.position, 'missing');
  if (expect !== undefined && expect.position > head.position) return broken(expect.position, 'missing');
  return { ...report(), status: 'intact' };
};
