import type { ComponentChildren } from 'preact';
import { useRoute } from 'preact-iso/router';
import type { NotAvailable, Volatility } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import { availableOf } from '../../components/available.tsx';
import { Page } from '../../components/page.tsx';
import { SimulatedBanner } from '../../components/simulated-banner.tsx';
import { portfolioList } from '../../state/portfolios.ts';
import { Gaps } from './gaps.tsx';
import { analyticsPath, type Scope, scopeOf } from './scope.ts';
import { SubNavigation } from './sub-navigation.tsx';

type Props = { readonly title: string; readonly children: (scope: Scope) => ComponentChildren };

/** What each page about a portfolio, or about all of them, begins with. */
export const ScopePage = ({ title, children }: Props) => {
  const { params } = useRoute();
  const scope = scopeOf(params.id);
  const about = availableOf(useResource<Volatility | NotAvailable>(analyticsPath(scope, 'volatility')));
  const name =
    scope.kind === 'all'
      ? 'All portfolios'
      : portfolioList.value?.find(({ portfolio_id }) => portfolio_id === scope.id)?.portfolio_name;
  return (
    <Page key={params.id} title={title} {...(name === undefined ? {} : { caption: name })}>
      <SubNavigation scope={scope} />
      {scope.kind === 'all' ? null : <Gaps portfolioId={scope.id} />}
      <SimulatedBanner simulated={about?.simulated ?? false} />
      {children(scope)}
    </Page>
  );
};
