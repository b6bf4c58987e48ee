import type { Portfolio } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/empty.tsx';
import { counted, day, money } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Table } from '../../components/table.tsx';

type PortfolioPage = { readonly portfolios: readonly Portfolio[]; readonly total: number };

const FirstSteps = () => (
  <Empty title="Begin with a file of your positions">
    <p class="muted">
      Export them from your broker, as you get them, or fill in our template. You see what was read before
      anything is kept; values and risk follow within seconds.
    </p>
    <div class="actions">
      <a class="button button-primary" href="/import">
        Import a file
      </a>
      <a class="button" href="/api/v1/onboarding/csv-template" download>
        Download the template
      </a>
    </div>
  </Empty>
);

const Home = () => {
  const portfolios = useResource<PortfolioPage>('/api/v1/portfolios', { limit: 500 });
  return (
    <Page
      title="Portfolios"
      actions={
        portfolios.value === null || portfolios.value.total === 0 ? null : (
          <a class="button button-primary" href="/import">
            Import a file
          </a>
        )
      }
    >
      <Loaded of={portfolios}>
        {({ portfolios, total }) =>
          total === 0 ? (
            <FirstSteps />
          ) : (
            <Table
              caption={counted(total, 'portfolio')}
              rows={portfolios}
              keyOf={({ portfolio_id }) => portfolio_id}
              cards
              columns={[
                {
                  id: 'name',
                  title: 'Portfolio',
                  heading: true,
                  sortBy: ({ portfolio_name }) => portfolio_name,
                  cell: ({ portfolio_id, portfolio_name }) => (
                    <a href={`/portfolios/${portfolio_id}`}>{portfolio_name}</a>
                  ),
                },
                {
                  id: 'account',
                  title: 'Account',
                  sortBy: ({ account_name }) => account_name,
                  cell: ({ account_name, account_type }) =>
                    `${account_name} (${account_type.replaceAll('_', ' ')})`,
                },
                {
                  id: 'positions',
                  title: 'Positions',
                  right: true,
                  sortBy: ({ num_positions }) => num_positions,
                  cell: ({ num_positions }) => num_positions,
                },
                {
                  id: 'equity',
                  title: 'Stated equity',
                  right: true,
                  sortBy: ({ equity_balance }) => Number(equity_balance),
                  cell: ({ equity_balance }) => money(equity_balance),
                },
                { id: 'created', title: 'Since', cell: ({ created_at }) => day(created_at.slice(0, 10)) },
              ]}
            />
          )
        }
      </Loaded>
    </Page>
  );
};

export default Home;
