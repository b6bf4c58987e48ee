import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { PortfolioId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { AccountClosed, AccountOpened, AccountRenamed, AccountsEvent } from './events.ts';

export type AccountsCommand =
  | ({ readonly type: 'OpenAccount' } & AccountOpened['data'])
  | ({ readonly type: 'RenameAccount' } & AccountRenamed['data'])
  | ({ readonly type: 'CloseAccount' } & AccountClosed['data']);

/** The names in use, as they are compared, by portfolio. */
export type AccountsState = { readonly open: ReadonlyMap<PortfolioId, string> };

/** Names that differ only in blanks around them, in case or in how accents are encoded are one name. */
const comparable = (accountName: string): string => accountName.trim().normalize('NFC').toLowerCase();

/** The portfolio that has the name, if any. */
export const holderOf = ({ open }: AccountsState, accountName: string): PortfolioId | null =>
  [...open].find(([, name]) => name === comparable(accountName))?.[0] ?? null;

/** All accounts of one user: the one place that keeps their names unique, also when requests race. */
export const accountsDecider: Decider<AccountsCommand, AccountsEvent, AccountsState> = {
  initial: { open: new Map() },

  decide: (command, { open }) => {
    const { portfolioId } = command;
    switch (command.type) {
      case 'OpenAccount': {
        const accountName = command.accountName.trim();
        const name = comparable(accountName);
        if (open.get(portfolioId) === name) return ok([]);
        const taken = open.has(portfolioId) || holderOf({ open }, accountName) !== null;
        return taken
          ? fail(refuse('ERR_PORT_001'))
          : ok([{ type: 'AccountOpened', data: { portfolioId, accountName } }]);
      }
      case 'RenameAccount': {
        const accountName = command.accountName.trim();
        const holder = holderOf({ open }, accountName);
        // A name that differs only in its spelling is the portfolio's own.
        if (holder === portfolioId) return ok([]);
        return holder !== null
          ? fail(refuse('ERR_PORT_001'))
          : ok([{ type: 'AccountRenamed', data: { portfolioId, accountName } }]);
      }
      case 'CloseAccount':
        return ok(open.has(portfolioId) ? [{ type: 'AccountClosed', data: { portfolioId } }] : []);
      default:
        return command satisfies never;
    }
  },

  evolve: ({ open }, event) => {
    const next = new Map(open);
    switch (event.type) {
      case 'AccountOpened':
      case 'AccountRenamed':
        return { open: next.set(event.data.portfolioId, comparable(event.data.accountName)) };
      case 'AccountClosed':
        next.delete(event.data.portfolioId);
        return { open: next };
      default:
        return event satisfies never;
    }
  },
};
