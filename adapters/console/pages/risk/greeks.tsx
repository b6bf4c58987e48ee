import type { Greeks as GreeksBody, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available, availableOf } from '../../components/available.tsx';
import { day, money, percent, statistic } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { analyticsPath, type Scope } from '../portfolio/scope.ts';

type Underlying = GreeksBody['underlyings'][number];

const COLUMNS = [
  ['delta_dollars', 'Delta, $', 'dollars that move with the underlying: delta × its price'],
  ['delta', 'Delta', 'shares that move as the positions do'],
  ['gamma', 'Gamma', 'change of delta per dollar of the underlying'],
  ['vega', 'Vega', 'dollars per percentage point of volatility'],
  ['theta', 'Theta', 'dollars per calendar day'],
  ['rho', 'Rho', 'dollars per percentage point of rate'],
] as const;

const Body = ({ found }: { readonly found: GreeksBody }) => {
  const { assumptions } = found;
  const optioned = new Set(
    found.positions.filter(({ years_to_expiry }) => years_to_expiry !== null).map((each) => each.underlying),
  );
  const rows = found.underlyings.filter(
    ({ underlying, computed, positions }) => optioned.has(underlying) || computed < positions,
  );
  if (rows.length === 0)
    return <p class="muted">No options are held: the delta of shares is their number.</p>;
  const inputsOf = ({ underlying }: Underlying, name: (typeof COLUMNS)[number][0]) =>
    found.positions
      .filter((position) => position.underlying === underlying)
      .map((position) => [position.symbol, statistic(position.greeks?.[name], 4)] as const);
  const columns = COLUMNS.map(
    ([name, title, about]): Column<Underlying> => ({
      id: name,
      title,
      right: true,
      sortBy: ({ total }) => total?.[name] ?? null,
      cell: (row) =>
        row.total === null ? (
          '–'
        ) : (
          <ComputedFigure
            of={found}
            label={`${title} of ${row.underlying}`}
            how={{
              formula: `Σ over positions: ${about}`,
              convention: assumptions.model,
              inputs: [
                ...inputsOf(row, name),
                ['Volatility assumed', percent(assumptions.volatility, 0)],
                ['Rate assumed', percent(assumptions.rate, 0)],
              ],
            }}
          >
            {name === 'delta_dollars' ? money(row.total[name].toFixed(0)) : statistic(row.total[name])}
          </ComputedFigure>
        ),
    }),
  );
  return (
    <>
      <Table
        caption="By underlying with options, its shares included"
        rows={rows}
        keyOf={({ underlying }) => underlying}
        cards
        columns={[
          {
            id: 'underlying',
            title: 'Underlying',
            heading: true,
            sortBy: ({ underlying }) => underlying,
            cell: ({ underlying }) => underlying,
          },
          ...columns,
          {
            id: 'computed',
            title: 'Positions',
            right: true,
            cell: ({ computed, positions }) =>
              computed === positions ? positions : `${computed} of ${positions}`,
          },
        ]}
      />
      <p class="muted small">
        {assumptions.model} Assumed: volatility {percent(assumptions.volatility, 0)}, rate{' '}
        {percent(assumptions.rate, 0)}, dividend yield {percent(assumptions.dividend_yield, 0)}.
      </p>
    </>
  );
};

export const Greeks = ({ scope }: { readonly scope: Scope }) => {
  const resource = useResource<GreeksBody | NotAvailable>(analyticsPath(scope, 'greeks'));
  const found = availableOf(resource);
  return (
    <Panel title="Greeks" aside={found === null ? null : day(found.calculation_date)}>
      <Available of={resource}>{(value) => <Body found={value} />}</Available>
    </Panel>
  );
};
