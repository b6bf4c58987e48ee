import type { MarketDataProvider, PriceHistory } from '../../../application/ports/market-data.ts';
import { isSession, lastSessions } from '../../../domain/calendar/nyse.ts';

export type MarketDataSubject = {
  /** With a clock frozen after `to`; the last completed session is `lastCompleted`. */
  readonly provider: () => MarketDataProvider;
  /** Three symbols that it knows, the first a share class in canonical form (`BRK-B`). */
  readonly known: readonly [string, string, string];
  readonly unknown: string;
  /** A range in which the known symbols trade. */
  readonly from: string;
  readonly to: string;
  readonly lastCompleted: string;
};

type Ok = Extract<PriceHistory, { readonly status: 'ok' }>;

const okOf = (answers: ReadonlyMap<string, PriceHistory>, symbol: string): Ok => {
  const answer = answers.get(symbol);
  if (answer?.status !== 'ok') throw new Error(`${symbol}: ${JSON.stringify(answer)}`);
  return answer;
};

/** What the port promises; every provider passes it. */
export const describeMarketDataProvider = (name: string, subject: MarketDataSubject): void => {
  const { known, unknown, from, to, lastCompleted } = subject;
  const [shareClass, symbol, other] = known;

  describe(`${name} as a market data provider`, () => {
    it('gives bars oldest first, one per completed session, within the asked range', async () => {
      const answers = await subject.provider().history({ symbols: known, from, to });
      for (const asked of known) {
        const dates = okOf(answers, asked).bars.map(({ date }) => date);
        expect(dates.length).toBeGreaterThan(2);
        expect(dates).toEqual([...new Set(dates)].sort());
        expect(dates.filter((date) => !isSession(date) || date < from || date > to)).toEqual([]);
      }
    });

    it('gives closes as positive decimal text, and adjusted closes and split factors as positive numbers', async () => {
      const answers = await subject.provider().history({ symbols: known, from, to });
      for (const asked of known) {
        for (const bar of okOf(answers, asked).bars) {
          expect(bar.close).toMatch(/^\d+(\.\d+)?$/);
          expect(Number(bar.close)).toBeGreaterThan(0);
          expect(bar.adjustedClose).toBeGreaterThan(0);
          expect(bar.splitFactor).toBeGreaterThan(0);
        }
      }
    });

    it('says of an unknown symbol that it is unknown, and answers for the others', async () => {
      const answers = await subject.provider().history({ symbols: [unknown, symbol], from, to });
      expect(answers.get(unknown)).toEqual({ status: 'unknown-symbol' });
      expect(okOf(answers, symbol).bars.length).toBeGreaterThan(0);
    });

    it('does not take private assets and option symbols for tickers', async () => {
      const symbols = ['HOME_EQUITY', 'AAPL250815P00200000', '../../etc/passwd', ''];
      const answers = await subject.provider().history({ symbols, from, to });
      for (const asked of symbols) expect(answers.get(asked)).toEqual({ status: 'unknown-symbol' });
    });

    it('answers under the spelling that was asked for, whatever the spelling of a share class', async () => {
      const dotted = shareClass.replace('-', '.');
      const slashed = shareClass.replace('-', '/');
      const answers = await subject.provider().history({ symbols: [shareClass, dotted, slashed], from, to });
      expect([...answers.keys()].sort()).toEqual([shareClass, dotted, slashed].sort());
      expect(answers.get(dotted)).toEqual(answers.get(shareClass));
      expect(answers.get(slashed)).toEqual(answers.get(shareClass));
    });

    it('tells of each symbol once, also when it is asked for twice', async () => {
      const told: string[] = [];
      const answers = await subject.provider().history({
        symbols: [symbol, unknown, symbol],
        from,
        to,
        onSymbol: (arrived) => told.push(arrived),
      });
      expect(told.sort()).toEqual([symbol, unknown].sort());
      expect(answers.size).toBe(2);
    });

    it('gives the same answer to the same question', async () => {
      const provider = subject.provider();
      const first = await provider.history({ symbols: known, from, to });
      expect(await provider.history({ symbols: known, from, to })).toEqual(first);
      expect(await subject.provider().history({ symbols: known, from, to })).toEqual(first);
    });

    it('gives a narrower range as a part of the wider one', async () => {
      const provider = subject.provider();
      const wide = okOf(await provider.history({ symbols: [other], from, to }), other).bars;
      const middle = wide[Math.floor(wide.length / 2)]?.date ?? to;
      const narrow = okOf(await provider.history({ symbols: [other], from: middle, to }), other).bars;
      expect(narrow).toEqual(wide.filter(({ date }) => date >= middle));
    });

    it('gives no bar of a session that is not completed', async () => {
      const answers = await subject.provider().history({ symbols: [symbol], from, to: '2034-12-29' });
      expect(okOf(answers, symbol).bars.at(-1)?.date).toBe(lastCompleted);
    });

    it('answers nothing to an empty question and no bars to an empty range', async () => {
      const provider = subject.provider();
      expect((await provider.history({ symbols: [], from, to })).size).toBe(0);
      const answers = await provider.history({ symbols: [symbol], from: to, to: from });
      expect(okOf(answers, symbol).bars).toEqual([]);
    });

    it('answers "unavailable" when it is cancelled, and does not reject', async () => {
      const signal = AbortSignal.abort();
      const provider = subject.provider();
      const answers = await provider.history({ symbols: known, from, to, signal });
      const profiles = await provider.profiles(known, signal);
      for (const asked of known) {
        expect(answers.get(asked)?.status).toBe('unavailable');
        expect(profiles.get(asked)?.status).toBe('unavailable');
      }
    });

    it.each([1, 3])(
      'gives, where it can, the last closes of many as the history has them: of %d sessions',
      async (count) => {
        const provider = subject.provider();
        const dotted = shareClass.replace('-', '.');
        const asked = [...known, dotted, unknown];
        const since = lastSessions(lastCompleted, count + 1)[0] ?? lastCompleted;
        const closes =
          (await provider.recentCloses?.({ symbols: asked, since, to: lastCompleted })) ?? new Map();
        expect([...closes.keys()]).toEqual(provider.recentCloses === undefined ? [] : asked);
        const answers = await provider.history({ symbols: asked, from, to: lastCompleted });
        for (const [symbolAsked, recent] of closes) {
          if (symbolAsked === unknown) expect(recent.status).toBe('unusable');
          else {
            const [before, ...bars] = okOf(answers, symbolAsked).bars.slice(-1 - count);
            expect(recent).toMatchObject({ status: 'ok', bars, closeBefore: before?.close });
          }
        }
      },
    );

    it('profiles what it knows, with null for what it does not know', async () => {
      const profiles = await subject.provider().profiles([...known, unknown]);
      expect(profiles.get(unknown)).toEqual({ status: 'unknown-symbol' });
      for (const asked of known) {
        const answer = profiles.get(asked);
        if (answer?.status !== 'ok') throw new Error(`${asked}: ${JSON.stringify(answer)}`);
        const values = Object.values(answer.profile);
        expect(values.length).toBeGreaterThanOrEqual(8);
        for (const value of values) expect(['', 'Unknown', 'N/A', 0, undefined]).not.toContain(value);
      }
    });

    it('says that it is there', async () => {
      const { ok, detail } = await subject.provider().check();
      expect(detail).not.toBe('');
      expect(ok).toBe(true);
    });
  });
};
