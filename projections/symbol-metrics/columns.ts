import { FACTOR_IDS, type FactorId } from '../../domain/risk/factors.ts';
import { PERIODS, type Period } from '../../domain/risk/period-return.ts';

export type ReturnColumn = `return_${Period}`;
export type FactorColumn = `factor_${FactorId}`;

export const returnColumn = (period: Period): ReturnColumn => `return_${period}`;
export const factorColumn = (id: FactorId): FactorColumn => `factor_${id}`;

export const RETURN_COLUMNS = PERIODS.map(returnColumn);
export const FACTOR_COLUMNS = FACTOR_IDS.map(factorColumn);

/** Of the table, beside its key. */
export type MetricsColumns = {
  readonly date: string | null;
  readonly close: string | null;
  readonly company_name: string | null;
  readonly asset_type: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly market_cap: number | null;
  readonly enterprise_value: number | null;
  readonly pe_ratio: number | null;
  readonly ps_ratio: number | null;
  readonly pb_ratio: number | null;
  readonly factor_date: string | null;
  readonly quality_score: number;
} & { readonly [column in ReturnColumn | FactorColumn]: number | null };

/** The named numbers of a row, by what they are of. */
export const numbersOf = <Id extends string, Column extends string>(
  row: Readonly<Record<Column, number | null>>,
  ids: readonly Id[],
  columnOf: (id: Id) => Column,
): Record<Id, number | null> =>
  Object.fromEntries(ids.map((id) => [id, row[columnOf(id)]])) as Record<Id, number | null>;
