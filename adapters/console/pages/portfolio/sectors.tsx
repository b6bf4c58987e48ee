import type { NotAvailable, Sectors as SectorsBody } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available } from '../../components/available.tsx';
import { Bars } from '../../components/bars.tsx';
import { day, money, percent, signedPercent } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { Plotted } from '../../components/plotted.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from './scope.ts';

const Body = ({ found }: { readonly found: SectorsBody }) => {
  const held = found.sectors.filter(({ weight }) => (weight ?? 0) > 0);
  const weight = ({ sector, weight, gross_value, net_value }: (typeof held)[number]) => (
    <ComputedFigure
      of={found}
      label={`the weight of ${sector}`}
      how={{
        formula: 'Σ|market value| of the sector ÷ Σ|market value| of all but cash',
        convention: found.convention,
        inputs: [
          ['Gross value', money(gross_value)],
          ['Net value', money(net_value)],
        ],
      }}
    >
      {percent(weight, 1)}
    </ComputedFigure>
  );
  return (
    <>
      <Plotted
        title="Weights, with the S&P 500’s as a mark"
        plot={
          <Bars
            label="Sector weights"
            bars={held.map((sector) => ({
              id: sector.sector,
              label: sector.sector,
              value: sector.weight,
              mark: sector.benchmark_weight,
              shown: weight(sector),
            }))}
          />
        }
        table={
          <Table
            caption="Sectors"
            hideCaption
            rows={found.sectors}
            keyOf={({ sector }) => sector}
            columns={[
              { id: 'sector', title: 'Sector', heading: true, cell: ({ sector }) => sector },
              { id: 'weight', title: 'Weight', right: true, sortBy: (row) => row.weight, cell: weight },
              {
                id: 'benchmark',
                title: 'S&P 500',
                right: true,
                cell: (row) => percent(row.benchmark_weight, 1),
              },
              {
                id: 'active',
                title: 'Over or under',
                right: true,
                sortBy: (row) => row.over_underweight,
                cell: (row) => signedPercent(row.over_underweight, 1),
              },
              { id: 'net', title: 'Net value', right: true, cell: (row) => money(row.net_value) },
            ]}
          />
        }
      />
      <p class="muted small">
        {found.convention} Benchmark: {found.benchmark.name}, {found.benchmark.as_of}.
      </p>
    </>
  );
};

export const Sectors = ({ scope }: { readonly scope: Scope }) => {
  const sectors = useResource<SectorsBody | NotAvailable>(analyticsPath(scope, 'sector-exposure'));
  return (
    <Panel title="Sectors" aside={sectors.value?.available ? day(sectors.value.calculation_date) : null}>
      <Available of={sectors}>{(found) => <Body found={found} />}</Available>
    </Panel>
  );
};
