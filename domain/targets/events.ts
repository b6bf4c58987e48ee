import type { DomainEvent } from '../decider.ts';
import type { PortfolioId } from '../ids.ts';
import type { PositionType } from '../portfolio/position.ts';
import type { TargetId, TargetPrice } from './target-price.ts';

/**
 * Stream `targets-{portfolioId}`. What one request sets is one event, so that a list of targets is set as a whole or
 * not at all. Each target replaces the one of its id.
 */
export type TargetPricesSet = DomainEvent<
  'TargetPricesSet',
  { readonly portfolioId: PortfolioId; readonly targets: readonly TargetPrice[] }
>;

export type TargetPriceRemoved = DomainEvent<
  'TargetPriceRemoved',
  {
    readonly portfolioId: PortfolioId;
    readonly targetId: TargetId;
    readonly symbol: string;
    readonly positionType: PositionType;
  }
>;

export type TargetsEvent = TargetPricesSet | TargetPriceRemoved;
