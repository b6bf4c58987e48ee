import type { RecordedEvent } from '../ports/event-store.ts';

/** Why it was done, as the caller said with the call, or as the event itself says. */
export const reasonOf = ({ data, metadata }: RecordedEvent): string | null => {
  if (metadata.reason !== undefined) return metadata.reason;
  const { reason } = data as { readonly reason?: unknown };
  return typeof reason === 'string' ? reason : null;
};
