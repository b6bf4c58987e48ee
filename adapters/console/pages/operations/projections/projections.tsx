import { Page } from '../../../components/page.tsx';
import { TabsInAddress } from '../tabs-in-address.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { Parked } from './parked.tsx';
import { ReadModels } from './read-models.tsx';
import { Rebuilds } from './rebuilds.tsx';
import { Repairs } from './repairs.tsx';
import { Verifications } from './verifications.tsx';

export const ProjectionsPage = () => (
  <Page
    title="Projections"
    caption="Operations"
    lead="What people look at is made from the log, and can be made anew from it at any time."
  >
    <TabsInAddress
      label="About projections"
      tabs={[
        { id: 'read-models', label: 'Read models', content: () => <ReadModels /> },
        { id: 'rebuilds', label: 'Rebuilds', content: () => <Rebuilds /> },
        { id: 'verifications', label: 'Verifications', content: () => <Verifications /> },
        { id: 'repairs', label: 'Repairs', content: () => <Repairs /> },
        { id: 'parked', label: 'Parked keys', content: () => <Parked /> },
        { id: 'dead-letters', label: 'Dead letters', content: () => <DeadLetters /> },
      ]}
    />
  </Page>
);
