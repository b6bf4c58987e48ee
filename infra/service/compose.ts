import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createPasswordHasher } from '../../adapters/auth/argon2-password-hasher.ts';
import { createTokens } from '../../adapters/auth/jwt-tokens.ts';
import { createPostgresApiKeyHashes } from '../../adapters/auth/postgres-api-key-hashes.ts';
import { createPostgresCredentials } from '../../adapters/auth/postgres-credentials.ts';
import { createPostgresPasswordResets } from '../../adapters/auth/postgres-password-resets.ts';
import { createPostgresSessions } from '../../adapters/auth/postgres-sessions.ts';
import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createPostgresCheckpoints } from '../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresDeadLetters } from '../../adapters/dead-letters/postgres-dead-letters.ts';
import { createPostgresEventChain } from '../../adapters/event-chain/postgres-event-chain.ts';
import { createPostgresLogIndex } from '../../adapters/event-store/postgres/log-index.ts';
import { createPostgresPersonalTraces } from '../../adapters/personal-keys/postgres-personal-traces.ts';
import type { Application } from '../../application/application.ts';
import { startCalculator } from '../../application/calculation/calculator.ts';
import {
  createReplayDeadLetter,
  type ReplayDeadLetter,
} from '../../application/calculation/replay-dead-letter.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createRunCalculation } from '../../application/calculation/run-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createApplication } from '../../application/create-application.ts';
import { createExplain, type Explain } from '../../application/explain/explain.ts';
import { createLogExport, type LogExport } from '../../application/history/export-log.ts';
import { createRecordAccess, type RecordAccess } from '../../application/history/record-access.ts';
import { type AuditChain, createAuditChain } from '../../application/integrity/audit-chain.ts';
import { startChaining } from '../../application/integrity/keep-chain.ts';
import type { AccountMessages } from '../../application/ports/account-messages.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { PublicKey } from '../../application/ports/credentials.ts';
import type { DeadLetters } from '../../application/ports/dead-letters.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Past } from '../../application/ports/past.ts';
import type { Queries, ReadModels } from '../../application/ports/queries.ts';
import type { Rebuilds } from '../../application/ports/rebuilds.ts';
import type { RowsTouchedBy } from '../../application/ports/touched-rows.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import { startErasing } from '../../application/privacy/keep-erasing.ts';
import {
  createRestatementService,
  type RestatementService,
} from '../../application/restatement/restatement.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createPast } from '../../projections/as-of/create-past.ts';
import { createRowsTouchedBy } from '../../projections/as-of/rows-touched-by.ts';
import { createQueries } from '../../projections/queries.ts';
import { createRebuilds } from '../../projections/rebuild/rebuilds.ts';
import { startRebuildWorker } from '../../projections/rebuild/worker.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { createUpkeep } from '../../projections/upkeep.ts';
import { startVerifying } from '../../projections/verify/schedule.ts';
import type { Config } from '../config/config.ts';
import { loadSigningKeys } from '../config/signing-keys.ts';
import { createAccountMessages } from './account-messages.ts';
import { createClock } from './clock.ts';
import { createProvider } from './market-data.ts';
import { openLog } from './open-log.ts';
import { createRebuild, type Rebuild } from './rebuild.ts';
import { refuseMixedPrices } from './refuse-mixed-prices.ts';
import { watchAppends } from './watch-appends.ts';

/** Portfolios that are calculated at once: the work is mostly waiting for the database. */
const CALCULATIONS_AT_ONCE = 4;
const SECONDS_PER_DAY = 86_400;

export type Composition = {
  readonly application: Application;
  /** With which others can verify our tokens. */
  readonly publicKeys: readonly PublicKey[];
  readonly explain: Explain;
  readonly queries: Queries;
  readonly readModels: ReadModels;
  /** Events as of today. */
  readonly store: EventStore;
  /** An append has failed a moment ago. */
  readonly appendsInDoubt: () => boolean;
  /** Events as they were recorded, sealed and in their own versions: what the chain and an export are made from. */
  readonly log: EventStore;
  readonly auditChain: AuditChain;
  readonly logIndex: LogIndex;
  readonly past: Past;
  readonly rowsTouchedBy: RowsTouchedBy;
  readonly recordAccess: RecordAccess;
  readonly logExport: LogExport;
  readonly bus: MessageBus;
  readonly provider: MarketDataProvider;
  readonly clock: Clock;
  /** Here and now, for those who wait for it. */
  readonly rebuild: Rebuild;
  readonly rebuilds: Rebuilds;
  readonly upkeep: Upkeep;
  readonly deadLetters: DeadLetters;
  readonly replayDeadLetter: ReplayDeadLetter;
  readonly restatement: RestatementService;
  /** First no new work is taken and what is in hand is put down where it can be picked up; then connections end. */
  readonly stop: () => Promise<void>;
};

export type ComposeOptions = {
  readonly config: Config;
  readonly pool: Pool;
  readonly logger: Logger;
  /** Replaces the configured provider, for tests. */
  readonly provider?: MarketDataProvider;
  readonly clock?: Clock;
  /** Replaces mail and terminal, for tests. */
  readonly accountMessages?: AccountMessages;
};

/** Every part but HTTP, wired and running. The caller owns the pool. */
export const compose = async ({ config, pool, logger, ...given }: ComposeOptions): Promise<Composition> => {
  const clock = given.clock ?? createClock(config);
  const provider = given.provider ?? createProvider(config, clock);
  const report = (error: unknown): void => logger.warn({ err: error }, 'recovering');

  const { log, personalKeys, emailStreams, inviteIdOf, ...opened } = await openLog({ pool, config, report });
  const { store, inDoubt } = watchAppends(opened.store);
  const bus = createInProcessBus({ report });
  const queries = createQueries(pool);
  const past = createPast({ store, pool, projections: PROJECTIONS });
  const projections = await startProjections({
    store,
    pool,
    projections: PROJECTIONS,
    stalledAfterSeconds: config.projectionStalledSeconds,
    graceHours: config.rebuildGraceHours,
    onError: (error, about) => logger.error({ err: error, ...about }, 'a projection cannot go on'),
  });
  try {
    await refuseMixedPrices(pool, provider);
  } catch (error) {
    await projections.stop();
    await store.close();
    throw error;
  }
  const chain = createPostgresEventChain(pool);
  const chaining = startChaining({
    log,
    chain,
    onError: (error) => logger.error({ err: error }, 'the hash chain of the log cannot go on'),
  });
  const rebuilding = startRebuildWorker({
    store,
    pool,
    projections: PROJECTIONS,
    graceHours: config.rebuildGraceHours,
    onError: (error, rebuildId) => logger.error({ err: error, rebuildId }, 'a rebuild cannot go on'),
  });
  const ending = new AbortController();
  const upkeep = createUpkeep({
    store,
    pool,
    projections: PROJECTIONS,
    signal: ending.signal,
    onError: (error) => logger.error({ err: error }, 'the read models could not be verified'),
  });
  const verifying =
    config.verifyEveryMinutes === 0
      ? null
      : startVerifying({
          pool,
          upkeep,
          everyMs: config.verifyEveryMinutes * 60_000,
          onDrift: (found) => logger.error(found, 'rows of a projection differ from the log'),
          onError: (error) => logger.warn({ err: error }, 'the read models could not be verified in turn'),
        });
  const deadLetters = createPostgresDeadLetters(pool);
  const openStream = createOpenStream(store, clock);
  const handle = createCommandHandler(openStream);
  const requestCalculation = createRequestCalculation(handle, clock);
  const calculator = await startCalculator({
    store,
    bus,
    checkpoints: createPostgresCheckpoints(pool),
    openStream,
    requestCalculation,
    deadLetters,
    runCalculation: createRunCalculation({
      store,
      openStream,
      handle,
      queries,
      readModels: projections.readModels,
      provider,
      clock,
      historicalScenarios: config.historicalScenarios,
    }),
    concurrency: CALCULATIONS_AT_ONCE,
    onError: (error, about) => logger.error({ err: error, ...about }, 'a calculation was given up'),
  });

  const tokens = createTokens({
    keys: loadSigningKeys(config),
    issuer: 'sigmafold',
    audience: 'sigmafold-api',
    lifetimeSeconds: config.tokenLifetimeDays * SECONDS_PER_DAY,
  });
  const application = createApplication({
    store,
    openStream,
    handle,
    queries,
    clock,
    requestCalculation,
    credentials: createPostgresCredentials(pool),
    emailStreams,
    inviteIdOf,
    personalKeys,
    personalTraces: createPostgresPersonalTraces(pool),
    passwords: createPasswordHasher(),
    tokens,
    sessions: createPostgresSessions(pool),
    sessionLifetimes: {
      sessionSeconds: config.tokenLifetimeDays * SECONDS_PER_DAY,
      accessSeconds: config.accessTokenMinutes === null ? null : config.accessTokenMinutes * 60,
    },
    apiKeyHashes: createPostgresApiKeyHashes(pool),
    passwordResets: createPostgresPasswordResets(pool),
    passwordResetMinutes: config.passwordResetMinutes,
    accountMessages:
      given.accountMessages ?? createAccountMessages(config, (text) => process.stderr.write(text)),
    report: (error) => logger.error({ err: error }, 'a message about an account could not be sent'),
    impersonation: { usualMinutes: config.impersonationMinutes, mayWrite: config.impersonationWrites },
    inviteCode: config.inviteCode,
    passwordComposition: config.passwordComposition,
    deterministicUuids: config.deterministicUuids,
  });

  const erasing = startErasing({
    store,
    checkpoints: createPostgresCheckpoints(pool),
    finishErasure: application.finishErasure,
    onError: (error) => logger.error({ err: error }, 'an erasure cannot be finished'),
  });

  return {
    application,
    publicKeys: tokens.publicKeys,
    explain: createExplain({ store, queries }),
    queries,
    readModels: projections.readModels,
    store,
    appendsInDoubt: inDoubt,
    log,
    auditChain: createAuditChain({ log, chain }),
    logIndex: createPostgresLogIndex(pool),
    past,
    rowsTouchedBy: createRowsTouchedBy(PROJECTIONS),
    recordAccess: createRecordAccess({ handle, clock }),
    logExport: createLogExport({ log, chain }),
    bus,
    provider,
    clock,
    rebuild: createRebuild(store, pool),
    rebuilds: createRebuilds({ pool, projections: PROJECTIONS }),
    upkeep,
    deadLetters,
    replayDeadLetter: createReplayDeadLetter({ deadLetters, requestCalculation }),
    restatement: createRestatementService({ store, openStream, queries, clock, handle, requestCalculation }),
    stop: async () => {
      await calculator.stop();
      await bus.close();
      await erasing.stop();
      await chaining.stop();
      await rebuilding.stop();
      ending.abort();
      await verifying?.stop();
      await past.close();
      await projections.stop();
      await store.close();
    },
  };
};
