import type { Explanation } from './explanation.ts';

/** What a number says of itself, before its event and its prices are looked up. */
export type Draft = Omit<Explanation, 'event' | 'prices' | 'date' | 'number' | 'simulated'> & {
  readonly stream: 'valuation' | 'risk';
  readonly eventId: string | null;
};
