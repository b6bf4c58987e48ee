import { sessionNumber } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { nameHash } from '../../domain/symbol/name-hash.ts';
import type { PriceColumns } from '../ports/queries.ts';

/** Sessions from one reading of a history to the next: of symbols with a dividend in the prices that are kept. */
const PAYERS_EVERY = 10;
/** Of all others, which may begin to pay. A multiple of the above, so that no turn is lost between the two. */
export const LONGEST_WITHOUT_READING = 20;

/** An adjusted close that moves otherwise than the close: rounded closes alone differ by less. */
const LEAST_DIVIDEND = 1e-4;

/** True when adjusted closes have grown otherwise than closes and splits explain: by dividends. */
export const paysDividends = ({ closes, adjustedCloses, splitFactors }: PriceColumns): boolean => {
  let split = 1;
  for (let i = 1; i < splitFactors.length; i += 1) split *= splitFactors[i] ?? 1;
  const growth = (Number(closes.at(-1)) * split) / Number(closes[0]);
  const adjusted = (adjustedCloses.at(-1) ?? Number.NaN) / (adjustedCloses[0] ?? Number.NaN);
  return Math.abs(adjusted / growth - 1) > LEAST_DIVIDEND;
};

/**
 * True for one in `every` sessions, another one for other symbols: each night has the same share of them. The upper bits
 * of the name's hash decide, because the lower ones choose the chunk, and a night's turns are not to be in one chunk.
 */
export const isTurn = (symbol: string, date: IsoDate, every: number): boolean =>
  ((nameHash(symbol) >>> 16) + sessionNumber(date)) % every === 0;

/** True when a symbol's history is to be read for the session `date`, though a quote may be at hand. */
export const isReadingTurn = (symbol: string, date: IsoDate, known: PriceColumns): boolean =>
  isTurn(symbol, date, paysDividends(known) ? PAYERS_EVERY : LONGEST_WITHOUT_READING);
