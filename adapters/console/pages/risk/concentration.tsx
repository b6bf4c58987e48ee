import type { Concentration as ConcentrationBody, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { Badge } from '../../components/badge.tsx';
import { Bars } from '../../components/bars.tsx';
import { count, counted, day, percent, statistic } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { Plotted } from '../../components/plotted.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { Tile, Tiles } from '../../components/tiles.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

const TONES = { high: 'bad', moderate: 'warn', diversified: 'good' } as const;

const Body = ({ found }: { readonly found: ConcentrationBody }) => {
  const figure = (label: string, formula: string, shown: string) => (
    <ComputedFigure
      of={found}
      label={label}
      how={{ formula, convention: found.convention, inputs: [['Symbols', count(found.symbols)]] }}
    >
      {shown}
    </ComputedFigure>
  );
  return (
    <>
      <Tiles>
        <Tile
          label="Herfindahl index"
          under={found.level === null ? null : <Badge tone={TONES[found.level]}>{found.level}</Badge>}
        >
          {figure('the Herfindahl index', 'Σ share² × 10,000', statistic(found.hhi, 0))}
        </Tile>
        <Tile label="Effective positions" under={`of ${counted(found.symbols, 'symbol')}`}>
          {figure('effective positions', '1 ÷ Σ share²', statistic(found.effective_positions, 1))}
        </Tile>
        <Tile label="Largest three">
          {figure('the largest three', 'Σ of the three largest shares', percent(found.top_3, 1))}
        </Tile>
        <Tile label="Largest ten">
          {figure('the largest ten', 'Σ of the ten largest shares', percent(found.top_10, 1))}
        </Tile>
      </Tiles>
      <Plotted
        title="By size of company"
        plot={
          <Bars
            label="Size bands"
            bars={found.cap_bands
              .filter(({ weight }) => (weight ?? 0) > 0)
              .map(({ band, weight }) => ({
                id: band,
                label: band.replaceAll('_', ' '),
                value: weight,
                shown: percent(weight, 1),
              }))}
          />
        }
        table={
          <Table
            caption="Size bands"
            hideCaption
            rows={found.cap_bands}
            keyOf={({ band }) => band}
            columns={[
              { id: 'band', title: 'Band', heading: true, cell: ({ band }) => band.replaceAll('_', ' ') },
              { id: 'weight', title: 'Weight', right: true, cell: ({ weight }) => percent(weight, 1) },
            ]}
          />
        }
      />
    </>
  );
};

export const Concentration = ({ scope }: { readonly scope: Scope }) => {
  const resource = useResource<ConcentrationBody | NotAvailable>(analyticsPath(scope, 'concentration'));
  const found = availableOf(resource);
  return (
    <Panel title="Concentration" aside={found === null ? null : day(found.calculation_date)}>
      <Available of={resource}>{(value) => <Body found={value} />}</Available>
    </Panel>
  );
};
