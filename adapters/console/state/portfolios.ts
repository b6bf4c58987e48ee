import { signal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { Portfolio } from '../api/types.ts';

const PAGE = 500;

/** The person's portfolios, for the navigation; null until they were read. */
export const portfolioList = signal<readonly Portfolio[] | null>(null);

/** Read again after one was made, renamed or archived. */
export const refreshPortfolios = async (): Promise<void> => {
  const answer = await call<{ readonly portfolios: readonly Portfolio[] }>('/api/v1/portfolios', {
    query: { limit: PAGE },
  });
  if (answer.ok) portfolioList.value = answer.value.portfolios;
};
