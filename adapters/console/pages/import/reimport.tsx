import { useRoute } from 'preact-iso/router';
import type { Portfolio } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { ImportFlow } from './import-flow.tsx';

const Reimport = () => {
  const { id = '' } = useRoute().params;
  const portfolio = useResource<Portfolio>(`/api/v1/portfolios/${id}`);
  return (
    <Page
      title="Import a newer file"
      {...(portfolio.value === null ? {} : { caption: portfolio.value.portfolio_name })}
      lead="The file is compared with what the portfolio holds; you see the difference before it is applied."
    >
      <Loaded of={portfolio}>{() => <ImportFlow portfolioId={id} key={id} />}</Loaded>
    </Page>
  );
};

export default Reimport;
