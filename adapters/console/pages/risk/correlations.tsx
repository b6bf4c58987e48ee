import { useState } from 'preact/hooks';
import type { Correlation, Diversification, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { SelectField } from '../../components/field.tsx';
import { count, counted, day, percent, statistic } from '../../components/format.ts';
import { HeatMap } from '../../components/heat-map.tsx';
import { Panel } from '../../components/panel.tsx';
import { Plotted } from '../../components/plotted.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';
import { clusterOrder } from './cluster-order.ts';

const Body = ({ found, score }: { readonly found: Correlation; readonly score: Diversification | null }) => {
  const symbols = found.symbols.map(({ symbol }) => symbol);
  const { order, groups } = clusterOrder(symbols, found.clusters);
  const names = order.map((at) => symbols[at] ?? '');
  const cells = order.map((row) => order.map((column) => found.matrix[row]?.[column] ?? null));
  const observations = (row: number, column: number): number =>
    found.observations[order[row] ?? 0]?.[order[column] ?? 0] ?? 0;
  const nameOfCluster = (row: number, column: number): string => {
    const both = found.clusters.find(
      (cluster) =>
        cluster.symbols.length > 1 &&
        cluster.symbols.includes(names[row] ?? '') &&
        cluster.symbols.includes(names[column] ?? ''),
    );
    return both === undefined ? '' : `, both in ${both.name ?? 'one cluster'}`;
  };
  const describe = (row: number, column: number): string =>
    `${names[row]} and ${names[column]}: ${statistic(cells[row]?.[column])}, n = ${count(
      observations(row, column),
    )}${nameOfCluster(row, column)}`;
  const how = {
    convention: `Pearson correlations of daily returns, pairs with at least ${found.min_overlap} common ones.`,
    window: `${found.window} returns`,
  };
  return (
    <>
      {score === null ? null : (
        <Tiles>
          <Tile label="Weighted correlation" under="0 to 1; lower is better diversified">
            <ComputedFigure
              of={score}
              label="weighted absolute correlation"
              how={{
                ...how,
                formula: 'Σ wᵢwⱼ|ρᵢⱼ| ÷ Σ wᵢwⱼ over pairs',
                inputs: [['Pairs known', percent(score.coverage, 1)]],
              }}
            >
              {statistic(score.weighted_absolute_correlation)}
            </ComputedFigure>
          </Tile>
          <Tile label="As good as" under="unrelated positions, by weight">
            <ComputedFigure
              of={score}
              label="effective positions"
              how={{ ...how, formula: '1 ÷ (wᵀ C w), weights by size' }}
            >
              {statistic(score.effective_positions_by_weight, 1)}
            </ComputedFigure>
          </Tile>
          <Tile label="In clusters" under={`correlation of ${statistic(found.threshold)} and more`}>
            <ComputedFigure
              of={found}
              label="the share in clusters"
              how={{ ...how, formula: 'share of gross exposure in clusters of two or more' }}
            >
              {percent(found.clustered_share, 1)}
            </ComputedFigure>
          </Tile>
        </Tiles>
      )}
      <Plotted
        title="Correlations, by cluster"
        plot={
          <HeatMap title="Correlations" names={names} cells={cells} groups={groups} describe={describe} />
        }
        table={
          <Table
            caption="Correlations"
            hideCaption
            rows={names.map((name, row) => ({ name, row }))}
            keyOf={({ name }) => name}
            columns={[
              { id: 'symbol', title: 'Symbol', heading: true, cell: ({ name }) => name },
              ...names.map((name, column) => ({
                id: `with ${name}`,
                title: name,
                right: true,
                cell: ({ row }: { readonly row: number }) => statistic(cells[row]?.[column]),
              })),
            ]}
          />
        }
      />
      {groups.length === 0 ? null : (
        <Table
          caption={counted(groups.length, 'cluster')}
          rows={found.clusters.filter(({ symbols }) => symbols.length > 1)}
          keyOf={({ symbols }) => symbols.join()}
          cards
          columns={[
            { id: 'name', title: 'Cluster', heading: true, cell: ({ name }) => name ?? '–' },
            { id: 'symbols', title: 'Symbols', cell: ({ symbols }) => symbols.join(', ') },
            {
              id: 'share',
              title: 'Of gross',
              right: true,
              sortBy: ({ share_of_gross }) => share_of_gross,
              cell: ({ share_of_gross }) => percent(share_of_gross, 1),
            },
            {
              id: 'mean',
              title: 'Mean |ρ|',
              right: true,
              cell: ({ mean_absolute_correlation }) => statistic(mean_absolute_correlation),
            },
          ]}
        />
      )}
      {found.symbols_without_data.length === 0 ? null : (
        <p class="muted small">Without enough prices: {found.symbols_without_data.join(', ')}.</p>
      )}
      {found.excluded_symbols.length === 0 ? null : (
        <p class="muted small">
          Too small to be shown: {found.excluded_symbols.slice(0, 20).join(', ')}
          {found.excluded_symbols.length > 20 ? ` and ${found.excluded_symbols.length - 20} more` : ''}.
        </p>
      )}
    </>
  );
};

export const Correlations = ({ scope }: { readonly scope: Scope }) => {
  const [lookback, setLookback] = useState('90');
  const query = { lookback, min_value: 0, min_weight: 0, max_symbols: 30 };
  const matrix = useResource<Correlation | NotAvailable>(analyticsPath(scope, 'correlation-matrix'), query);
  const score = useResource<Diversification | NotAvailable>(
    scope.kind === 'all' ? null : analyticsPath(scope, 'diversification-score'),
    query,
  );
  const found = availableOf(matrix);
  return (
    <Panel
      title="Correlations"
      aside={found === null ? null : `${day(found.calculation_date)} · ${found.window} returns`}
    >
      <div class="filter-row">
        <SelectField
          label="Window"
          value={lookback}
          onValue={setLookback}
          options={['60', '90', '180', '252'].map((value) => ({ value, label: `${value} returns` }))}
        />
      </div>
      <Available of={matrix} lines={10}>
        {(value) => <Body found={value} score={availableOf(score)} />}
      </Available>
    </Panel>
  );
};
