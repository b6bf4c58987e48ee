import { accountsDecider } from '../../domain/accounts/decider.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import { pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Application } from '../application.ts';
import { streams } from '../streams.ts';
import type { PortfolioDependencies } from './dependencies.ts';
import { loadPortfolio, ownerOfPortfolio } from './load-portfolio.ts';

/** Undoes one file as one event; a calculation follows by itself. */
export const createRevertImport =
  ({ store, handle }: PortfolioDependencies): Application['revertImport'] =>
  async (userId, { portfolioId, importId, reason }, context) => {
    const portfolio = await loadPortfolio(store, portfolioId);
    if (portfolio.status !== 'open' || portfolio.userId !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const removed = portfolio.imports.get(importId)?.positions.length ?? 0;
    const command = { type: 'RevertImport', portfolioId, importId, reason } as const;
    const reverted = await handle(portfolioDecider, streams.portfolio(portfolioId), command, context);
    return reverted.ok
      ? ok({ value: { positionsRemoved: removed }, position: reverted.value.position })
      : fail(reverted.error);
  };

/** The history stays in the log; the portfolio disappears from every list, and its account name is free again. */
export const createArchivePortfolio =
  ({ store, handle }: PortfolioDependencies): Application['archivePortfolio'] =>
  async (userId, portfolioId, context) => {
    if ((await ownerOfPortfolio(store, portfolioId)) !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const archived = await handle(
      portfolioDecider,
      streams.portfolio(portfolioId),
      { type: 'ArchivePortfolio', portfolioId },
      context,
    );
    if (!archived.ok) return archived;
    const closed = await handle(
      accountsDecider,
      streams.accounts(userId),
      { type: 'CloseAccount', portfolioId },
      context,
    );
    if (!closed.ok) return closed;
    return ok({ value: null, position: closed.value.position ?? archived.value.position });
  };

export const createCalculate =
  ({ store, requestCalculation }: PortfolioDependencies): Application['calculate'] =>
  async (userId, { portfolioId, force }, context) => {
    const portfolio = await loadPortfolio(store, portfolioId);
    if (portfolio.status !== 'open' || portfolio.userId !== userId) return fail(refuse('ERR_NOT_FOUND'));
    const runId = uuid5('run', context.commandId);
    const requested = await requestCalculation({ runId, portfolioId, force, trigger: 'user' }, context);
    if (!requested.ok) return requested;
    const positions = [...portfolio.imports.values()].flatMap((imported) => imported.positions);
    const symbols = new Set(positions.flatMap((position) => pricedSymbolOf(position) ?? []));
    const { calculationDate, position } = requested.value;
    return ok({ value: { runId, calculationDate, symbols: symbols.size }, position });
  };
