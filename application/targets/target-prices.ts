import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';
import { targetsDecider } from '../../domain/targets/decider.ts';
import { targetIdOf } from '../../domain/targets/target-price.ts';
import type { Application } from '../application.ts';
import type { HandleCommand } from '../command-handler.ts';
import { ownerOfPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

export type TargetDependencies = { readonly store: EventStore; readonly handle: HandleCommand };

/** All of them or none. Nothing is calculated and no date is valued: a target is an opinion, not a price. */
export const createSetTargetPrices =
  ({ store, handle }: TargetDependencies): Application['setTargetPrices'] =>
  async (userId, { portfolioId, targets }, context) => {
    if ((await ownerOfPortfolio(store, portfolioId)) !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const command = { type: 'SetTargetPrices', portfolioId, targets } as const;
    const set = await handle(targetsDecider, streams.targets(portfolioId), command, context);
    if (!set.ok) return set;
    const changed = set.value.events.reduce(
      (count, event) => count + (event.type === 'TargetPricesSet' ? event.data.targets.length : 0),
      0,
    );
    const targetIds = targets.map((target) => targetIdOf(portfolioId, target));
    const { position, revision } = set.value;
    return ok({ value: { targetIds, changed }, position, revision });
  };

export const createRemoveTargetPrice =
  ({ store, handle }: TargetDependencies): Application['removeTargetPrice'] =>
  async (userId, { portfolioId, targetId }, context) => {
    if ((await ownerOfPortfolio(store, portfolioId)) !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const command = { type: 'RemoveTargetPrice', portfolioId, targetId } as const;
    const removed = await handle(targetsDecider, streams.targets(portfolioId), command, context);
    if (!removed.ok) return removed;
    const { position, revision } = removed.value;
    return ok({ value: null, position, revision });
  };
