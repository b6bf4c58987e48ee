import { Download } from '../../components/download.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { session } from '../../state/session.ts';
import { ApiKeys } from './api-keys.tsx';
import { Erasure } from './erasure.tsx';
import { PasswordForm } from './password-form.tsx';
import { Sessions } from './sessions.tsx';

const Account = () => {
  const current = session.value;
  if (current.state !== 'in') return null;
  const { full_name, email } = current.user;
  return (
    <Page title="Account" caption={full_name} lead={email}>
      <div class="columns">
        <Panel title="Password">
          <PasswordForm email={email} />
        </Panel>
        <Panel title="Sessions">
          <Sessions />
        </Panel>
      </div>
      <Panel title="API keys">
        <ApiKeys mayAdminister={current.user.is_superuser} />
      </Panel>
      <div class="columns">
        <Panel title="Your data">
          <p>
            Everything that is known about you, in one archive: all your events, and positions, snapshots,
            target prices, contributions and withdrawals of every portfolio.
          </p>
          <div class="actions">
            <Download class="button" href="/api/v1/users/me/export">
              Download all of it
            </Download>
          </div>
        </Panel>
        <Panel title="Forget me">
          <Erasure />
        </Panel>
      </div>
    </Page>
  );
};

export default Account;
