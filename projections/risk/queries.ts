import type { RiskRow } from '../../application/ports/queries.ts';
import { type CompactExposures, expandExposures } from '../../domain/risk/compact-exposures.ts';
import { type CompactStress, expandStress } from '../../domain/risk/compact-stress.ts';
import type { Queryable } from '../projection.ts';

type Row = {
  readonly date: string;
  readonly exposures: CompactExposures | null;
  readonly exposures_event_id: string | null;
  readonly gaps: RiskRow['gaps'] | null;
  readonly volatility: RiskRow['volatility'];
  readonly volatility_event_id: string | null;
  readonly stress: CompactStress | null;
  readonly stress_event_id: string | null;
  readonly engine_version: string | null;
};

/** Of the latest date that has any. */
export const risk =
  (db: Queryable) =>
  async (portfolioId: string): Promise<RiskRow | null> => {
    const { rows } = await db.query<Row>(
      `select date::text, exposures, exposures_event_id::text, gaps, volatility, volatility_event_id::text, stress,
         stress_event_id::text, engine_version
       from read.risk where portfolio_id = $1 order by risk.date desc limit 1`,
      [portfolioId],
    );
    const row = rows[0];
    if (row === undefined) return null;
    return {
      date: row.date,
      exposures: row.exposures === null ? null : expandExposures(row.exposures),
      exposuresEventId: row.exposures_event_id,
      gaps: row.gaps ?? [],
      volatility: row.volatility,
      volatilityEventId: row.volatility_event_id,
      stress: row.stress === null ? null : expandStress(row.stress),
      stressEventId: row.stress_event_id,
      engineVersion: row.engine_version,
    };
  };
