import type { Pool } from 'pg';
import { pause } from '../../application/pause.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import { queryable } from '../runner/transaction.ts';
import { claimTurn, tidyReports } from './reports.ts';

const SAMPLED_KEYS = 20;

/**
 * Verifies a sample every `everyMs`, once among all processes, and hears of what differs. Nothing is repaired: the
 * report names the command.
 */
export const startVerifying = ({
  pool,
  upkeep,
  everyMs,
  onDrift,
  onError,
}: {
  readonly pool: Pool;
  readonly upkeep: Upkeep;
  readonly everyMs: number;
  readonly onDrift: (found: {
    readonly projection: string;
    readonly differences: number;
    readonly repair: readonly string[];
  }) => void;
  readonly onError: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();

  const verify = async (): Promise<void> => {
    const db = queryable(pool);
    if (!(await claimTurn(db, everyMs))) return;
    const scope = { kind: 'sample', keys: SAMPLED_KEYS } as const;
    const verified = await upkeep.verify(scope, [], { kind: 'process', name: 'verifier' });
    if (!verified.ok) throw new Error(`a sample could not be verified: ${verified.error.code}`);
    for (const { projection, differences, repair } of verified.value.projections)
      if (differences > 0) onDrift({ projection, differences, repair });
    await tidyReports(db);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pause(everyMs * (0.9 + Math.random() / 5), stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await verify();
      } catch (error) {
        onError(error);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
