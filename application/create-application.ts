import type { Application } from './application.ts';
import type { RequestCalculation } from './calculation/request-calculation.ts';
import type { HandleCommand, OpenStreamOf } from './command-handler.ts';
import {
  createCorrectCapitalFlow,
  createRecordCapitalFlow,
  createRemoveCapitalFlow,
} from './portfolios/capital-flows.ts';
import {
  createArchivePortfolio,
  createCalculate,
  createRevertImport,
} from './portfolios/change-portfolio.ts';
import { createCreatePortfolio } from './portfolios/create-portfolio.ts';
import { ownerOfPortfolio } from './portfolios/load-portfolio.ts';
import type { Clock } from './ports/clock.ts';
import type { Credentials, PasswordHasher, Tokens } from './ports/credentials.ts';
import type { EventStore } from './ports/event-store.ts';
import type { Queries } from './ports/queries.ts';
import { createRemoveTargetPrice, createSetTargetPrices } from './targets/target-prices.ts';
import { createRegister } from './users/register.ts';
import { createAuthenticate, createGrantSuperuser, createLogin, createLogout } from './users/sessions.ts';

export type ApplicationDependencies = {
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly handle: HandleCommand;
  readonly queries: Queries;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly passwords: PasswordHasher;
  readonly tokens: Tokens;
  readonly requestCalculation: RequestCalculation;
  readonly inviteCode: string;
  readonly passwordComposition: boolean;
  readonly deterministicUuids: boolean;
};

/** The write side, wired. */
export const createApplication = (dependencies: ApplicationDependencies): Application => ({
  register: createRegister(dependencies),
  login: createLogin(dependencies),
  authenticate: createAuthenticate(dependencies),
  logout: createLogout(dependencies),
  grantSuperuser: createGrantSuperuser(dependencies),
  ownerOfPortfolio: (portfolioId) => ownerOfPortfolio(dependencies.store, portfolioId),
  createPortfolio: createCreatePortfolio(dependencies),
  revertImport: createRevertImport(dependencies),
  recordCapitalFlow: createRecordCapitalFlow(dependencies),
  correctCapitalFlow: createCorrectCapitalFlow(dependencies),
  removeCapitalFlow: createRemoveCapitalFlow(dependencies),
  setTargetPrices: createSetTargetPrices(dependencies),
  removeTargetPrice: createRemoveTargetPrice(dependencies),
  archivePortfolio: createArchivePortfolio(dependencies),
  calculate: createCalculate(dependencies),
});
