import { Page } from '../../components/page.tsx';
import { ImportFlow } from './import-flow.tsx';

const Import = () => (
  <Page
    title="Import a file"
    lead="From your broker’s file to a portfolio with values and risk. You see everything before anything is kept."
  >
    <ImportFlow portfolioId={null} />
  </Page>
);

export default Import;
