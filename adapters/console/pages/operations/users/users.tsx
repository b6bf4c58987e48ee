import { Page } from '../../../components/page.tsx';
import { TabsInAddress } from '../tabs-in-address.tsx';
import { Invites } from './invites.tsx';
import { People } from './people.tsx';

export const UsersPage = () => (
  <Page
    title="Users"
    caption="Operations"
    lead="Who has an account, and who may make one. That you looked is recorded."
  >
    <TabsInAddress
      label="About users"
      tabs={[
        { id: 'people', label: 'People', content: () => <People /> },
        { id: 'invites', label: 'Invites', content: () => <Invites /> },
      ]}
    />
  </Page>
);
