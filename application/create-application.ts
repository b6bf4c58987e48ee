import type { Application } from './application.ts';
import type { RequestCalculation } from './calculation/request-calculation.ts';
import type { OpenStreamOf } from './command-handler.ts';
import { createImpersonations } from './impersonation/impersonations.ts';
import { createCreatePortfolios } from './imports/create-portfolios.ts';
import { createInvites } from './invites/invites.ts';
import type { RoomForSymbols } from './onboarding/room.ts';
import {
  createCorrectCapitalFlow,
  createRecordCapitalFlow,
  createRemoveCapitalFlow,
} from './portfolios/capital-flows.ts';
import {
  createArchivePortfolio,
  createCalculate,
  createPreviewRevert,
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
import type { PersonalKeys } from './ports/personal-keys.ts';
import type { PersonalTraces } from './ports/personal-traces.ts';
import type { Queries } from './ports/queries.ts';
import { createErasure } from './privacy/erase-user.ts';
import { createRemoveTargetPrice, createSetTargetPrices } from './targets/target-prices.ts';
import { createApiKeysOf, createCreateApiKey, createRevokeApiKey } from './users/api-keys.ts';
import type { UserDependencies } from './users/dependencies.ts';
import { createChangePassword, createRequestPasswordReset, createResetPassword } from './users/passwords.ts';
import { createRegister } from './users/register.ts';
import { createAuthenticate, createLogin, createLogoutEverywhere, createRefresh } from './users/sessions.ts';
import { createGrantSuperuser, createRevokeSuperuser } from './users/superusers.ts';

export type ApplicationDependencies = UserDependencies & {
  readonly openStream: OpenStreamOf;
  readonly queries: Queries;
  readonly personalKeys: PersonalKeys;
  readonly personalTraces: PersonalTraces;
  readonly requestCalculation: RequestCalculation;
  readonly roomForSymbols: RoomForSymbols;
};

const invitesOf = (
  dependencies: ApplicationDependencies,
): Pick<Application, 'createInvite' | 'revokeInvite'> => {
  const { create, revoke } = createInvites(dependencies);
  return { createInvite: create, revokeInvite: revoke };
};

const impersonationsOf = (
  dependencies: ApplicationDependencies,
): Pick<Application, 'startImpersonation' | 'stopImpersonation'> => {
  const { start, stop } = createImpersonations(dependencies);
  return { startImpersonation: start, stopImpersonation: stop };
};

/** The write side, wired. */
export const createApplication = (dependencies: ApplicationDependencies): Application => ({
  register: createRegister(dependencies),
  login: createLogin(dependencies),
  authenticate: createAuthenticate(dependencies),
  refresh: createRefresh(dependencies),
  logout: (sessionId) => dependencies.sessions.end(sessionId),
  logoutEverywhere: createLogoutEverywhere(dependencies),
  changePassword: createChangePassword(dependencies),
  requestPasswordReset: createRequestPasswordReset(dependencies),
  resetPassword: createResetPassword(dependencies),
  createApiKey: createCreateApiKey(dependencies),
  apiKeysOf: createApiKeysOf(dependencies),
  revokeApiKey: createRevokeApiKey(dependencies),
  grantSuperuser: createGrantSuperuser(dependencies),
  revokeSuperuser: createRevokeSuperuser(dependencies),
  ...invitesOf(dependencies),
  ...impersonationsOf(dependencies),
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
  previewRevert: createPreviewRevert(dependencies),
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
