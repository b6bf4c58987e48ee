import type { NotAvailable, RiskMetrics, Tail } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { count, day, money, percent } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

type Row = {
  readonly id: string;
  readonly returns: string;
  readonly method: 'historical' | 'parametric';
  readonly tail: Tail;
};

const BASES = {
  constant_weights: 'What is held now, had it been held then',
  recorded: 'What the account did',
} as const;

const FORMULAS = {
  historical: 'VaR: the ⌈αn⌉-th largest daily loss; ES: the mean beyond it (Rockafellar–Uryasev)',
  parametric: 'VaR: −μ + zσ; ES: −μ + φ(z) ÷ α × σ',
} as const;

const Body = ({ found }: { readonly found: RiskMetrics }) => {
  const rows = found.returns.flatMap((statistics): readonly Row[] =>
    (['historical', 'parametric'] as const).flatMap((method) =>
      statistics[method].map((tail) => ({
        id: `${statistics.basis} ${method} ${tail.confidence}`,
        returns: BASES[statistics.basis],
        method,
        tail,
      })),
    ),
  );
  const loss =
    (which: 'value_at_risk' | 'expected_shortfall', name: string) =>
    ({ tail, method, returns }: Row) => {
      const value = tail[which];
      return value === null ? (
        '–'
      ) : (
        <ComputedFigure
          of={found}
          label={`${name} of ${percent(tail.confidence, 0)}`}
          how={{
            formula: FORMULAS[method],
            convention: `${found.convention} ${returns}.`,
            observations: tail.observations,
            window: `${found.window} returns`,
            inputs: [['Of equity', percent(value.fraction_of_equity, 3)]],
          }}
        >
          {money(value.dollars)} ({percent(value.fraction_of_equity)})
        </ComputedFigure>
      );
    };
  return (
    <>
      <Table
        caption="Losses of one day that are exceeded with the rest of the probability"
        rows={rows}
        keyOf={({ id }) => id}
        cards
        columns={[
          { id: 'returns', title: 'Returns', heading: true, cell: ({ returns }) => returns },
          { id: 'method', title: 'Method', cell: ({ method }) => method },
          { id: 'level', title: 'Level', right: true, cell: ({ tail }) => percent(tail.confidence, 0) },
          { id: 'var', title: 'Value at risk', right: true, cell: loss('value_at_risk', 'value at risk') },
          {
            id: 'es',
            title: 'Expected shortfall',
            right: true,
            cell: loss('expected_shortfall', 'expected shortfall'),
          },
          { id: 'n', title: 'n', right: true, cell: ({ tail }) => count(tail.observations) },
        ]}
      />
      <p class="muted small">{found.convention}</p>
    </>
  );
};

export const Tails = ({ scope }: { readonly scope: Scope }) => {
  const resource = useResource<RiskMetrics | NotAvailable>(analyticsPath(scope, 'risk-metrics'));
  const found = availableOf(resource);
  return (
    <Panel title="Value at risk" aside={found === null ? null : day(found.calculation_date)}>
      <Available of={resource}>{(value) => <Body found={value} />}</Available>
    </Panel>
  );
};
