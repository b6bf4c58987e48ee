import type { RequestCalculation } from '../calculation/request-calculation.ts';
import type { HandleCommand } from '../command-handler.ts';
import { createImportSnapshots } from './import-snapshots.ts';
import { createOrderRestatement } from './order-restatement.ts';
import { createPlanRestatement, type RestatementDependencies } from './plan-restatement.ts';

/** What an operator does about dates that were valued wrongly, here or elsewhere. */
export type RestatementService = {
  readonly plan: ReturnType<typeof createPlanRestatement>;
  readonly order: ReturnType<typeof createOrderRestatement>;
  readonly importSnapshots: ReturnType<typeof createImportSnapshots>;
};

export const createRestatementService = (
  dependencies: RestatementDependencies & {
    readonly handle: HandleCommand;
    readonly requestCalculation: RequestCalculation;
  },
): RestatementService => ({
  plan: createPlanRestatement(dependencies),
  order: createOrderRestatement(dependencies),
  importSnapshots: createImportSnapshots(dependencies),
});
