import type { Breakdown, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available } from '../../components/available.tsx';
import { Figure } from '../../components/figure.tsx';
import { count, day, money, percent, signedMoney, toneOf } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { Table } from '../../components/table.tsx';

/** What each portfolio is of all of them. */
export const Accounts = () => {
  const breakdown = useResource<Breakdown | NotAvailable>('/api/v1/analytics/aggregate/breakdown');
  return (
    <Panel title="Portfolios">
      <Available of={breakdown}>
        {({ portfolios }) => (
          <Table
            caption="What each portfolio is of all of them"
            hideCaption
            cards
            rows={portfolios}
            keyOf={({ portfolio_id }) => portfolio_id}
            columns={[
              {
                id: 'name',
                title: 'Portfolio',
                heading: true,
                sortBy: ({ portfolio_name }) => portfolio_name,
                cell: ({ portfolio_id, portfolio_name }) => (
                  <a href={`/portfolios/${portfolio_id}`}>
                    <bdi>{portfolio_name}</bdi>
                  </a>
                ),
              },
              { id: 'account', title: 'Account', cell: ({ account_name }) => <bdi>{account_name}</bdi> },
              {
                id: 'date',
                title: 'As of',
                cell: ({ snapshot_date }) => <span class="number">{day(snapshot_date)}</span>,
              },
              { id: 'positions', title: 'Positions', right: true, cell: ({ positions }) => count(positions) },
              {
                id: 'weight',
                title: 'Weight',
                right: true,
                sortBy: ({ weight }) => weight,
                cell: ({ weight }) => percent(weight, 1),
              },
              {
                id: 'equity',
                title: 'Equity',
                right: true,
                sortBy: ({ equity_balance }) => Number(equity_balance),
                cell: ({ portfolio_id, portfolio_name, equity_balance }) => (
                  <Figure
                    portfolioId={portfolio_id}
                    number="equity_balance"
                    label={`the equity of ${portfolio_name}`}
                  >
                    {money(equity_balance)}
                  </Figure>
                ),
              },
              {
                id: 'pnl',
                title: 'Day P&L',
                right: true,
                sortBy: ({ daily_pnl }) => Number(daily_pnl),
                cell: ({ portfolio_id, portfolio_name, daily_pnl }) => (
                  <Figure
                    portfolioId={portfolio_id}
                    number="daily_pnl"
                    label={`the day P&L of ${portfolio_name}`}
                    class={toneOf(daily_pnl)}
                  >
                    {signedMoney(daily_pnl)}
                  </Figure>
                ),
              },
            ]}
          />
        )}
      </Available>
    </Panel>
  );
};
