import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { isTicker } from '../ticker.ts';
import type { YahooClient } from './client.ts';
import { type Found, inBatches } from './in-batches.ts';
import { type QuoteRow, rowsOfQuotes } from './quote-answer.ts';
import { type Spark, sparksOf } from './spark-answer.ts';

/** Yahoo fails from 100 on; an address of so many tickers stays below 2,000 characters. */
const QUOTES_A_REQUEST = 80;
/** Yahoo refuses more. */
const SPARKS_A_REQUEST = 20;

/** A call with its retries, through the circuit breaker. */
export type Persistently = <Answer>(ask: () => Promise<Answer>, signal?: AbortSignal) => Promise<Answer>;

/** What Yahoo answers about many symbols at once, by canonical symbol; what can be no ticker is not asked for. */
export type ManySymbols = {
  readonly quotes: (symbols: readonly string[], signal?: AbortSignal) => Promise<Found<QuoteRow>>;
  readonly sparks: (symbols: readonly string[], signal?: AbortSignal) => Promise<Found<Spark>>;
};

export const createManySymbols = (
  client: Pick<YahooClient, 'quotes' | 'sparks'>,
  persistently: Persistently,
  concurrency: number,
): ManySymbols => {
  const tickersOf = (symbols: readonly string[]): readonly string[] => [
    ...new Set(symbols.map(canonicalSymbol).filter(isTicker)),
  ];
  return {
    quotes: (symbols, signal) =>
      inBatches(tickersOf(symbols), { size: QUOTES_A_REQUEST, concurrency }, async (batch) =>
        rowsOfQuotes(await persistently(() => client.quotes(batch, signal), signal)),
      ),
    sparks: (symbols, signal) =>
      inBatches(tickersOf(symbols), { size: SPARKS_A_REQUEST, concurrency }, async (batch) =>
        sparksOf(await persistently(() => client.sparks(batch, signal), signal)),
      ),
  };
};
