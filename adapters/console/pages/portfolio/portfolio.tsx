import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso/router';
import type { EquitySeries, NotAvailable } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { Available } from '../../components/available.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { asOf } from '../../state/as-of.ts';
import { portfolioList } from '../../state/portfolios.ts';
import { Accounts } from './accounts.tsx';
import { calculating } from './calculation.ts';
import { Equity } from './equity.tsx';
import { Gaps } from './gaps.tsx';
import { Positions } from './positions.tsx';
import { analyticsPath, type Scope, scopeOf } from './scope.ts';
import { Sectors } from './sectors.tsx';
import { SubNavigation } from './sub-navigation.tsx';
import { Summary } from './summary.tsx';

const Figures = ({ scope }: { readonly scope: Scope }) => {
  const series = useResource<EquitySeries | NotAvailable>(analyticsPath(scope, 'series'));
  return (
    <div class="stack">
      {scope.kind === 'portfolio' ? <Gaps portfolioId={scope.id} /> : null}
      <Summary scope={scope} series={series}>
        <Available of={series} lines={10}>
          {(found) => <Equity series={found} />}
        </Available>
      </Summary>
    </div>
  );
};

const PortfolioPage = () => {
  const { params } = useRoute();
  const scope = scopeOf(params.id);
  const [round, setRound] = useState(0);
  const portfolio =
    scope.kind === 'all'
      ? null
      : (portfolioList.value?.find(({ portfolio_id }) => portfolio_id === scope.id) ?? null);
  const isCalculating = scope.kind === 'portfolio' && calculating.value === scope.id;
  return (
    <Page
      key={params.id}
      title={scope.kind === 'all' ? 'All portfolios' : (portfolio?.portfolio_name ?? 'Portfolio')}
      {...(portfolio === null || portfolio.account_name === portfolio.portfolio_name
        ? {}
        : { caption: portfolio.account_name })}
      actions={
        scope.kind === 'all' || asOf.value !== null ? null : (
          <a class="button" href={`/portfolios/${scope.id}/stress`}>
            What if…
          </a>
        )
      }
    >
      <SubNavigation scope={scope} />
      <div role="status" class="status">
        {isCalculating ? <Note title="The figures are being worked out again" /> : null}
      </div>
      <Figures key={`figures ${round}`} scope={scope} />
      {scope.kind === 'all' ? (
        <Accounts />
      ) : (
        <Positions portfolioId={scope.id} onRecalculated={() => setRound((before) => before + 1)} />
      )}
      <Sectors key={`sectors ${round}`} scope={scope} />
    </Page>
  );
};

export default PortfolioPage;
