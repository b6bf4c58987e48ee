import type { DemoClient } from './client.ts';
import type { DemoResult } from './report.ts';

type Unavailable = { readonly available: false };
type Overview = {
  readonly available: true;
  readonly snapshot_date: string;
  readonly equity_balance: string;
  readonly total_value: string;
  readonly leverage: number | null;
  readonly pnl: { readonly daily: string; readonly unrealized: string };
  readonly position_count: { readonly total: number };
};
type Exposures = {
  readonly available: true;
  readonly factors: readonly {
    readonly factor_id: string;
    readonly name: string;
    readonly method: string;
    readonly beta: number | null;
  }[];
};
type Volatility = { readonly available: true; readonly realized_volatility_63d: number | null };
type Stress = {
  readonly available: true;
  readonly worst_scenario: string | null;
  readonly scenarios: readonly {
    readonly scenario_id: string;
    readonly name: string;
    readonly conditional: { readonly pnl: string; readonly fraction_of_equity: number } | null;
  }[];
};

const must = <Body extends { readonly available: true }>(body: Body | Unavailable, what: string): Body => {
  if (!body.available) throw new Error(`the demo found no ${what}`);
  return body;
};

const worstOf = (stress: Stress | Unavailable): DemoResult['worst'] => {
  if (!stress.available) return null;
  const worst = stress.scenarios.find(({ scenario_id }) => scenario_id === stress.worst_scenario);
  if (worst?.conditional == null) return null;
  return { name: worst.name, dollars: worst.conditional.pnl, fraction: worst.conditional.fraction_of_equity };
};

/** What the demo shows of one portfolio. */
export const readResult = async (api: DemoClient, portfolioId: string, name: string): Promise<DemoResult> => {
  const analytics = `/api/v1/analytics/portfolio/${portfolioId}`;
  const overview = must(await api.get<Overview | Unavailable>(`${analytics}/overview`), 'overview');
  const exposures = await api.get<Exposures | Unavailable>(`${analytics}/factor-exposures`);
  const volatility = await api.get<Volatility | Unavailable>(`${analytics}/volatility`);
  const stress = await api.get<Stress | Unavailable>(`${analytics}/stress-test`);
  const snapshots = await api.get<{ total: number }>(`/api/v1/portfolios/${portfolioId}/snapshots?limit=1`);
  const status = await api.get<{ warnings: readonly string[] }>(`/api/v1/onboarding/status/${portfolioId}`);
  const factors = exposures.available ? exposures.factors : [];
  const styles = factors.filter(({ method }) => method === 'ridge_regression');
  return {
    name,
    date: overview.snapshot_date,
    equity: overview.equity_balance,
    marketValue: overview.total_value,
    dayPnl: overview.pnl.daily,
    totalPnl: overview.pnl.unrealized,
    leverage: overview.leverage,
    beta: factors.find(({ factor_id }) => factor_id === 'market_beta_90d')?.beta ?? null,
    volatility: volatility.available ? volatility.realized_volatility_63d : null,
    // Private books have no style at all: six lines that say so six times help nobody.
    styles: styles.every(({ beta }) => beta === null) ? [] : styles,
    worst: worstOf(stress),
    positions: overview.position_count.total,
    snapshots: snapshots.total,
    warnings: status.warnings,
  };
};
