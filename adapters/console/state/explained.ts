import { signal } from '@preact/signals';

/** The number whose origin is open. */
export type Explained = {
  readonly portfolioId: string;
  readonly number: string;
  readonly label: string;
  readonly date: string;
};

export const explained = signal<Explained | null>(null);
