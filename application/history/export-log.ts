import type { AccountsEvent } from '../../domain/accounts/events.ts';
import { type ChainHash, canonicalEvent } from '../integrity/chain.ts';
import type { EventChain } from '../ports/event-chain.ts';
import { type EventStore, type Position, type RecordedEvent, START } from '../ports/event-store.ts';
import { streams, streamsOfPortfolio } from '../streams.ts';
import { inLogOrder } from './in-log-order.ts';

const PAGE = 500;

/** Pages of the whole log, up to a position. */
async function* wholeLog(log: EventStore, upTo: Position): AsyncGenerator<readonly RecordedEvent[]> {
  let after = START;
  while (after < upTo) {
    const { events, checkpoint } = await log.readAll({ after, limit: PAGE });
    yield events.filter(({ position }) => position <= upTo);
    after = checkpoint;
  }
}

/** The chain's hash of each position asked for, a block of the chain at a time; null for what is not chained yet. */
const createHashOf = (chain: EventChain): ((position: Position) => Promise<ChainHash | null>) => {
  let hashes: ReadonlyMap<Position, ChainHash> = new Map();
  let chained: Position | null = null;
  return async (position) => {
    const known = hashes.get(position);
    if (known !== undefined) return known;
    chained ??= (await chain.head())?.position ?? START;
    if (position > chained) return null;
    const before = await chain.checkpointBefore(position);
    const [block] = await chain.read(before?.position ?? START, 1);
    hashes = new Map(block?.links.map((link) => [link.position, link.hash]));
    return hashes.get(position) ?? null;
  };
};

/**
 * NDJSON, oldest first: each line is the canonical text of one event as it was recorded, with its hash in the chain as
 * last member. Whoever has the whole log can compute the hashes anew from the lines alone.
 */
export type LogExport = {
  readonly whole: (upTo: Position) => AsyncIterable<string>;
  readonly ofPortfolio: (portfolioId: string, upTo: Position) => AsyncIterable<string>;
  /** The person, their accounts and portfolios, also archived ones, and who looked at their data. */
  readonly ofUser: (userId: string, upTo: Position) => AsyncIterable<string>;
};

export const createLogExport = ({
  log,
  chain,
}: {
  /** Events as they were recorded. */
  readonly log: EventStore;
  readonly chain: EventChain;
}): LogExport => {
  async function* lines(pages: AsyncIterable<readonly RecordedEvent[]>): AsyncGenerator<string> {
    const hashOf = createHashOf(chain);
    for await (const page of pages) {
      let text = '';
      for (const event of page) {
        const hash = await hashOf(event.position);
        text += `${canonicalEvent(event).slice(0, -1)},"hash":${JSON.stringify(hash)}}\n`;
      }
      if (text !== '') yield text;
    }
  }
  async function* ofUser(userId: string, upTo: Position): AsyncGenerator<string> {
    const accounts = await log.readStream(streams.accounts(userId));
    const portfolios = new Set(accounts.map((event) => (event as unknown as AccountsEvent).data.portfolioId));
    const names = [
      streams.user(userId),
      streams.accounts(userId),
      streams.access(userId),
      ...[...portfolios].flatMap(streamsOfPortfolio),
    ];
    yield* lines(inLogOrder(log, names, upTo));
  }
  return {
    whole: (upTo) => lines(wholeLog(log, upTo)),
    ofPortfolio: (portfolioId, upTo) => lines(inLogOrder(log, streamsOfPortfolio(portfolioId), upTo)),
    ofUser,
  };
};
