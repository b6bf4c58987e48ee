import { canonicalJson } from '../canonical-json.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { PortfolioId } from '../ids.ts';
import { limits } from '../limits.ts';
import { fail, ok } from '../result.ts';
import type { TargetsEvent } from './events.ts';
import { type NewTarget, type TargetId, type TargetPrice, targetIdOf } from './target-price.ts';

export type TargetsCommand =
  | {
      readonly type: 'SetTargetPrices';
      readonly portfolioId: PortfolioId;
      /** Each symbol and position type once. */
      readonly targets: readonly NewTarget[];
    }
  | { readonly type: 'RemoveTargetPrice'; readonly portfolioId: PortfolioId; readonly targetId: TargetId };

export type TargetsState = ReadonlyMap<TargetId, TargetPrice>;

/** All targets of a portfolio. What is set already, or removed already, is not told again. */
export const targetsDecider: Decider<TargetsCommand, TargetsEvent, TargetsState> = {
  initial: new Map(),

  decide: (command, state) => {
    const { portfolioId } = command;
    switch (command.type) {
      case 'SetTargetPrices': {
        const wanted = command.targets.map((target) => ({
          targetId: targetIdOf(portfolioId, target),
          ...target,
        }));
        const added = wanted.filter(({ targetId }) => !state.has(targetId)).length;
        if (state.size + added > limits.targetsPerPortfolio) {
          return fail(refuse('ERR_TARGET_011', { details: { max_targets: limits.targetsPerPortfolio } }));
        }
        const targets = wanted.filter(
          (target) => canonicalJson(state.get(target.targetId) ?? null) !== canonicalJson(target),
        );
        return ok(targets.length === 0 ? [] : [{ type: 'TargetPricesSet', data: { portfolioId, targets } }]);
      }
      case 'RemoveTargetPrice': {
        const { targetId } = command;
        const target = state.get(targetId);
        if (target === undefined) return ok([]);
        const { symbol, positionType } = target;
        return ok([{ type: 'TargetPriceRemoved', data: { portfolioId, targetId, symbol, positionType } }]);
      }
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    const next = new Map(state);
    switch (event.type) {
      case 'TargetPricesSet':
        for (const target of event.data.targets) next.set(target.targetId, target);
        return next;
      case 'TargetPriceRemoved':
        next.delete(event.data.targetId);
        return next;
      default:
        return event satisfies never;
    }
  },
};
