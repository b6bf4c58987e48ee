import { accountsDecider, holderOf } from '../../domain/accounts/decider.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application, CallContext, CreatedPortfolio, NewPortfolio } from '../application.ts';
import type { OpenStreamOf } from '../command-handler.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore, Position } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

type Dependencies = {
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly createPortfolio: Application['createPortfolio'];
};

/** Each portfolio is a command of its own, whose id follows from the whole one's: a repeat finds what it made. */
const commandOf = (context: CallContext, index: number): CallContext => ({
  ...context,
  commandId: uuid5(`portfolio ${index}`, context.commandId),
});

/** Whether the name may be claimed: nobody has it, or what has it is archived, cut short, or of this very command. */
const isFree = async (store: EventStore, holder: string, commandId: string): Promise<boolean> => {
  const portfolio = await loadPortfolio(store, holder);
  if (portfolio.status !== 'open') return true;
  const [first] = await store.readStream(streams.portfolio(holder), { limit: 1 });
  return first?.metadata.causationId === commandId;
};

const checkNames = async (
  { store, openStream }: Dependencies,
  userId: string,
  inputs: readonly NewPortfolio[],
  context: CallContext,
): Promise<Result<null, Refusal>> => {
  const accounts = (await openStream(accountsDecider, streams.accounts(userId))).state();
  let ours = accountsDecider.initial;
  for (const [index, { accountName }] of inputs.entries()) {
    if (holderOf(ours, accountName) !== null) {
      const message = `Two portfolios would have the account name "${accountName}".`;
      return fail(refuse('ERR_IMPORT_004', { message }));
    }
    ours = accountsDecider.evolve(ours, {
      type: 'AccountOpened',
      data: { portfolioId: String(index), accountName },
    });
    const holder = holderOf(accounts, accountName);
    if (holder !== null && !(await isFree(store, holder, commandOf(context, index).commandId))) {
      return fail(refuse('ERR_PORT_001', { details: { account_name: accountName } }));
    }
  }
  return ok(null);
};

/**
 * Several portfolios out of one file. All names are looked at before anything is written; when one of them is lost to
 * another request after that, the refusal says in `details.created` what was made, and the same command again
 * goes on from there.
 */
export const createCreatePortfolios =
  (dependencies: Dependencies): Application['createPortfolios'] =>
  async (userId, inputs, context) => {
    const names = await checkNames(dependencies, userId, inputs, context);
    if (!names.ok) return names;
    const created: CreatedPortfolio[] = [];
    let position: Position | null = null;
    for (const [index, input] of inputs.entries()) {
      const one = await dependencies.createPortfolio(userId, input, commandOf(context, index));
      if (!one.ok) {
        const made = created.map(({ portfolioId }) => portfolioId);
        return fail({ ...one.error, details: { ...one.error.details, created: made } });
      }
      created.push(one.value.value);
      position = one.value.position ?? position;
    }
    return ok({ value: created, position });
  };
