import { useRoute } from 'preact-iso/router';
import type { Portfolio } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { WatchedRun } from './watched-run.tsx';

const ProgressPage = () => {
  const { id = '' } = useRoute().params;
  const portfolio = useResource<Portfolio>(`/api/v1/portfolios/${id}`);
  return (
    <Page
      title="Calculation"
      {...(portfolio.value === null ? {} : { caption: portfolio.value.portfolio_name })}
    >
      <Loaded of={portfolio}>
        {({ portfolio_name }) => <WatchedRun portfolioId={id} name={portfolio_name} key={id} />}
      </Loaded>
    </Page>
  );
};

export default ProgressPage;
