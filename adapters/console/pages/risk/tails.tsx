import type { NotAvailable, RiskMetrics, Tail } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { count, day, money, percent } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

type Method = 'historical' | 'parametric';
type Measure = 'value_at_risk' | 'expected_shortfall';
type Returns = RiskMetrics['returns'][number];

const METHODS = ['historical', 'parametric'] as const;
const MEASURES = [
  ['value_at_risk', 'Value at risk'],
  ['expected_shortfall', 'Expected shortfall'],
] as const;

const BASES = {
  constant_weights: 'What is held now, had it been held then',
  recorded: 'What the account did',
} as const;

const FORMULAS = {
  historical: 'VaR: the ⌈αn⌉-th largest daily loss; ES: the mean beyond it (Rockafellar–Uryasev)',
  parametric: 'VaR: −μ + zσ; ES: −μ + φ(z) ÷ α × σ',
} as const;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly measure: Measure;
  readonly confidence: number;
};

/** What one kind of returns says: each measure at each level, by both methods side by side. */
const Losses = ({ found, returns }: { readonly found: RiskMetrics; readonly returns: Returns }) => {
  const rows = MEASURES.flatMap(([measure, name]) =>
    returns.historical.map(
      ({ confidence }): Row => ({
        id: `${measure} ${confidence}`,
        name: `${name} ${percent(confidence, 0)}`,
        measure,
        confidence,
      }),
    ),
  );
  const tailOf = (method: Method, { confidence }: Row): Tail | undefined =>
    returns[method].find((tail) => tail.confidence === confidence);
  const loss = (method: Method) => (row: Row) => {
    const tail = tailOf(method, row);
    const value = tail?.[row.measure];
    if (tail === undefined || value == null) return '–';
    return (
      <>
        <ComputedFigure
          of={found}
          label={`${row.name.toLowerCase()}, ${method}`}
          how={{
            formula: FORMULAS[method],
            convention: `${found.convention} ${BASES[returns.basis]}.`,
            observations: tail.observations,
            window: `${found.window} returns`,
            inputs: [['Of equity', percent(value.fraction_of_equity, 3)]],
          }}
        >
          {money(value.dollars)}
        </ComputedFigure>
        <div class="muted small">{percent(value.fraction_of_equity)}</div>
      </>
    );
  };
  return (
    <Table
      caption={`${BASES[returns.basis]} · n = ${count(returns.observations)}`}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: 'measure', title: 'Loss of one day', heading: true, cell: ({ name }) => name },
        ...METHODS.map((method) => ({
          id: method,
          title: method === 'historical' ? 'Historical' : 'Parametric',
          right: true,
          cell: loss(method),
        })),
      ]}
    />
  );
};

const Body = ({ found }: { readonly found: RiskMetrics }) => (
  <>
    <div class="tails">
      {found.returns.map((returns) => (
        <Losses key={returns.basis} found={found} returns={returns} />
      ))}
    </div>
    <p class="muted small">{found.convention}</p>
  </>
);

export const Tails = ({ scope }: { readonly scope: Scope }) => {
  const resource = useResource<RiskMetrics | NotAvailable>(analyticsPath(scope, 'risk-metrics'));
  const found = availableOf(resource);
  return (
    <Panel title="Value at risk" aside={found === null ? null : day(found.calculation_date)}>
      <Available of={resource}>{(value) => <Body found={value} />}</Available>
    </Panel>
  );
};
