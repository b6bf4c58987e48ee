import { FACTOR_IDS, type FactorId } from '../../domain/risk/factors.ts';
import { PERIODS, type Period } from '../../domain/risk/period-return.ts';

export type ReturnColumn = `return_${Period}`;
export type FactorColumn = `factor_${FactorId}`;

/** Looked up, because a name that is put together anew each time is a slow key. */
const returnNames = Object.fromEntries(PERIODS.map((period) => [period, `return_${period}`])) as Record<
  Period,
  ReturnColumn
>;
const factorNames = Object.fromEntries(FACTOR_IDS.map((id) => [id, `factor_${id}`])) as Record<
  FactorId,
  FactorColumn
>;

export const returnColumn = (period: Period): ReturnColumn => returnNames[period];
export const factorColumn = (id: FactorId): FactorColumn => factorNames[id];

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
): Record<Id, number | null> => {
  const numbers = {} as Record<Id, number | null>;
  for (const id of ids) numbers[id] = row[columnOf(id)];
  return numbers;
};

/** The columns of named numbers, the other way round. */
export const columnsOf = <Id extends string, Column extends string>(
  ids: readonly Id[],
  columnOf: (id: Id) => Column,
  numberOf: (id: Id) => number | null,
): Record<Column, number | null> => {
  const columns = {} as Record<Column, number | null>;
  for (const id of ids) columns[columnOf(id)] = numberOf(id);
  return columns;
};
