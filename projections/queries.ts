import type { Pool } from 'pg';
import type { Queries } from '../application/ports/queries.ts';
import { capitalFlow, capitalFlowSummary, capitalFlows } from './capital-flows/queries.ts';
import { dataProblems } from './data-health/queries.ts';
import { invites, inviteUses } from './invites/queries.ts';
import { portfolioIds } from './portfolios/portfolio-ids.ts';
import { portfolioOwners } from './portfolios/portfolio-owners.ts';
import { archivedPortfoliosOf, imports, portfolio, portfoliosOf } from './portfolios/queries.ts';
import { lots, position, positions } from './positions/queries.ts';
import type { Queryable } from './projection.ts';
import { risk } from './risk/queries.ts';
import { queryable } from './runner/transaction.ts';
import { latestRun, restatementRuns, restatements, run } from './runs/queries.ts';
import { snapshot, snapshots } from './snapshots/queries.ts';
import { symbolFactorHistory, symbolFactors } from './symbol-factors/queries.ts';
import { symbolMetrics } from './symbol-metrics/queries.ts';
import { searchSymbols } from './symbol-metrics/search.ts';
import { adjustedCloses } from './symbol-prices/adjusted-closes.ts';
import { latestCloses, prices } from './symbol-prices/queries.ts';
import { knownSymbols, sectors, symbol, symbolNames, symbols, symbolsBehind } from './symbols/queries.ts';
import { targetPrice, targetPrices, targetsRevision } from './targets/queries.ts';
import { users } from './users/queries.ts';

/** Answers from the live tables, by their full names: nothing depends on the pool's search_path. */
export const createQueries = (pool: Pool): Queries => queriesOver(queryable(pool));

/** The queries write `read.<table>`; where that is, `db` decides. */
export const queriesOver = (db: Queryable): Queries => {
  return {
    portfoliosOf: portfoliosOf(db),
    archivedPortfoliosOf: archivedPortfoliosOf(db),
    portfolio: portfolio(db),
    portfolioOwners: portfolioOwners(db),
    imports: imports(db),
    capitalFlows: capitalFlows(db),
    capitalFlow: capitalFlow(db),
    capitalFlowSummary: capitalFlowSummary(db),
    positions: positions(db),
    position: position(db),
    lots: lots(db),
    snapshots: snapshots(db),
    snapshot: snapshot(db),
    risk: risk(db),
    targetPrices: targetPrices(db),
    targetPrice: targetPrice(db),
    targetsRevision: targetsRevision(db),
    run: run(db),
    latestRun: latestRun(db),
    restatements: restatements(db),
    restatementRuns: restatementRuns(db),
    portfolioIds: portfolioIds(db),
    users: users(db),
    invites: invites(db),
    inviteUses: inviteUses(db),
    symbol: symbol(db),
    knownSymbols: knownSymbols(db),
    symbols: symbols(db),
    sectors: sectors(db),
    symbolNames: symbolNames(db),
    symbolsBehind: symbolsBehind(db),
    symbolMetrics: symbolMetrics(db),
    searchSymbols: searchSymbols(db),
    dataProblems: dataProblems(db),
    symbolFactors: symbolFactors(db),
    symbolFactorHistory: symbolFactorHistory(db),
    prices: prices(db),
    adjustedCloses: adjustedCloses(db),
    latestCloses: latestCloses(db),
  };
};
