import { accessDecider } from '../../domain/access/decider.ts';
import type { DataAccessed } from '../../domain/access/events.ts';
import type { CallContext } from '../application.ts';
import type { HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import { streams } from '../streams.ts';

/** Resolves when the log has it: nothing of another person is shown before that. */
export type RecordAccess = (
  access: Omit<DataAccessed['data'], 'reason' | 'accessedAt'>,
  context: CallContext,
) => Promise<void>;

export const createRecordAccess =
  ({ handle, clock }: { readonly handle: HandleCommand; readonly clock: Clock }): RecordAccess =>
  async (access, context) => {
    const recorded = await handle(
      accessDecider,
      streams.access(access.userId),
      {
        type: 'RecordAccess',
        ...access,
        reason: context.reason ?? null,
        accessedAt: clock().toISOString(),
      },
      context,
    );
    if (!recorded.ok) throw new Error(`an access could not be recorded: ${recorded.error.code}`);
  };
