import type { FactorExposure, FactorExposures, FactorIntervals, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { Badge } from '../../components/badge.tsx';
import { Bars } from '../../components/bars.tsx';
import { count, day, money, percent, statistic } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { Plotted } from '../../components/plotted.tsx';
import { Sourced } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

type Interval = FactorIntervals['factors'][number];
type Row = { readonly exposure: FactorExposure; readonly interval: Interval | undefined };

const intervalText = (interval: Interval | undefined): string =>
  interval?.low == null || interval.high === null
    ? 'no interval'
    : `${statistic(interval.low)} … ${statistic(interval.high)}`;

const Body = ({
  scope,
  found,
  intervals,
}: {
  readonly scope: Scope;
  readonly found: FactorExposures;
  readonly intervals: FactorIntervals | null;
}) => {
  const byId = new Map(intervals?.factors.map((interval) => [interval.factor_id, interval]));
  const rows: readonly Row[] = found.factors.map((exposure) => ({
    exposure,
    interval: byId.get(exposure.factor_id),
  }));
  const beta = ({ exposure }: Row) => (
    <Sourced
      scope={scope}
      number={exposure.factor_id}
      label={`the exposure to ${exposure.name}`}
      of={found}
      how={{
        formula: 'β = Σ (exposure ÷ equity) × β of the symbol',
        convention: exposure.note ?? undefined,
        observations: exposure.observations,
        inputs: exposure.contributions.map(
          (each) => [each.symbol, `${percent(each.weight)} × ${statistic(each.beta, 4)}`] as const,
        ),
      }}
    >
      {statistic(exposure.beta)}
    </Sourced>
  );
  return (
    <>
      {found.quality === 'full' ? null : (
        <p>
          <Badge tone="warn">{found.quality.replaceAll('_', ' ')}</Badge>{' '}
          <span class="muted small">
            Not every position has a beta to every factor: the coverage says how much is known.
          </span>
        </p>
      )}
      <Plotted
        title="Betas and their 95 % intervals"
        plot={
          <Bars
            label="Factor betas"
            bars={rows.map((row) => ({
              id: row.exposure.factor_id,
              label: row.exposure.name,
              value: row.exposure.beta,
              low: row.interval?.low ?? null,
              high: row.interval?.high ?? null,
              shown: beta(row),
              under: `${intervalText(row.interval)} · R² ${statistic(
                row.interval?.r_squared ?? row.exposure.r_squared,
              )} · n = ${count(row.exposure.observations)} · covers ${percent(row.exposure.coverage, 0)}`,
            }))}
          />
        }
        table={
          <Table
            caption="Factor exposures"
            hideCaption
            rows={rows}
            keyOf={({ exposure }) => exposure.factor_id}
            columns={[
              { id: 'name', title: 'Factor', heading: true, cell: ({ exposure }) => exposure.name },
              {
                id: 'beta',
                title: 'Beta',
                right: true,
                sortBy: ({ exposure }) => exposure.beta,
                cell: beta,
              },
              { id: 'low', title: 'Low', right: true, cell: ({ interval }) => statistic(interval?.low) },
              { id: 'high', title: 'High', right: true, cell: ({ interval }) => statistic(interval?.high) },
              {
                id: 'dollars',
                title: 'Dollars',
                right: true,
                cell: ({ exposure }) => money(exposure.exposure_dollars),
              },
              {
                id: 'r2',
                title: 'R²',
                right: true,
                cell: ({ exposure, interval }) => statistic(interval?.r_squared ?? exposure.r_squared),
              },
              { id: 'n', title: 'n', right: true, cell: ({ exposure }) => count(exposure.observations) },
              {
                id: 'coverage',
                title: 'Covers',
                right: true,
                cell: ({ exposure }) => percent(exposure.coverage, 0),
              },
            ]}
          />
        }
      />
      {intervals === null ? null : <p class="muted small">{intervals.convention}</p>}
      <p class="muted small">
        The six styles hold the market among them: they are not to be added to the market beta.
      </p>
    </>
  );
};

export const Factors = ({ scope }: { readonly scope: Scope }) => {
  const exposures = useResource<FactorExposures | NotAvailable>(analyticsPath(scope, 'factor-exposures'));
  const intervals = useResource<FactorIntervals | NotAvailable>(analyticsPath(scope, 'factor-intervals'));
  const found = availableOf(exposures);
  return (
    <Panel title="Factors" aside={found === null ? null : day(found.calculation_date)}>
      <Available of={exposures} lines={13}>
        {(value) => <Body scope={scope} found={value} intervals={availableOf(intervals)} />}
      </Available>
    </Panel>
  );
};
