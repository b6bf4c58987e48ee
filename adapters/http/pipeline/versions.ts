import type { CallContext, StreamRevision } from '../../../application/application.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { streams } from '../../../application/streams.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';

/** The stream whose revision is the entity tag of what a route shows and edits. */
export type Versioned = 'portfolio' | 'targets';

/** A strong tag of ours: a revision, or `none` for a stream that has no event yet. */
const TAG = /^"(?:(none)|(0|[1-9]\d{0,17}))"$/;
/** Of somebody else's making, or weak: it is allowed, and names no revision of ours. */
const FOREIGN_TAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;

const revisionOf = (tag: string): readonly StreamRevision[] => {
  const [, none, revision] = TAG.exec(tag) ?? [];
  if (none !== undefined) return ['no-stream'];
  return revision === undefined ? [] : [BigInt(revision)];
};

/** RFC 9110, 13.1.1: a list of tags, compared strongly; `*` asks for no particular one. */
const parseIfMatch = (header: string): Result<readonly StreamRevision[] | null, Refusal> => {
  if (header.trim() === '*') return ok(null);
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.every((tag) => FOREIGN_TAG.test(tag))
    ? ok(tags.flatMap(revisionOf))
    : fail(
        refuse('ERR_REQ_011', { details: { header: 'If-Match', allowed: 'the ETag of an earlier answer' } }),
      );
};

/** What the caller's `If-Match` asks of the stream that the route edits. */
export const expectedBy = (
  header: string | undefined,
  versioned: Versioned | undefined,
  portfolioId: string | null,
): Result<Pick<CallContext, 'expected'>, Refusal> => {
  if (header === undefined || versioned === undefined || portfolioId === null) return ok({});
  const revisions = parseIfMatch(header);
  if (!revisions.ok) return revisions;
  return ok(
    revisions.value === null
      ? {}
      : { expected: { stream: streams[versioned](portfolioId), revisions: revisions.value } },
  );
};

/**
 * The revision that the read models show, read before what they show is: it may be older than the answer, and never
 * newer, so that nobody overwrites what they have not seen.
 */
export const shownRevision = async (
  queries: Queries,
  versioned: Versioned | undefined,
  portfolioId: string | null,
): Promise<StreamRevision | undefined> => {
  if (versioned === undefined || portfolioId === null) return undefined;
  return versioned === 'targets'
    ? queries.targetsRevision(portfolioId)
    : (await queries.portfolio(portfolioId))?.revision;
};
