import { accountsDecider, holderOf } from '../../../domain/accounts/decider.ts';
import type { AccountsEvent } from '../../../domain/accounts/events.ts';
import { given } from '../../support/given.ts';

const opened = (portfolioId: string, accountName: string): AccountsEvent => ({
  type: 'AccountOpened',
  data: { portfolioId, accountName },
});
const closed = (portfolioId: string): AccountsEvent => ({ type: 'AccountClosed', data: { portfolioId } });

describe('the accounts of a user', () => {
  it('opens an account under a free name, trimmed', () => {
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName: '  Fidelity ' })
      .then(opened('p2', 'Fidelity'));
  });

  it.each(['Schwab', ' Schwab ', 'SCHWAB', 'schwab'])('refuses %j while Schwab is open', (accountName) => {
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName })
      .thenRefused('ERR_PORT_001');
  });

  it('compares names however their accents are encoded', () => {
    given(accountsDecider, [opened('p1', 'Épargne')])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName: 'E\u0301pargne' })
      .thenRefused('ERR_PORT_001');
  });

  it('changes nothing when the same account is opened again', () => {
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'OpenAccount', portfolioId: 'p1', accountName: 'Schwab' })
      .thenNothing();
  });

  it('does not give one portfolio two names', () => {
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'OpenAccount', portfolioId: 'p1', accountName: 'Fidelity' })
      .thenRefused('ERR_PORT_001');
  });

  it('frees the name of a closed account', () => {
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'CloseAccount', portfolioId: 'p1' })
      .then(closed('p1'));
    given(accountsDecider, [opened('p1', 'Schwab'), closed('p1')])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName: 'Schwab' })
      .then(opened('p2', 'Schwab'));
  });

  it('renames an account to a free name, and frees the one it had', () => {
    const renamed: AccountsEvent = {
      type: 'AccountRenamed',
      data: { portfolioId: 'p1', accountName: 'Fidelity' },
    };
    given(accountsDecider, [opened('p1', 'Schwab')])
      .when({ type: 'RenameAccount', portfolioId: 'p1', accountName: ' Fidelity' })
      .then(renamed);
    given(accountsDecider, [opened('p1', 'Schwab'), renamed])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName: 'Schwab' })
      .then(opened('p2', 'Schwab'));
    given(accountsDecider, [opened('p1', 'Schwab'), renamed])
      .when({ type: 'OpenAccount', portfolioId: 'p2', accountName: 'fidelity' })
      .thenRefused('ERR_PORT_001');
  });

  it('refuses a new name that another account has, and takes another spelling of its own', () => {
    const both = [opened('p1', 'Schwab'), opened('p2', 'Fidelity')];
    given(accountsDecider, both)
      .when({ type: 'RenameAccount', portfolioId: 'p1', accountName: 'FIDELITY' })
      .thenRefused('ERR_PORT_001');
    given(accountsDecider, both)
      .when({ type: 'RenameAccount', portfolioId: 'p1', accountName: 'SCHWAB' })
      .thenNothing();
  });

  it('has nothing to close twice', () => {
    given(accountsDecider, [opened('p1', 'Schwab'), closed('p1')])
      .when({ type: 'CloseAccount', portfolioId: 'p1' })
      .thenNothing();
  });

  it('tells who holds a name, in any spelling', () => {
    const state = [opened('p1', 'Schwab'), opened('p2', 'Fidelity'), closed('p2')].reduce(
      accountsDecider.evolve,
      accountsDecider.initial,
    );
    expect(holderOf(state, ' SCHWAB')).toBe('p1');
    expect(holderOf(state, 'Fidelity')).toBeNull();
  });
});
