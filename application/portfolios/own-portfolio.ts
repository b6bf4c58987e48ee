import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import type { PortfolioState } from '../../domain/portfolio/decider.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CallContext, StreamRevision } from '../application.ts';
import { runIdAfter } from '../calculation/calculator.ts';
import { changedSince } from '../command-handler.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import { loadStream } from './load-portfolio.ts';

export type OpenPortfolio = Extract<PortfolioState, { readonly status: 'open' }>;

/** The caller's portfolio, while it is open; somebody else's, an archived and a missing one are alike. */
export const ownPortfolio = async (
  store: EventStore,
  userId: string,
  portfolioId: string,
): Promise<Result<{ readonly portfolio: OpenPortfolio; readonly revision: StreamRevision }, Refusal>> => {
  const { state, revision } = await loadStream(store, portfolioId);
  return state.status === 'open' && state.userId === userId
    ? ok({ portfolio: state, revision })
    : fail(refuse('ERR_NOT_FOUND'));
};

/**
 * For a command that begins with another stream: whether the portfolio is as the caller saw it, so that nothing is
 * written anywhere when it is not. The command on the portfolio's own stream decides for good.
 */
export const asSeen = (
  portfolioId: string,
  revision: StreamRevision,
  { expected }: CallContext,
): Result<null, Refusal> =>
  expected?.stream !== streams.portfolio(portfolioId) || expected.revisions.includes(revision)
    ? ok(null)
    : fail(changedSince(revision));

/** The calculation that follows from the last event of a command, also when an earlier call has written it. */
export const runAfterCommand = async (
  store: EventStore,
  portfolioId: string,
  { commandId }: CallContext,
): Promise<string | null> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const last = events.findLast(({ metadata }) => metadata.causationId === commandId);
  return last === undefined ? null : runIdAfter(last.eventId);
};
