import { positionFrom } from '../../application/ports/event-store.ts';
import type { EventPlace } from '../../application/ports/log-index.ts';

/** As PostgreSQL gives it: bigints as text. */
export type PlaceRow = { readonly position: string; readonly stream: string; readonly revision: string };

export const placeFrom = (row: PlaceRow): EventPlace => ({
  position: positionFrom(row.position),
  stream: row.stream,
  revision: BigInt(row.revision),
});

/** What is no id names no event, and is not asked for. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
