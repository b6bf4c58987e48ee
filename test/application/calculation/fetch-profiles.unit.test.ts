import { fetchProfiles } from '../../../application/calculation/fetch-profiles.ts';
import { isTurn } from '../../../application/calculation/reading-turn.ts';
import type { ProfileAnswer } from '../../../application/ports/market-data.ts';
import type { SymbolRow } from '../../../application/ports/queries.ts';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { symbolRow } from '../../support/http-rows.ts';

const DATE = '2024-06-28';
const WHOLE = symbolRow.profile as SymbolProfile;
const names = Array.from({ length: 600 }, (_, i) => `S${i}`);
const due = names.filter((name) => isTurn(name, DATE, 20));
const notDue = names.filter((name) => !isTurn(name, DATE, 20));

const fetchFor = async (
  profiles: Readonly<Record<string, SymbolProfile | null>>,
  wanted: 'missing' | 'incomplete' = 'missing',
  answer: ProfileAnswer = { status: 'ok', profile: WHOLE },
) => {
  const asked: string[] = [];
  const rows = Object.entries(profiles).map(([symbol, profile]): [string, SymbolRow] => [
    symbol,
    { ...symbolRow, symbol, profile },
  ]);
  const answers = await fetchProfiles(
    {
      profiles: async (symbols) => {
        asked.push(...symbols);
        return new Map(symbols.map((symbol) => [symbol, answer]));
      },
    },
    new Map(rows),
    [...Object.keys(profiles), 'NEWCO'],
    { date: DATE, wanted },
    new AbortController().signal,
  );
  return { asked, answers };
};

describe('the profiles of a night', () => {
  const [first] = due as [string];
  const [other] = notDue as [string];

  it('are those of symbols that have none', async () => {
    const { asked } = await fetchFor({ [first]: WHOLE, [other]: null });
    expect(asked).toEqual([other, 'NEWCO']);
  });

  it.each([
    ['sector of a share', { ...WHOLE, sector: null }],
    ['beta', { ...WHOLE, providerBeta: null }],
  ])(
    'are asked for again in the symbol’s turn, once in twenty sessions, where they lack the %s',
    async (_, lacking) => {
      expect((await fetchFor({ [first]: lacking, [other]: lacking })).asked).toEqual(['NEWCO', first]);
      for (const name of names.slice(0, 50))
        expect(lastSessions(DATE, 20).filter((date) => isTurn(name, date, 20))).toHaveLength(1);
      const fund: SymbolProfile = { ...WHOLE, assetType: 'etf', sector: null };
      expect((await fetchFor({ [first]: fund })).asked).toEqual(['NEWCO']);
    },
  );

  it('are asked for again for ten symbols of a chunk at most', async () => {
    expect(due.length).toBeGreaterThan(12);
    const lacking = { ...WHOLE, sector: null };
    const { asked } = await fetchFor(Object.fromEntries(due.map((name) => [name, lacking])));
    expect(asked).toEqual(['NEWCO', ...due.slice(0, 10)]);
  });

  it('keep what is known where the source says nothing of it now', async () => {
    const lacking = { ...WHOLE, providerBeta: null, sector: 'Energy' };
    const said: ProfileAnswer = {
      status: 'ok',
      profile: { ...WHOLE, sector: null, industry: 'Oil', providerBeta: 1.3 },
    };
    const { answers } = await fetchFor({ [first]: lacking }, 'missing', said);
    expect(answers.get(first)).toEqual({
      status: 'ok',
      profile: { ...WHOLE, sector: 'Energy', industry: 'Oil', providerBeta: 1.3 },
    });
    const down: ProfileAnswer = { status: 'unavailable', reason: 'no answer' };
    expect((await fetchFor({ [first]: lacking }, 'missing', down)).answers.get(first)).toEqual(down);
  });

  it('are those without a name, where a portfolio waits for them', async () => {
    const nameless = { ...WHOLE, companyName: null };
    const { asked } = await fetchFor(
      { [first]: { ...WHOLE, sector: null }, [other]: nameless },
      'incomplete',
    );
    expect(asked).toEqual([other, 'NEWCO']);
    expect(
      (
        await fetchProfiles(
          { profiles: () => Promise.reject(new Error('not asked')) },
          new Map(),
          [],
          { date: DATE, wanted: 'missing' },
          new AbortController().signal,
        )
      ).size,
    ).toBe(0);
  });
});
