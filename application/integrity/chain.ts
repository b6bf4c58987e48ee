import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { RecordedEvent } from '../ports/event-store.ts';

/** 32 bytes as 64 hexadecimal digits in lower case. */
export type ChainHash = string;

/** What the first event's hash builds upon. */
export const GENESIS: ChainHash = '0'.repeat(64);

/**
 * The one text of an event as it was recorded: RFC 8785 order, positions and revisions as decimal strings. Anybody who
 * holds the eight members can write it again, in any language.
 */
export const canonicalEvent = (event: RecordedEvent): string =>
  canonicalJson({
    position: event.position.toString(),
    stream: event.stream,
    revision: event.revision.toString(),
    eventId: event.eventId,
    type: event.type,
    data: event.data,
    metadata: event.metadata,
    recordedAt: event.recordedAt,
  });

/**
 * hash(n) = SHA-256(hash(n-1) ‖ canonical event n): the 32 bytes of the hash before, then the event's text in UTF-8.
 * It says what every event up to here was, and in which order. For events as they were recorded, never as a reader of
 * today sees them (newer version, personal data opened).
 */
export const nextHash = (previous: ChainHash, event: RecordedEvent): ChainHash =>
  createHash('sha256').update(previous, 'hex').update(canonicalEvent(event), 'utf8').digest('hex');
