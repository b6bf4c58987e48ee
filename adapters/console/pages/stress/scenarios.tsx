import type { Contributions, NotAvailable, Scenario, Stress } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { Badge } from '../../components/badge.tsx';
import { scaleOf } from '../../components/bar-scale.ts';
import { Drawing } from '../../components/bars.tsx';
import { day, percent, signedMoney, signedPercent, statistic, toneOf } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { Plotted } from '../../components/plotted.tsx';
import { Sourced } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

/** The worst first; what is not known last. */
export const byLoss = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  scenarios.toSorted(
    (a, b) =>
      (a.conditional?.fraction_of_equity ?? Number.POSITIVE_INFINITY) -
      (b.conditional?.fraction_of_equity ?? Number.POSITIVE_INFINITY),
  );

type Kept = { readonly symbol: string; readonly positionId: string; readonly pnl: string };

/** What each position adds to a scenario, the largest loss first. */
export const positionsOf = (contributions: Contributions | null, scenarioId: string): readonly Kept[] => {
  const stress = contributions?.stress.find(({ scenario_id }) => scenario_id === scenarioId);
  return (contributions?.positions ?? [])
    .flatMap(({ position_symbol, position_id }, i): readonly Kept[] => {
      const pnl = stress?.contributions[i];
      return pnl == null ? [] : [{ symbol: position_symbol, positionId: position_id, pnl }];
    })
    .toSorted((a, b) => Number(a.pnl) - Number(b.pnl));
};

const MOST_ROWS = 10;

const DrillDown = ({
  scenario,
  contributions,
}: {
  readonly scenario: Scenario;
  readonly contributions: Contributions | null;
}) => {
  const kept = positionsOf(contributions, scenario.scenario_id);
  return (
    <div class="columns">
      <Table
        caption="By factor"
        rows={scenario.impacts}
        keyOf={({ factor_id }) => factor_id}
        columns={[
          {
            id: 'factor',
            title: 'Factor',
            heading: true,
            cell: ({ factor_id, shocked }) => (
              <>
                {factor_id.replaceAll('_', ' ')} {shocked ? <Badge tone="accent">shocked</Badge> : null}
              </>
            ),
          },
          { id: 'move', title: 'Moves', right: true, cell: ({ move }) => signedPercent(move) },
          { id: 'beta', title: 'Beta', right: true, cell: ({ beta }) => statistic(beta) },
          {
            id: 'pnl',
            title: 'Gain or loss',
            right: true,
            sortBy: ({ pnl }) => Number(pnl),
            cell: ({ pnl }) => <span class={toneOf(pnl)}>{signedMoney(pnl)}</span>,
          },
        ]}
      />
      <Table
        caption="By position"
        rows={kept}
        keyOf={({ positionId }) => positionId}
        pageSize={MOST_ROWS}
        columns={[
          { id: 'symbol', title: 'Position', heading: true, cell: ({ symbol }) => symbol },
          {
            id: 'pnl',
            title: 'Gain or loss',
            right: true,
            sortBy: ({ pnl }) => Number(pnl),
            cell: ({ pnl }) => <span class={toneOf(pnl)}>{signedMoney(pnl)}</span>,
          },
        ]}
      />
    </div>
  );
};

const Body = ({
  scope,
  found,
  contributions,
}: {
  readonly scope: Scope;
  readonly found: Stress;
  readonly contributions: Contributions | null;
}) => {
  const scenarios = byLoss(found.scenarios);
  const bars = scenarios.map((scenario) => ({
    value: scenario.conditional?.fraction_of_equity ?? null,
    mark: scenario.direct?.fraction_of_equity ?? null,
  }));
  const scale = scaleOf(bars);
  const how = (scenario: Scenario) => ({
    formula: 'Σ β × move of the factor × equity',
    convention: found.convention,
    observations: found.observations,
    window: `covariance up to ${day(found.covariance_as_of)}`,
    inputs: scenario.impacts.map(
      ({ factor_id, beta, move }) => [factor_id, `${statistic(beta, 4)} × ${percent(move)}`] as const,
    ),
  });
  const loss = (scenario: Scenario) => (
    <Sourced
      scope={scope}
      number={`stress:${scenario.scenario_id}`}
      label={scenario.name}
      class={toneOf(scenario.conditional?.pnl)}
      of={found}
      how={how(scenario)}
    >
      {signedMoney(scenario.conditional?.pnl)}
    </Sourced>
  );
  return (
    <Plotted
      title="By loss: the bar is conditional, the mark direct"
      plot={
        <div>
          {scenarios.map((scenario, i) => (
            <details class="scenario" key={scenario.scenario_id}>
              <summary>
                <span>
                  {scenario.name}{' '}
                  {scenario.status === 'ok' ? null : <Badge tone="warn">{scenario.status}</Badge>}
                </span>
                <Drawing bar={bars[i] ?? { value: null }} scale={scale} />
                <span class="scenario-value number">
                  <span class={toneOf(scenario.conditional?.pnl)}>
                    {signedMoney(scenario.conditional?.pnl)}
                  </span>
                  <br />
                  <span class="muted small">
                    {signedPercent(scenario.conditional?.fraction_of_equity)} · direct{' '}
                    {signedPercent(scenario.direct?.fraction_of_equity)}
                  </span>
                </span>
              </summary>
              <div class="stack">
                <p class="small">
                  Conditional: {loss(scenario)}, {signedPercent(scenario.conditional?.fraction_of_equity)} of
                  equity. Shocked factors keep their shock, the others move as they went along with them
                  lately. Direct: {signedMoney(scenario.direct?.pnl)}, from the shocked factors alone.
                </p>
                {scenario.missing_factors.length === 0 ? null : (
                  <p class="small muted">
                    No beta to {scenario.missing_factors.join(', ').replaceAll('_', ' ')}.
                  </p>
                )}
                <DrillDown scenario={scenario} contributions={contributions} />
              </div>
            </details>
          ))}
        </div>
      }
      table={
        <Table
          caption="Scenarios"
          hideCaption
          rows={scenarios}
          keyOf={({ scenario_id }) => scenario_id}
          columns={[
            {
              id: 'name',
              title: 'Scenario',
              heading: true,
              sortBy: (row) => row.name,
              cell: (row) => row.name,
            },
            { id: 'kind', title: 'Kind', sortBy: (row) => row.category, cell: (row) => row.category },
            {
              id: 'conditional',
              title: 'Conditional',
              right: true,
              sortBy: (row) => row.conditional?.fraction_of_equity ?? null,
              cell: loss,
            },
            {
              id: 'share',
              title: 'Of equity',
              right: true,
              cell: (row) => signedPercent(row.conditional?.fraction_of_equity),
            },
            {
              id: 'direct',
              title: 'Direct',
              right: true,
              sortBy: (row) => row.direct?.fraction_of_equity ?? null,
              cell: (row) => signedMoney(row.direct?.pnl),
            },
          ]}
        />
      }
    />
  );
};

export const Scenarios = ({ scope }: { readonly scope: Scope }) => {
  const stress = useResource<Stress | NotAvailable>(analyticsPath(scope, 'stress-test'));
  const contributions = useResource<Contributions | NotAvailable>(analyticsPath(scope, 'contributions'));
  const found = availableOf(stress);
  return (
    <Panel
      title="Scenarios"
      aside={found === null ? null : `${day(found.calculation_date)} · n = ${found.observations}`}
    >
      <Available of={stress} lines={12}>
        {(value) => (
          <>
            <Body scope={scope} found={value} contributions={availableOf(contributions)} />
            <p class="muted small">{value.convention}</p>
          </>
        )}
      </Available>
    </Panel>
  );
};
