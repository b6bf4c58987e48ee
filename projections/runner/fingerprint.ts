import { createHash } from 'node:crypto';
import type { Projection } from '../projection.ts';

/** Names the code that fills a projection's tables. Tables with another fingerprint are rebuilt before they are used. */
export const fingerprintOf = ({ version, tables, ddl, eventTypes, keepsDays }: Projection): string =>
  createHash('sha256')
    .update(
      JSON.stringify([version, tables, ddl, eventTypes, ...(keepsDays === undefined ? [] : [keepsDays])]),
    )
    .digest('hex')
    .slice(0, 16);
