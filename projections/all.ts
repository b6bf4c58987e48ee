import { capitalFlows } from './capital-flows/projection.ts';
import { invites } from './invites/projection.ts';
import { portfolios } from './portfolios/projection.ts';
import { positions } from './positions/projection.ts';
import type { Projection } from './projection.ts';
import { risk } from './risk/projection.ts';
import { runs } from './runs/projection.ts';
import { snapshots } from './snapshots/projection.ts';
import { symbolFactors } from './symbol-factors/projection.ts';
import { symbolMetrics } from './symbol-metrics/projection.ts';
import { symbolPrices } from './symbol-prices/projection.ts';
import { symbols } from './symbols/projection.ts';
import { targets } from './targets/projection.ts';
import { users } from './users/projection.ts';

/** Every read model. Their tables do not overlap. */
export const PROJECTIONS: readonly Projection[] = [
  users,
  invites,
  portfolios,
  positions,
  capitalFlows,
  symbols,
  symbolPrices,
  symbolFactors,
  symbolMetrics,
  runs,
  snapshots,
  risk,
  targets,
];
