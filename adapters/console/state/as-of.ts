import { signal } from '@preact/signals';

/** The moment that portfolios are shown as of, as the API takes it: a date, an instant or a position; null for now. */
export const asOf = signal<string | null>(null);
