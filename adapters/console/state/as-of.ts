import { signal } from '@preact/signals';

/** The moment that portfolios are shown as of, as the API takes it: a date, an instant or a position; null for now. */
export const asOf = signal<string | null>(null);

/** The place in the log that the service took it for, and its time; null until it has answered. */
export type ShownMoment = { readonly position: string; readonly at: string };

export const shownMoment = signal<ShownMoment | null>(null);

/** Everything is read again. */
export const lookAt = (moment: string | null): void => {
  if (asOf.value === moment) return;
  shownMoment.value = null;
  asOf.value = moment;
};

/** What an answer about `moment` says of it; of one that is not looked at any more nothing is kept. */
export const noteMoment = (moment: string | null, headers: Headers): void => {
  const position = headers.get('x-as-of-position');
  const at = headers.get('x-as-of-time');
  if (moment === null || moment !== asOf.value || position === null || at === null) return;
  if (shownMoment.value?.position !== position) shownMoment.value = { position, at };
};
