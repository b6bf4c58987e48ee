import type { Pool } from 'pg';
import { type Background, repeatEvery } from '../../application/background.ts';
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
}): Background => {
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

  return repeatEvery(verify, { everyMs, onError });
};
