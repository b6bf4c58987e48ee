import type { PortfolioRow, Queries } from '../ports/queries.ts';
import { type Book, loadBook, mergeBooks } from './book.ts';

export type AggregatedPortfolio = { readonly portfolio: PortfolioRow; readonly book: Book };

export type Aggregate = {
  /** All of them as one book: weights on the equity of all, which is what an equity-weighted mean comes to. */
  readonly book: Book;
  readonly portfolios: readonly AggregatedPortfolio[];
  /** Those without a valuation, which are not part of any figure. */
  readonly missing: readonly PortfolioRow[];
};

const PAGE = 200;

const allPortfolios = async (queries: Queries, userId: string): Promise<readonly PortfolioRow[]> => {
  const rows: PortfolioRow[] = [];
  for (;;) {
    const { items, total } = await queries.portfoliosOf(userId, { limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

/**
 * All portfolios of the user, or only those `only` names, as one book. The caller has checked that these are the
 * user's. Null when none of them has been valued.
 */
export const loadAggregate = async (
  queries: Queries,
  userId: string,
  only: readonly string[] | null,
): Promise<Aggregate | null> => {
  const rows = (await allPortfolios(queries, userId)).filter(
    ({ portfolioId }) => only === null || only.includes(portfolioId),
  );
  const loaded: { readonly portfolio: PortfolioRow; readonly book: Book | null }[] = [];
  // One after the other: a person has few portfolios, and the pool is everybody's.
  for (const portfolio of rows) {
    loaded.push({ portfolio, book: await loadBook(queries, portfolio.portfolioId) });
  }
  const portfolios = loaded.flatMap(({ portfolio, book }) => (book === null ? [] : [{ portfolio, book }]));
  const book = mergeBooks(portfolios.map((each) => each.book));
  return book === null
    ? null
    : {
        book,
        portfolios,
        missing: loaded.flatMap(({ portfolio, book: own }) => (own === null ? [portfolio] : [])),
      };
};
