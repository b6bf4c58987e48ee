import { type Position, positionFrom } from '../../../application/ports/event-store.ts';
import type { ReadModels } from '../../../application/ports/queries.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';

/** How long a read waits for the position that its caller has written. */
const WAIT_MS = 5000;
/** How long a write waits for the read models, so that callers who know nothing of positions read what they wrote. */
const SETTLE_MS = 1000;

const POSITION = /^(0|[1-9]\d{0,17})$/;

export const parsePosition = (text: string): Position | null =>
  POSITION.test(text) ? positionFrom(text) : null;

/** Read-your-writes: goes on when every projection has passed `X-After-Position`. */
export const waitForPosition = async (
  readModels: ReadModels,
  header: string | undefined,
): Promise<Result<null, Refusal>> => {
  if (header === undefined) return ok(null);
  const position = parsePosition(header);
  if (position === null) {
    return fail(
      refuse('ERR_REQ_011', {
        details: { header: 'X-After-Position', allowed: 'the X-Event-Position of an earlier answer' },
      }),
    );
  }
  return (await readModels.waitFor(position, WAIT_MS))
    ? ok(null)
    : fail(refuse('ERR_REQ_013', { details: { retry_after_seconds: 1 } }));
};

export const settle = async (readModels: ReadModels, position: Position | null): Promise<void> => {
  if (position !== null) await readModels.waitFor(position, SETTLE_MS);
};
