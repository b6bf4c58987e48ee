import type { ComponentChildren } from 'preact';
import type {
  AggregateOverview,
  BetaComparison,
  EquitySeries,
  NotAvailable,
  Overview,
  RiskMetrics,
  Volatility,
} from '../../api/analytics.ts';
import { type Resource, useResource } from '../../api/use-resource.ts';
import { Absent, Available, absenceOf, availableOf } from '../../components/available.tsx';
import { count, day, money, percent, signedMoney, statistic, toneOf } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { SimulatedBanner } from '../../components/simulated-banner.tsx';
import { ComputedFigure, Sourced } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { progressPath } from '../../progress-path.ts';
import { analyticsPath, type Scope } from './scope.ts';

/** What both kinds of overview come to. */
type Values = {
  readonly date: string;
  readonly simulated: boolean;
  readonly equity: string;
  readonly dailyPnl: string;
  readonly long: string;
  readonly short: string;
  readonly gross: string;
  readonly net: string;
  readonly cash: string;
  readonly leverage: number | null;
  readonly positions: number | null;
};

export const valuesOf = (overview: Overview | AggregateOverview): Values =>
  'pnl' in overview
    ? {
        date: overview.snapshot_date,
        simulated: overview.simulated,
        equity: overview.equity_balance,
        dailyPnl: overview.pnl.daily,
        long: overview.exposures.long,
        short: overview.exposures.short,
        gross: overview.exposures.gross,
        net: overview.exposures.net,
        cash: overview.cash_balance,
        leverage: overview.leverage,
        positions: overview.position_count?.total ?? null,
      }
    : {
        date: overview.calculation_date,
        simulated: overview.simulated,
        equity: overview.equity_balance,
        dailyPnl: overview.daily_pnl,
        long: overview.long_value,
        short: overview.short_value,
        gross: overview.gross_exposure,
        net: overview.net_market_value,
        cash: overview.cash_value,
        leverage: overview.leverage,
        positions: overview.positions,
      };

const asOfAndN = (date: string, n: number | null | undefined): string => `${day(date)} · n = ${count(n)}`;

type Props = {
  readonly scope: Scope;
  readonly series: Resource<EquitySeries | NotAvailable>;
};

const EXPOSURES = [
  ['Long', 'long', 'long_value'],
  ['Short', 'short', 'short_value'],
  ['Gross', 'gross', 'gross_exposure'],
  ['Net', 'net', 'net_market_value'],
  ['Cash', 'cash', 'cash_value'],
] as const;

const ofEquity = (amount: string, equity: string): string =>
  Number(equity) > 0 ? percent(Number(amount) / Number(equity), 1) : '–';

const RiskTiles = ({ scope, series }: Props) => {
  const betas = useResource<BetaComparison | NotAvailable>(
    analyticsPath(scope, scope.kind === 'all' ? 'beta' : 'beta-comparison'),
  );
  const volatilities = useResource<Volatility | NotAvailable>(analyticsPath(scope, 'volatility'));
  const ratios = useResource<RiskMetrics | NotAvailable>(analyticsPath(scope, 'risk-metrics'));
  const beta = availableOf(betas);
  const volatility = availableOf(volatilities);
  const metrics = availableOf(ratios);
  const found = availableOf(series);
  const held = metrics?.returns.find(({ basis }) => basis === 'constant_weights');
  const current = found?.drawdown.at(-1) ?? null;
  const deepest = found === null ? null : Math.min(0, ...found.drawdown);
  return (
    <>
      <Tile
        label="Market beta"
        under={
          beta === null
            ? absenceOf(betas)
            : `${asOfAndN(beta.calculation_date, beta.calculated.observations)} · R² ${statistic(beta.calculated.r_squared)}`
        }
      >
        {beta === null ? (
          <Absent of={betas} />
        ) : (
          <Sourced
            scope={scope}
            number="market_beta_90d"
            label="market beta"
            of={beta}
            how={{
              formula: 'β = Σ (exposure ÷ equity) × β of the symbol on SPY',
              convention: 'Ordinary least squares on SPY’s daily returns; shorts subtract; options by delta.',
              observations: beta.calculated.observations,
              window: `${beta.window} returns`,
              inputs: beta.symbols.map(({ symbol, calculated }) => [symbol, statistic(calculated, 4)]),
            }}
          >
            {statistic(beta.calculated.beta)}
          </Sourced>
        )}
      </Tile>
      <Tile
        label="Volatility"
        under={
          volatility === null
            ? absenceOf(volatilities)
            : asOfAndN(volatility.calculation_date, volatility.observations)
        }
      >
        {volatility === null ? (
          <Absent of={volatilities} />
        ) : (
          <Sourced
            scope={scope}
            number="realized_volatility_63d"
            label="volatility"
            of={volatility}
            how={{
              formula: 'sd of daily returns × √252',
              convention: volatility.convention,
              observations: volatility.observations,
              window: '63 returns',
            }}
          >
            {percent(volatility.realized_volatility_63d, 1)}
          </Sourced>
        )}
      </Tile>
      <Tile
        label="Sharpe ratio"
        under={metrics === null ? absenceOf(ratios) : asOfAndN(metrics.calculation_date, held?.observations)}
      >
        {metrics === null || held === undefined ? (
          <Absent of={ratios} />
        ) : (
          <ComputedFigure
            of={metrics}
            label="Sharpe ratio"
            how={{
              formula: 'mean of (r − rf ÷ 252) ÷ sd of (r − rf ÷ 252) × √252',
              convention: `${metrics.convention} Of what is held today, had it been held then.`,
              observations: held.observations,
              window: `${metrics.window} returns`,
              inputs: [
                ['Risk-free rate a year', percent(metrics.risk_free_rate)],
                ['Annualised volatility', percent(held.annualised_volatility)],
                ['First return', day(held.from)],
                ['Last return', day(held.to)],
                ['Covered share of exposure', percent(held.coverage, 1)],
              ],
            }}
          >
            {statistic(held.sharpe_ratio)}
          </ComputedFigure>
        )}
      </Tile>
      <Tile
        label="Drawdown"
        under={found === null ? absenceOf(series) : asOfAndN(found.calculation_date, found.observations)}
      >
        {found === null ? (
          <Absent of={series} />
        ) : (
          <ComputedFigure
            of={found}
            label="drawdown"
            how={{
              formula: 'wealth ÷ highest wealth so far − 1',
              convention: found.convention,
              observations: found.observations,
              window: `${day(found.dates[0])} to ${day(found.dates.at(-1))}`,
              inputs: [
                ['Now', percent(current)],
                ['Deepest', percent(deepest)],
              ],
            }}
          >
            {percent(current, 1)}
            <span class="under"> deepest {percent(deepest, 1)}</span>
          </ComputedFigure>
        )}
      </Tile>
    </>
  );
};

/**
 * Value, gains and risk, with what they are as of and from how many observations; exposures beside `children`, where there
 * is room.
 */
export const Summary = ({ children, ...props }: Props & { readonly children: ComponentChildren }) => {
  const { scope, series } = props;
  const valued = availableOf(series);
  const overview = useResource<Overview | AggregateOverview | NotAvailable>(analyticsPath(scope, 'overview'));
  return (
    <Available
      of={overview}
      lines={6}
      way={
        scope.kind === 'all' ? null : (
          <a class="button" href={progressPath([scope.id])}>
            To its calculation
          </a>
        )
      }
    >
      {(found) => {
        const values = valuesOf(found);
        const of = {
          calculation_date: values.date,
          simulated: values.simulated,
          engine_version: 'engine_version' in found ? found.engine_version : null,
        };
        const added = {
          convention: 'Added up over the portfolios. Open one of them for its prices and events.',
        };
        return (
          <div class="stack">
            <SimulatedBanner simulated={values.simulated} />
            <Tiles>
              <Tile label="Value" under={`${day(values.date)} · ${count(values.positions)} positions`}>
                <Sourced
                  scope={scope}
                  number="equity_balance"
                  label="value"
                  of={of}
                  how={{ formula: 'Σ equity of the portfolios', ...added }}
                >
                  {money(values.equity)}
                </Sourced>
              </Tile>
              <Tile label="Day P&L" under={`${day(values.date)} · since the session before`}>
                <Sourced
                  scope={scope}
                  number="daily_pnl"
                  label="day P&L"
                  class={toneOf(values.dailyPnl)}
                  of={of}
                  how={{ formula: 'Σ day P&L of the portfolios', ...added }}
                >
                  {signedMoney(values.dailyPnl)}
                </Sourced>
              </Tile>
              <Tile
                label="Total P&L"
                under={
                  valued === null
                    ? absenceOf(series)
                    : `since ${day(valued.dates[0])} · n = ${count(valued.dates.length)} days`
                }
              >
                {valued === null ? (
                  <Absent of={series} />
                ) : (
                  <Sourced
                    scope={scope}
                    number="cumulative_pnl"
                    label="total P&L"
                    class={toneOf(valued.total_pnl)}
                    of={valued}
                    how={{ formula: 'Σ total P&L of the portfolios', ...added }}
                  >
                    {signedMoney(valued.total_pnl)}
                  </Sourced>
                )}
              </Tile>
              <RiskTiles {...props} />
              <Tile label="Leverage" under={`${day(values.date)} · gross ÷ equity`}>
                <ComputedFigure
                  of={of}
                  label="leverage"
                  how={{
                    formula: 'Σ|market value| ÷ equity',
                    inputs: [
                      ['Gross', money(values.gross)],
                      ['Equity', money(values.equity)],
                    ],
                  }}
                >
                  {statistic(values.leverage)}
                </ComputedFigure>
              </Tile>
            </Tiles>
            <div class="with-aside">
              {children}
              <Panel title="Exposures" aside={day(values.date)}>
                <Table
                  caption="Exposures"
                  hideCaption
                  rows={EXPOSURES}
                  keyOf={([label]) => label}
                  columns={[
                    { id: 'name', title: 'Exposure', heading: true, cell: ([label]) => label },
                    {
                      id: 'amount',
                      title: 'Dollars',
                      right: true,
                      cell: ([label, key, number]) => (
                        <Sourced
                          scope={scope}
                          number={number}
                          label={label.toLowerCase()}
                          of={of}
                          how={{ formula: `Σ ${label.toLowerCase()} of the portfolios`, ...added }}
                        >
                          {money(values[key])}
                        </Sourced>
                      ),
                    },
                    {
                      id: 'share',
                      title: 'Of equity',
                      right: true,
                      cell: ([, key]) => ofEquity(values[key], values.equity),
                    },
                  ]}
                />
              </Panel>
            </div>
          </div>
        );
      }}
    </Available>
  );
};
