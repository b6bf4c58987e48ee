import { Page } from '../../../components/page.tsx';
import { TabsInAddress } from '../tabs-in-address.tsx';
import { Batch } from './batch.tsx';
import { PriceUpload } from './price-upload.tsx';
import { Queue } from './queue.tsx';
import { Refresh } from './refresh.tsx';
import { ScheduleView } from './schedule.tsx';
import { Universe } from './universe.tsx';

export const SymbolsPage = () => (
  <Page
    title="Symbols"
    caption="Operations"
    lead="Prices and factors of every symbol, brought up to date after each session, and the portfolios that follow."
  >
    <TabsInAddress
      label="About symbols"
      tabs={[
        { id: 'batch', label: 'Batch', content: () => <Batch /> },
        { id: 'refresh', label: 'Portfolios', content: () => <Refresh /> },
        { id: 'schedule', label: 'Schedule', content: () => <ScheduleView /> },
        { id: 'universe', label: 'Universe', content: () => <Universe /> },
        { id: 'queue', label: 'Queue', content: () => <Queue /> },
        { id: 'prices', label: 'Bring prices', content: () => <PriceUpload /> },
      ]}
    />
  </Page>
);
