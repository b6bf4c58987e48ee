import type { AuditEvent } from '../../api/audit.ts';

/** A figure as `explain` names it, that an event wrote down or brought. */
export type RestingFigure = { readonly number: string; readonly label: string; readonly date: string };

const OF_VALUATION = [
  ['equity_balance', 'Equity'],
  ['daily_pnl', 'Day P&L'],
  ['cumulative_pnl', 'Total P&L'],
  ['unrealized_pnl', 'Unrealised P&L'],
  ['gross_exposure', 'Gross exposure'],
  ['net_market_value', 'Net market value'],
  ['leverage', 'Leverage'],
] as const;

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Whoever opens two of one name sees it once. */
const MOST = 60;

const wordsOf = (id: string): string => id.replaceAll('_', ' ');

const positionsIn = (data: Readonly<Record<string, unknown>>): readonly RestingFigure[] => {
  const stated = [data.lot, data.after, data.closed, data.remainder, ...listOf(data.opened)];
  const lots = [
    ...listOf(data.positions),
    ...[...stated, ...listOf(data.changed).map((change) => recordOf(change).after)].map(
      (lot) => recordOf(lot).position,
    ),
  ];
  return lots.flatMap((lot) => {
    const { positionId, symbol } = recordOf(lot);
    const id = textOf(positionId);
    if (id === null) return [];
    const label = textOf(symbol) ?? 'the position';
    return [{ number: `position:${id}`, label: `Value of ${label}`, date: 'latest' }];
  });
};

/**
 * The figures that rest on an event. Each can be asked where it comes from, and then says which events it rests on now:
 * what was restated since rests on a later one.
 */
export const figuresRestingOn = ({
  type,
  data,
}: Pick<AuditEvent, 'type' | 'data'>): readonly RestingFigure[] => {
  const date = textOf(data.date) ?? textOf(recordOf(data.valuation).date);
  const dated = (number: string, label: string) => (date === null ? [] : [{ number, label, date }]);
  switch (type) {
    case 'PortfolioValued':
    case 'SnapshotRestated':
      return OF_VALUATION.flatMap(([number, label]) => dated(number, label));
    case 'FactorExposuresCalculated':
      return listOf(recordOf(data.exposures).exposures).flatMap((exposure) => {
        const factor = textOf(recordOf(exposure).factor);
        return factor === null ? [] : dated(factor, wordsOf(factor));
      });
    case 'PortfolioVolatilityCalculated':
      return [
        ...dated('realized_volatility_21d', 'Volatility of 21 days'),
        ...dated('realized_volatility_63d', 'Volatility of 63 days'),
      ];
    case 'PortfolioStressTested':
      return listOf(recordOf(data.stress).scenarios).flatMap((scenario) => {
        const id = textOf(recordOf(scenario).scenarioId);
        return id === null ? [] : dated(`stress:${id}`, `Stress: ${wordsOf(id)}`);
      });
    default:
      return positionsIn(data).slice(0, MOST);
  }
};
