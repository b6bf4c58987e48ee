import type { IsoDate } from '../../domain/dates.ts';
import type { SymbolProfile } from '../../domain/symbol/events.ts';
import type { MarketDataProvider, ProfileAnswer } from '../ports/market-data.ts';
import type { SymbolRow } from '../ports/queries.ts';
import { isTurn, LONGEST_WITHOUT_READING } from './reading-turn.ts';

/** Of a chunk's symbols in one night: a source that answers one symbol a request has prices to answer first. */
const ASKED_AGAIN = 10;

/** True when something is missing that the source may have learned, or was not asked for. */
const isIncomplete = ({ assetType, sector, providerBeta }: SymbolProfile): boolean =>
  providerBeta === null || (assetType === 'equity' && sector === null);

/** What is known stays where the source says nothing now. */
const besideKnown = (answer: ProfileAnswer, known: SymbolProfile | null): ProfileAnswer => {
  if (answer.status !== 'ok' || known === null) return answer;
  const said = Object.fromEntries(Object.entries(answer.profile).filter(([, value]) => value !== null));
  return { status: 'ok', profile: { ...known, ...said } };
};

/**
 * Asks for the profiles of symbols that have none (`missing`; and, in their turn, of some that lack a sector or a
 * beta), or of those that nobody has named yet (`incomplete`).
 */
export const fetchProfiles = async (
  provider: Pick<MarketDataProvider, 'profiles'>,
  rows: ReadonlyMap<string, SymbolRow>,
  symbols: readonly string[],
  { date, wanted }: { readonly date: IsoDate; readonly wanted: 'missing' | 'incomplete' },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ProfileAnswer>> => {
  const knownOf = (symbol: string): SymbolProfile | null => rows.get(symbol)?.profile ?? null;
  const isMissing = (symbol: string): boolean =>
    wanted === 'missing' ? knownOf(symbol) === null : knownOf(symbol)?.companyName == null;
  const isDueAgain = (symbol: string): boolean => {
    const known = knownOf(symbol);
    return known !== null && isIncomplete(known) && isTurn(symbol, date, LONGEST_WITHOUT_READING);
  };
  const again = wanted === 'missing' ? symbols.filter(isDueAgain).slice(0, ASKED_AGAIN) : [];
  const asked = [...symbols.filter(isMissing), ...again];
  if (asked.length === 0) return new Map();
  const answers = await provider.profiles(asked, signal);
  return new Map([...answers].map(([symbol, answer]) => [symbol, besideKnown(answer, knownOf(symbol))]));
};
