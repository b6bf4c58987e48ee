import { streams, streamsOfPortfolio } from '../application/streams.ts';
import type { Partition } from './projection.ts';

/** Every stream that tells of one key. */
export const streamsOfKey: Readonly<Record<Partition, (key: string) => readonly string[]>> = {
  user: (userId) => [streams.user(userId), streams.accounts(userId)],
  portfolio: streamsOfPortfolio,
  symbol: (symbol) => [streams.symbol(symbol)],
  invite: (inviteId) => [streams.invite(inviteId)],
};
