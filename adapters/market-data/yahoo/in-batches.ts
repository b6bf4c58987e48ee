import { forEachBounded } from './for-each-bounded.ts';
import { YahooError, type YahooFault } from './yahoo-error.ts';

/** Faults that one symbol among them may have caused; the others are those of the connection, and have been retried. */
const DIVISIBLE: ReadonlySet<YahooFault> = new Set(['permanent', 'unknown-symbol', 'no-data']);

/** Of each symbol what was answered, or why there is nothing. */
export type Found<Row> = ReadonlyMap<string, Row | { readonly missing: string }>;

/**
 * Asks for any number of symbols, `size` at a time. A request that fails for what is in it is divided, and divided again
 * as long as one half is well: the other has the bad symbol. Symbols that an answer leaves out are asked for once more,
 * together.
 */
export const inBatches = async <Row extends object>(
  symbols: readonly string[],
  { size, concurrency }: { readonly size: number; readonly concurrency: number },
  ask: (symbols: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): Promise<Found<Row>> => {
  const found = new Map<string, Row | { readonly missing: string }>();
  const batchesOf = (all: readonly string[]): readonly (readonly string[])[] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

  /** The fault, when there was one. */
  const attempt = async (batch: readonly string[]): Promise<YahooError | null> => {
    try {
      const rows = await ask(batch);
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
