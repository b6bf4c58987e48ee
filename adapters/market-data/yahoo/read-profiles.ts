import type { MarketDataProvider, ProfileAnswer } from '../../../application/ports/market-data.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { completedProfile } from '../profiles/security-master.ts';
import { isTicker } from '../ticker.ts';
import type { YahooClient } from './client.ts';
import { failureOf } from './failure.ts';
import { forEachBounded } from './for-each-bounded.ts';
import type { ManySymbols, Persistently } from './many-symbols.ts';
import { profileOfSummary } from './profile-answer.ts';
import { profileOfQuote } from './quote-answer.ts';

/** Profiles asked for in one call: beyond, it is a night that meets many symbols, and has to get to their prices as well. */
const MANY_PROFILES = 100;
/** Those of them that are read in full, one request each. */
const IN_FULL_OF_MANY = 20;

/**
 * Profiles in full, one request a symbol. Of many at once only some of those whose sector nobody knows are read in full;
 * of the others it is what quotes and the security master say.
 */
export const createReadProfiles = (
  {
    client,
    many,
  }: { readonly client: Pick<YahooClient, 'summary'>; readonly many: Pick<ManySymbols, 'quotes'> },
  persistently: Persistently,
  concurrency: number,
): MarketDataProvider['profiles'] => {
  const inFull = async (asked: string, signal?: AbortSignal): Promise<ProfileAnswer> => {
    const symbol = canonicalSymbol(asked);
    if (!isTicker(symbol)) return { status: 'unknown-symbol' };
    try {
      const answer = await persistently(() => client.summary(symbol, signal), signal);
      return { status: 'ok', profile: completedProfile(symbol, profileOfSummary(answer)) };
    } catch (error) {
      return failureOf(error);
    }
  };

  const inBrief = async (
    asked: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, ProfileAnswer>> => {
    const rows = await many.quotes(asked, signal);
    return new Map(
      asked.map((spelled): [string, ProfileAnswer] => {
        const symbol = canonicalSymbol(spelled);
        const row = rows.get(symbol);
        if (row === undefined) return [spelled, { status: 'unknown-symbol' }];
        return [
          spelled,
          'missing' in row
            ? { status: 'unavailable', reason: row.missing }
            : { status: 'ok', profile: completedProfile(symbol, profileOfQuote(row)) },
        ];
      }),
    );
  };

  return async (symbols, signal) => {
    const asked = [...new Set(symbols)];
    const isMany = asked.length > MANY_PROFILES;
    const answers = new Map(isMany ? await inBrief(asked, signal) : []);
    const lacksSector = (symbol: string): boolean => {
      const brief = answers.get(symbol);
      return brief?.status === 'ok' && brief.profile.sector === null;
    };
    const read = isMany ? asked.filter(lacksSector).slice(0, IN_FULL_OF_MANY) : asked;
    await forEachBounded(read, concurrency, async (symbol) => {
      const full = await inFull(symbol, signal);
      if (full.status === 'ok' || !answers.has(symbol)) answers.set(symbol, full);
    });
    return answers;
  };
};
