import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { MarketDataProvider, PriceHistory, RecentCloses } from '../ports/market-data.ts';

/** One session, as every night, and several, as after nights that were missed. */
const SESSIONS = [1, 3] as const;

/** What all symbols were answered at once. */
export type RecentAnswers = {
  readonly sessions: number;
  readonly milliseconds: number;
  readonly usable: number;
  readonly answers: ReadonlyMap<string, RecentCloses>;
};

/** Asks for the last closes of all symbols at once; nothing where the source has no such thing. */
export const askTogether = async (
  { recentCloses }: MarketDataProvider,
  symbols: readonly string[],
  date: IsoDate,
  now: () => number,
): Promise<readonly RecentAnswers[]> => {
  const together: RecentAnswers[] = [];
  if (recentCloses === undefined) return together;
  for (const sessions of SESSIONS) {
    const started = now();
    const since = lastSessions(date, sessions + 1)[0] ?? date;
    const answers = await recentCloses({ symbols, since, to: date });
    const usable = [...answers.values()].filter(({ status }) => status === 'ok').length;
    together.push({ sessions, milliseconds: now() - started, usable, answers });
  }
  return together;
};

/** What a night would make of the answer: it has to say what the history says. */
export const faultsOfRecent = (
  recent: RecentCloses | undefined,
  history: PriceHistory | undefined,
): readonly string[] => {
  if (recent === undefined || history?.status !== 'ok') return [];
  if (recent.status === 'unusable') return [`not usable among many: ${recent.reason}`];
  const known = new Map(history.bars.map(({ date, close }) => [date, Number(close)]));
  const other = recent.bars.find(({ date, close }) => known.get(date) !== Number(close));
  if (other !== undefined)
    return [`${other.close} on ${other.date} among many, which the history does not say`];
  const before = history.bars.at(-1 - recent.bars.length);
  return Number(before?.close) === Number(recent.closeBefore)
    ? []
    : [`${recent.closeBefore} before ${recent.bars[0]?.date} among many, which the history does not say`];
};
