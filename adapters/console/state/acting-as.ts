import { signal } from '@preact/signals';

/** An administrator's borrowed identity. It is in memory alone: a reload makes them themselves again. */
export type ActingAs = {
  readonly token: string;
  readonly email: string;
  readonly fullName: string;
  readonly administrator: string;
  readonly expiresAt: string;
  readonly mayWrite: boolean;
};

export const actingAs = signal<ActingAs | null>(null);
