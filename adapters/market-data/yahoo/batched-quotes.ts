import { forEachBounded } from './for-each-bounded.ts';
import { type QuoteRow, rowsOfQuotes } from './quote-answer.ts';
import { YahooError, type YahooFault } from './yahoo-error.ts';

/** Yahoo fails from 100 on; an address of so many tickers stays below 1,500 characters. */
export const SYMBOLS_A_REQUEST = 80;

/** Faults that one symbol among them may have caused; the others are those of the connection, and have been retried. */
const DIVISIBLE: ReadonlySet<YahooFault> = new Set(['permanent', 'unknown-symbol', 'no-data']);

/** Of each symbol its quote, or why there is none. */
export type QuoteRows = ReadonlyMap<string, QuoteRow | { readonly missing: string }>;

const batchesOf = (symbols: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(symbols.length / SYMBOLS_A_REQUEST) }, (_, i) =>
    symbols.slice(i * SYMBOLS_A_REQUEST, (i + 1) * SYMBOLS_A_REQUEST),
  );

/**
 * The quotes of any number of symbols. A request that fails for what is in it is divided, and divided again as long as
 * one half is well: the other has the bad symbol. Symbols that an answer leaves out are asked for once more, together.
 */
export const batchedQuotes = async (
  symbols: readonly string[],
  concurrency: number,
  ask: (symbols: readonly string[]) => Promise<unknown>,
): Promise<QuoteRows> => {
  const found = new Map<string, QuoteRow | { readonly missing: string }>();

  /** The fault, when there was one. */
  const attempt = async (batch: readonly string[]): Promise<YahooError | null> => {
    try {
      const rows = rowsOfQuotes(await ask(batch));
      for (const symbol of batch)
        found.set(symbol, rows.get(symbol) ?? { missing: 'not in the answer of Yahoo' });
      return null;
    } catch (error) {
      if (!(error instanceof YahooError)) throw error;
      for (const symbol of batch) found.set(symbol, { missing: error.message });
      return error;
    }
  };
  const divide = async (batch: readonly string[], { fault }: YahooError): Promise<void> => {
    if (batch.length < 2 || !DIVISIBLE.has(fault)) return;
    const middle = Math.ceil(batch.length / 2);
    const [left, right] = [batch.slice(0, middle), batch.slice(middle)];
    const [leftFault, rightFault] = [await attempt(left), await attempt(right)];
    if (leftFault !== null && rightFault === null) await divide(left, leftFault);
    if (rightFault !== null && leftFault === null) await divide(right, rightFault);
  };

  const leftOut: string[] = [];
  await forEachBounded(batchesOf(symbols), concurrency, async (batch) => {
    const fault = await attempt(batch);
    if (fault !== null) await divide(batch, fault);
    else leftOut.push(...batch.filter((symbol) => 'missing' in (found.get(symbol) ?? {})));
  });
  await forEachBounded(batchesOf(leftOut), concurrency, async (batch) => {
    await attempt(batch);
  });
  return found;
};
