import type { Breakdown, NotAvailable } from '../../api/analytics.ts';
import type { Portfolio } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Empty } from '../../components/empty.tsx';
import { Figure } from '../../components/figure.tsx';
import { counted, day, money, percent, signedMoney, toneOf } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { SimulatedBanner } from '../../components/simulated-banner.tsx';
import { Table } from '../../components/table.tsx';
import { progressPath } from '../../progress-path.ts';

type PortfolioPage = { readonly portfolios: readonly Portfolio[]; readonly total: number };
type Valued = Breakdown['portfolios'][number];
/** A portfolio, and what it was last valued at. */
type Line = { readonly portfolio: Portfolio; readonly valued: Valued | null };

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

const numberOf = (amount: string | undefined): number | null =>
  amount === undefined ? null : Number(amount);

const Portfolios = ({ lines }: { readonly lines: readonly Line[] }) => (
  <Table
    caption={counted(lines.length, 'portfolio')}
    rows={lines}
    keyOf={({ portfolio }) => portfolio.portfolio_id}
    cards
    columns={[
      {
        id: 'name',
        title: 'Portfolio',
        heading: true,
        sortBy: ({ portfolio }) => portfolio.portfolio_name,
        cell: ({ portfolio }) => (
          <a href={`/portfolios/${portfolio.portfolio_id}`}>
            <bdi>{portfolio.portfolio_name}</bdi>
          </a>
        ),
      },
      {
        id: 'account',
        title: 'Account',
        sortBy: ({ portfolio }) => portfolio.account_name,
        cell: ({ portfolio }) => (
          <>
            <bdi>{portfolio.account_name}</bdi>{' '}
            <span class="muted small">{portfolio.account_type.replaceAll('_', ' ')}</span>
          </>
        ),
      },
      {
        id: 'value',
        title: 'Equity',
        right: true,
        sortBy: ({ valued }) => numberOf(valued?.equity_balance),
        cell: ({ portfolio, valued }) =>
          valued === null ? (
            <span class="muted">{money(portfolio.equity_balance)} as stated</span>
          ) : (
            <Figure
              portfolioId={portfolio.portfolio_id}
              number="equity_balance"
              label={`the equity of ${portfolio.portfolio_name}`}
            >
              {money(valued.equity_balance)}
            </Figure>
          ),
      },
      {
        id: 'day',
        title: 'Day',
        right: true,
        sortBy: ({ valued }) => numberOf(valued?.daily_pnl),
        cell: ({ portfolio, valued }) =>
          valued === null ? null : (
            <Figure
              portfolioId={portfolio.portfolio_id}
              number="daily_pnl"
              label={`the day’s P&L of ${portfolio.portfolio_name}`}
              class={toneOf(valued.daily_pnl)}
            >
              {signedMoney(valued.daily_pnl)}
            </Figure>
          ),
      },
      {
        id: 'weight',
        title: 'Share',
        right: true,
        sortBy: ({ valued }) => valued?.weight ?? null,
        cell: ({ valued }) => (valued === null ? null : percent(valued.weight, 1)),
      },
      {
        id: 'positions',
        title: 'Positions',
        right: true,
        sortBy: ({ portfolio }) => portfolio.num_positions,
        cell: ({ portfolio }) => portfolio.num_positions,
      },
      {
        id: 'as of',
        title: 'As of',
        sortBy: ({ valued }) => valued?.snapshot_date ?? null,
        cell: ({ portfolio, valued }) =>
          valued === null ? (
            <a href={progressPath([portfolio.portfolio_id])}>
              <Badge tone="warn">not valued yet</Badge>
            </a>
          ) : (
            <span class="number">{day(valued.snapshot_date)}</span>
          ),
      },
    ]}
  />
);

const Home = () => {
  const portfolios = useResource<PortfolioPage>('/api/v1/portfolios', { limit: 500 });
  // What is not valued is shown all the same: this one may say that nothing is.
  const breakdown = useResource<Breakdown | NotAvailable>('/api/v1/analytics/aggregate/breakdown');
  const known = breakdown.value?.available === true ? breakdown.value : null;
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
      <SimulatedBanner simulated={known?.simulated ?? false} />
      <Loaded of={portfolios}>
        {({ portfolios: all, total }) =>
          total === 0 ? (
            <FirstSteps />
          ) : (
            <Portfolios
              lines={all.map((portfolio) => ({
                portfolio,
                valued:
                  known?.portfolios.find(({ portfolio_id }) => portfolio_id === portfolio.portfolio_id) ??
                  null,
              }))}
            />
          )
        }
      </Loaded>
    </Page>
  );
};

export default Home;
