import { accountsDecider } from '../../domain/accounts/decider.ts';
import type { AccountsEvent } from '../../domain/accounts/events.ts';
import { emailDecider } from '../../domain/email/decider.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import type { Application, CallContext } from '../application.ts';
import type { HandleCommand } from '../command-handler.ts';
import { endImpersonations } from '../impersonation/impersonations.ts';
import { createArchivePortfolio } from '../portfolios/change-portfolio.ts';
import type { PortfolioDependencies } from '../portfolios/dependencies.ts';
import type { Credentials, PasswordHasher } from '../ports/credentials.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { PersonalKeys } from '../ports/personal-keys.ts';
import type { PersonalTraces } from '../ports/personal-traces.ts';
import { streams } from '../streams.ts';
import type { EmailStreams } from '../users/email-stream.ts';
import { findClaim, loadUser, loadUserState } from '../users/load-user.ts';

export type ErasureDependencies = {
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly emailStreams: EmailStreams;
  readonly personalKeys: PersonalKeys;
  readonly personalTraces: PersonalTraces;
  readonly archivePortfolio: Application['archivePortfolio'];
};

const openAccounts = async (store: EventStore, userId: string): Promise<readonly string[]> => {
  const events = await store.readStream(streams.accounts(userId));
  const { open } = events.reduce(
    (folded, event) => accountsDecider.evolve(folded, event as unknown as AccountsEvent),
    accountsDecider.initial,
  );
  return [...open.keys()];
};

/**
 * Everything that follows from a UserErased: portfolios are archived, the address is released, what is kept outside
 * the log is removed, and at last the key is dropped, which until then lets a run that was cut short know what to
 * release. Each step may be repeated; for somebody who was not erased it does nothing.
 */
export const createFinishErasure =
  (dependencies: ErasureDependencies) =>
  async (userId: string, correlationId: string): Promise<void> => {
    const { store, handle, emailStreams, personalKeys, personalTraces, archivePortfolio } = dependencies;
    const state = await loadUserState(store, userId);
    if (state.status !== 'erased') return;
    const context: CallContext = {
      commandId: uuid5('erasure', userId),
      correlationId,
      actor: { kind: 'process', name: 'erasure' },
    };
    for (const portfolioId of await openAccounts(store, userId)) {
      const archived = await archivePortfolio(userId, portfolioId, {
        ...context,
        commandId: uuid5(`erasure ${portfolioId}`, userId),
      });
      if (archived.ok) continue;
      // It was archived, or never made, and its name is still taken.
      const command = { type: 'CloseAccount', portfolioId } as const;
      await handle(accountsDecider, streams.accounts(userId), command, context);
    }
    if (state.email !== null) {
      const { stream } = await findClaim(store, emailStreams, state.email);
      await handle(emailDecider, stream, { type: 'ReleaseEmail', userId }, context);
    }
    await endImpersonations(handle, userId, 'erased', context);
    await personalTraces.remove(state);
    await personalKeys.drop(userId);
  };

export type FinishErasure = ReturnType<typeof createFinishErasure>;

/** Forgets a person for ever. Once more changes nothing, and finishes what an earlier call has left. */
export const createEraseUser =
  ({
    handle,
    finishErasure,
  }: {
    readonly handle: HandleCommand;
    readonly finishErasure: FinishErasure;
  }): Application['eraseUser'] =>
  async ({ userId, reason }, context) => {
    const command = { type: 'EraseUser', reason } as const;
    const erased = await handle(userDecider, streams.user(userId), command, context);
    if (!erased.ok) return erased;
    await finishErasure(userId, context.correlationId);
    return ok({
      value: { alreadyErased: erased.value.events.length === 0 },
      position: erased.value.position,
    });
  };

/** A person's own wish, with the password as the proof that it is theirs. */
export const createEraseMe =
  ({
    store,
    credentials,
    passwords,
    eraseUser,
  }: {
    readonly store: EventStore;
    readonly credentials: Credentials;
    readonly passwords: PasswordHasher;
    readonly eraseUser: Application['eraseUser'];
  }): Application['eraseMe'] =>
  async (userId, { password }, context) => {
    const user = await loadUser(store, userId);
    const hash = user === null ? null : await credentials.find(user.credentialId);
    if (hash === null || !(await passwords.verify(hash, password))) return fail(refuse('ERR_USER_005'));
    return eraseUser({ userId, reason: 'asked for by the person' }, context);
  };

export const createErasure = (
  dependencies: Omit<ErasureDependencies, 'archivePortfolio'> &
    PortfolioDependencies & { readonly credentials: Credentials; readonly passwords: PasswordHasher },
): Pick<Application, 'eraseUser' | 'eraseMe'> & { readonly finishErasure: FinishErasure } => {
  const finishErasure = createFinishErasure({
    ...dependencies,
    archivePortfolio: createArchivePortfolio(dependencies),
  });
  const eraseUser = createEraseUser({ ...dependencies, finishErasure });
  return { finishErasure, eraseUser, eraseMe: createEraseMe({ ...dependencies, eraseUser }) };
};
