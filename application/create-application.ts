import type { Application } from './application.ts';
import type { RequestCalculation } from './calculation/request-calculation.ts';
import type { HandleCommand, OpenStreamOf } from './command-handler.ts';
import { createCreatePortfolios } from './imports/create-portfolios.ts';
import { createInvites, type InviteIdOf } from './invites/invites.ts';
import {
  createCorrectCapitalFlow,
  createRecordCapitalFlow,
  createRemoveCapitalFlow,
} from './portfolios/capital-flows.ts';
import {
  createArchivePortfolio,
  createCalculate,
  createRenamePortfolio,
  createRevertImport,
  createRevivePortfolio,
} from './portfolios/change-portfolio.ts';
import { createCreateEmptyPortfolio, createCreatePortfolio } from './portfolios/create-portfolio.ts';
import { ownerOfArchived, ownerOfPortfolio } from './portfolios/load-portfolio.ts';
import {
  createAdjustPositions,
  createClosePositions,
  createOpenPositions,
  createRemovePositions,
} from './portfolios/positions.ts';
import { createPlanReimport, createReimport } from './portfolios/reimport.ts';
import type { Clock } from './ports/clock.ts';
import type { Credentials, PasswordHasher, Tokens } from './ports/credentials.ts';
import type { EventStore } from './ports/event-store.ts';
import type { PersonalKeys } from './ports/personal-keys.ts';
import type { PersonalTraces } from './ports/personal-traces.ts';
import type { Queries } from './ports/queries.ts';
import { createErasure } from './privacy/erase-user.ts';
import { createRemoveTargetPrice, createSetTargetPrices } from './targets/target-prices.ts';
import type { EmailStreams } from './users/email-stream.ts';
import { createRegister } from './users/register.ts';
import { createAuthenticate, createGrantSuperuser, createLogin, createLogout } from './users/sessions.ts';

export type ApplicationDependencies = {
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly handle: HandleCommand;
  readonly queries: Queries;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly emailStreams: EmailStreams;
  readonly personalKeys: PersonalKeys;
  readonly personalTraces: PersonalTraces;
  readonly passwords: PasswordHasher;
  readonly tokens: Tokens;
  readonly requestCalculation: RequestCalculation;
  readonly inviteCode: string;
  readonly inviteIdOf: InviteIdOf;
  readonly passwordComposition: boolean;
  readonly deterministicUuids: boolean;
};

const invitesOf = (
  dependencies: ApplicationDependencies,
): Pick<Application, 'createInvite' | 'revokeInvite'> => {
  const { create, revoke } = createInvites(dependencies);
  return { createInvite: create, revokeInvite: revoke };
};

/** The write side, wired. */
export const createApplication = (dependencies: ApplicationDependencies): Application => ({
  register: createRegister(dependencies),
  login: createLogin(dependencies),
  authenticate: createAuthenticate(dependencies),
  logout: createLogout(dependencies),
  grantSuperuser: createGrantSuperuser(dependencies),
  ...invitesOf(dependencies),
  ...createErasure(dependencies),
  ownerOfPortfolio: (portfolioId) => ownerOfPortfolio(dependencies.store, portfolioId),
  ownerOfArchived: (portfolioId) => ownerOfArchived(dependencies.store, portfolioId),
  createPortfolio: createCreatePortfolio(dependencies),
  createPortfolios: createCreatePortfolios({
    ...dependencies,
    createPortfolio: createCreatePortfolio(dependencies),
  }),
  createEmptyPortfolio: createCreateEmptyPortfolio(dependencies),
  planReimport: createPlanReimport(dependencies),
  reimport: createReimport(dependencies),
  revertImport: createRevertImport(dependencies),
  openPositions: createOpenPositions(dependencies),
  adjustPositions: createAdjustPositions(dependencies),
  closePositions: createClosePositions(dependencies),
  removePositions: createRemovePositions(dependencies),
  renamePortfolio: createRenamePortfolio(dependencies),
  revivePortfolio: createRevivePortfolio(dependencies),
  recordCapitalFlow: createRecordCapitalFlow(dependencies),
  correctCapitalFlow: createCorrectCapitalFlow(dependencies),
  removeCapitalFlow: createRemoveCapitalFlow(dependencies),
  setTargetPrices: createSetTargetPrices(dependencies),
  removeTargetPrice: createRemoveTargetPrice(dependencies),
  archivePortfolio: createArchivePortfolio(dependencies),
  calculate: createCalculate(dependencies),
});
