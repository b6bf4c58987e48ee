import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createPasswordHasher } from '../../adapters/auth/argon2-password-hasher.ts';
import { createTokens } from '../../adapters/auth/jwt-tokens.ts';
import { createPostgresApiKeyHashes } from '../../adapters/auth/postgres-api-key-hashes.ts';
import { createPostgresCredentials } from '../../adapters/auth/postgres-credentials.ts';
import { createPostgresPasswordResets } from '../../adapters/auth/postgres-password-resets.ts';
import { createPostgresSessionCheck } from '../../adapters/auth/postgres-session-check.ts';
import { createPostgresSessions } from '../../adapters/auth/postgres-sessions.ts';
import { createPostgresCheckpoints } from '../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresDeadLetters } from '../../adapters/dead-letters/postgres-dead-letters.ts';
import { createPostgresLeadership } from '../../adapters/leadership/postgres/postgres-leadership.ts';
import type { Metrics } from '../../adapters/metrics/create-metrics.ts';
import { createPostgresPersonalTraces } from '../../adapters/personal-keys/postgres-personal-traces.ts';
import { createPostgresProcesses } from '../../adapters/processes/postgres-processes.ts';
import { createPostgresSymbolQueue } from '../../adapters/symbol-queue/postgres-symbol-queue.ts';
import { createFigureCache, type FigureCache } from '../../application/analytics/figure-cache.ts';
import type { Application } from '../../application/application.ts';
import type { Background } from '../../application/background.ts';
import { CALCULATION_RELAY } from '../../application/calculation/calculation-relay.ts';
import { CALCULATIONS, startCalculator } from '../../application/calculation/calculator.ts';
import {
  createReplayDeadLetter,
  type ReplayDeadLetter,
} from '../../application/calculation/replay-dead-letter.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createRunCalculation } from '../../application/calculation/run-calculation.ts';
import {
  createCommandHandler,
  createHandleKnown,
  createOpenStream,
} from '../../application/command-handler.ts';
import { createApplication } from '../../application/create-application.ts';
import { createDataHealth, type DataHealth } from '../../application/data-health/data-health.ts';
import { createExplain, type Explain } from '../../application/explain/explain.ts';
import { createLogExport, type LogExport } from '../../application/history/export-log.ts';
import { createRecordAccess, type RecordAccess } from '../../application/history/record-access.ts';
import { type AuditChain, createAuditChain } from '../../application/integrity/audit-chain.ts';
import { createBell } from '../../application/onboarding/bell.ts';
import { createBringIn } from '../../application/onboarding/bring-in.ts';
import { createRoomForSymbols } from '../../application/onboarding/room.ts';
import { pause } from '../../application/pause.ts';
import type { AccountMessages } from '../../application/ports/account-messages.ts';
import type { ReadBacklog } from '../../application/ports/backlog.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { PublicKey } from '../../application/ports/credentials.ts';
import type { DeadLetters } from '../../application/ports/dead-letters.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { FigureStamps } from '../../application/ports/figure-stamps.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Past } from '../../application/ports/past.ts';
import type { Processes } from '../../application/ports/processes.ts';
import type { Queries, ReadModels } from '../../application/ports/queries.ts';
import type { Rebuilds } from '../../application/ports/rebuilds.ts';
import type { SymbolQueue } from '../../application/ports/symbol-queue.ts';
import type { RowsTouchedBy } from '../../application/ports/touched-rows.ts';
import type { Tracing } from '../../application/ports/tracing.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import { createUploadPrices, type UploadPrices } from '../../application/prices/upload-prices.ts';
import { createRefreshService, type RefreshService } from '../../application/refresh/refresh-service.ts';
import { createRequestRefresh } from '../../application/refresh/request-refresh.ts';
import { REFRESH_CHUNKS, REFRESH_RUNS } from '../../application/refresh/topics.ts';
import {
  createRestatementService,
  type RestatementService,
} from '../../application/restatement/restatement.ts';
import { type ScheduleStatus, scheduleStatus } from '../../application/schedule/schedule.ts';
import { createSymbolBatches, type SymbolBatches } from '../../application/symbol-batch/batches.ts';
import { createRequestSymbolBatch } from '../../application/symbol-batch/request-symbol-batch.ts';
import { BATCHES, CHUNKS } from '../../application/symbol-batch/topics.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createPast } from '../../projections/as-of/create-past.ts';
import { createRowsTouchedBy } from '../../projections/as-of/rows-touched-by.ts';
import { createBacklog } from '../../projections/backlog.ts';
import { createFigureStamps } from '../../projections/figures/figure-stamps.ts';
import { createQueries } from '../../projections/queries.ts';
import { createRebuilds } from '../../projections/rebuild/rebuilds.ts';
import { createRefreshReads } from '../../projections/refresh/refresh-reads.ts';
import { outdatedProjections, prepareProjections } from '../../projections/runner/prepare.ts';
import { createProgress, type Progress } from '../../projections/runner/progress.ts';
import { createReadModels } from '../../projections/runner/read-models.ts';
import { queryable } from '../../projections/runner/transaction.ts';
import { runsWithout } from '../../projections/runs/queries.ts';
import { createUpkeep } from '../../projections/upkeep.ts';
import type { Config } from '../config/config.ts';
import type { Role } from '../config/roles.ts';
import { loadSigningKeys } from '../config/signing-keys.ts';
import { createAccountMessages } from './account-messages.ts';
import { createBus } from './bus.ts';
import { createClock } from './clock.ts';
import { createEnding } from './ending.ts';
import { createProvider } from './market-data.ts';
import { createObserved } from './observe.ts';
import { openLog } from './open-log.ts';
import { createRebuild, type Rebuild } from './rebuild.ts';
import { refuseMixedPrices } from './refuse-mixed-prices.ts';
import { startBringingIn } from './start-onboarding.ts';
import { startProjector } from './start-projector.ts';
import { startPortfolioRefresh } from './start-refresh.ts';
import { startScheduler } from './start-scheduler.ts';
import { startSymbolBatches } from './start-symbol-batch.ts';
import { storeNameOf } from './stored-log.ts';
import { watchAppends } from './watch-appends.ts';

/** Portfolios that are calculated at once: the work is mostly waiting for the database. */
const CALCULATIONS_AT_ONCE = 4;
/** Beside them, portfolios that wait for new symbols; they go on without when nothing has moved for so long. */
const WAITING_AT_ONCE = 4;
const PATIENCE_MS = 10_000;
/** Brokers that are just coming back let nobody leave for minutes; what was in hand they deliver again to others. */
const BUS_ENDS_WITHIN_MS = 20_000;
const SECONDS_PER_DAY = 86_400;
const LOOK_EVERY_MS = 1000;

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
  readonly bus: Pick<MessageBus, 'backlog' | 'check'>;
  readonly provider: MarketDataProvider;
  readonly clock: Clock;
  /** Here and now, for those who wait for it. */
  readonly rebuild: Rebuild;
  readonly rebuilds: Rebuilds;
  readonly symbolBatches: SymbolBatches;
  readonly upkeep: Upkeep;
  readonly deadLetters: DeadLetters;
  readonly replayDeadLetter: ReplayDeadLetter;
  readonly restatement: RestatementService;
  readonly symbolQueue: SymbolQueue;
  readonly uploadPrices: UploadPrices;
  readonly dataHealth: DataHealth;
  readonly leadership: Pick<Leadership, 'leading'>;
  readonly figureCache: FigureCache;
  readonly figureStamps: FigureStamps;
  readonly schedule: { readonly enabled: boolean; readonly status: () => Promise<ScheduleStatus> };
  readonly portfolioRefresh: RefreshService;
  readonly processes: Processes;
  readonly backlog: ReadBacklog;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /**
   * Begins the work of this process's roles; resolves when all has begun. Calculations wait for read models of this
   * release; rejects when `stop` comes first.
   */
  readonly start: () => Promise<void>;
  /** First no new work is taken and what is in hand is put down where it can be picked up; then connections end. */
  readonly stop: () => Promise<void>;
};

/** What another thread of this process does, as far as it is looked at from here. */
export type Elsewhere = Pick<Composition, 'bus' | 'leadership' | 'appendsInDoubt'>;

export type ComposeOptions = {
  readonly config: Config;
  /** Of this composition, where the process divides those of its configuration among threads. */
  readonly roles?: readonly Role[];
  /** Of projections that run in another thread, or to tell it of those that run here. */
  readonly progress?: Progress;
  readonly elsewhere?: Elsewhere;
  readonly pool: Pool;
  readonly logger: Logger;
  /** Replaces the configured provider, for tests. */
  readonly provider?: MarketDataProvider;
  readonly clock?: Clock;
  /** Ends a start that waits for others. */
  readonly signal?: AbortSignal;
  /** Replaces mail and terminal, for tests. */
  readonly accountMessages?: AccountMessages;
};

/** Every part but HTTP, wired. The caller owns the pool. */
export const compose = async ({ config, pool, logger, ...given }: ComposeOptions): Promise<Composition> => {
  const { roles = config.roles, progress = createProgress(), elsewhere = null } = given;
  const has = (role: Role): boolean => roles.includes(role);
  const clock = given.clock ?? createClock(config);
  const observed = createObserved(config, logger);
  const { metrics, tracing } = observed;
  const provider = observed.provider(given.provider ?? createProvider(config, clock));
  const report = (error: unknown): void => logger.warn({ err: error }, 'recovering');
  const ending = createEnding();
  ending.add(tracing.stop);
  const { log, chain, logIndex, keepIndex, personalKeys, emailStreams, inviteIdOf, ...opened } =
    await openLog({
      pool,
      config,
      report,
    });
  const { store, inDoubt } = watchAppends(observed.store(opened.store));
  ending.add(store.close);
  const queries = createQueries(pool);
  const figureStamps = createFigureStamps(pool);
  const past = createPast({ store, pool, projections: PROJECTIONS });
  ending.add(past.close);
  const readModels = createReadModels({
    store,
    pool,
    projections: PROJECTIONS,
    progress,
    stalledAfterSeconds: config.projectionStalledSeconds,
  });
  let projector: Background | null = null;
  ending.add(async () => projector?.stop());
  const leadership = createPostgresLeadership(pool);
  ending.add(leadership.close);
  const bus = observed.bus(createBus(config, { report, log: (text, about) => logger.debug(about, text) }));
  // Before the projector: what is in hand may be waiting for it.
  ending.add(async () => {
    const closed = new AbortController();
    await Promise.race([bus.close().finally(() => closed.abort()), pause(BUS_ENDS_WITHIN_MS, closed.signal)]);
  });
  const stopping = new AbortController();
  const upkeep = createUpkeep({
    store,
    pool,
    projections: PROJECTIONS,
    signal: stopping.signal,
    onError: (error) => logger.error({ err: error }, 'the read models could not be verified'),
  });
  const checkpoints = createPostgresCheckpoints(pool);
  const deadLetters = createPostgresDeadLetters(pool);
  const openStream = createOpenStream(store, clock);
  const handle = createCommandHandler(openStream);
  const handleKnown = createHandleKnown(store, clock, openStream);
  const requestCalculation = createRequestCalculation(handle, clock);
  const symbolQueue = createPostgresSymbolQueue(pool);
  const bell = createBell();

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
    roomForSymbols: createRoomForSymbols(symbolQueue, queries),
    credentials: createPostgresCredentials(pool),
    emailStreams,
    inviteIdOf,
    personalKeys,
    personalTraces: createPostgresPersonalTraces(pool),
    passwords: createPasswordHasher(),
    tokens,
    sessions: createPostgresSessions(pool),
    checkSession: storeNameOf(config) === 'postgres' ? createPostgresSessionCheck(pool) : undefined,
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

  /** Calculations read what a projector of this release has made. */
  const readModelsAreOurs = async (): Promise<void> => {
    const ended = AbortSignal.any([stopping.signal, ...(given.signal ? [given.signal] : [])]);
    for (
      let told = false;
      (await outdatedProjections(queryable(pool), PROJECTIONS)).length > 0;
      told = true
    ) {
      if (!told)
        logger.info('the read models are of another release: waiting until a projector has rebuilt them');
      await pause(LOOK_EVERY_MS, ended);
      ended.throwIfAborted();
    }
  };

  const begin = async (): Promise<void> => {
    await prepareProjections(pool, PROJECTIONS);
    if (has('projector'))
      projector = await startProjector({ store, pool, progress, tracing, config, logger });
    if (has('calculator')) {
      await readModelsAreOurs();
      await refuseMixedPrices(pool, provider);
      const calculation = {
        openStream,
        handle,
        handleKnown,
        queries,
        readModels,
        provider,
        clock,
        historicalScenarios: config.historicalScenarios,
      };
      const onboarding = startBringingIn({
        config,
        logger,
        queue: symbolQueue,
        bell,
        calculation,
        requestCalculation,
        runsWithout: runsWithout(queryable(pool)),
      });
      ending.add(onboarding.stop);
      await startCalculator({
        bus,
        openStream,
        requestCalculation,
        deadLetters,
        runCalculation: createRunCalculation({
          ...calculation,
          store,
          bringIn: createBringIn({
            queue: symbolQueue,
            bell,
            places: WAITING_AT_ONCE,
            patienceMs: PATIENCE_MS,
          }),
        }),
        concurrency: CALCULATIONS_AT_ONCE + WAITING_AT_ONCE,
        onError: (error, about) => logger.error({ err: error, ...about }, 'a calculation was given up'),
      });
      await startSymbolBatches({ ...calculation, config, logger, store, bus, readModels, deadLetters });
      await startPortfolioRefresh({
        config,
        pool,
        logger,
        store,
        openStream,
        handle,
        bus,
        queries,
        readModels,
        clock,
      });
    }
    if (has('scheduler')) {
      const { finishErasure } = application;
      const scheduler = startScheduler({
        config,
        pool,
        logger,
        clock,
        leadership,
        store,
        log,
        chain,
        bus,
        checkpoints,
        finishErasure,
        upkeep,
        handle,
      });
      ending.add(scheduler.stop);
      const indexing = keepIndex((error) =>
        logger.error({ err: error }, 'the index of the log cannot go on'),
      );
      ending.add(indexing.stop);
    }
  };

  let begun: Promise<void> | undefined;
  return {
    application,
    publicKeys: tokens.publicKeys,
    explain: createExplain({ store, queries }),
    queries,
    readModels,
    store,
    appendsInDoubt: () => inDoubt() || (elsewhere?.appendsInDoubt() ?? false),
    log,
    auditChain: createAuditChain({ log, chain }),
    logIndex,
    past,
    rowsTouchedBy: createRowsTouchedBy(PROJECTIONS),
    recordAccess: createRecordAccess({ handle, clock }),
    logExport: createLogExport({ log, chain }),
    bus: elsewhere?.bus ?? bus,
    provider,
    clock,
    rebuild: createRebuild(store, pool),
    rebuilds: createRebuilds({ pool, projections: PROJECTIONS }),
    symbolBatches: createSymbolBatches({
      store,
      clock,
      request: createRequestSymbolBatch(handle, clock),
    }),
    upkeep,
    deadLetters,
    replayDeadLetter: createReplayDeadLetter({ deadLetters, requestCalculation }),
    symbolQueue,
    dataHealth: createDataHealth({ queries, readModels, clock }),
    uploadPrices: createUploadPrices({
      queries,
      readModels,
      handleKnown: createHandleKnown(store, clock, openStream),
      requestBatch: createRequestSymbolBatch(handle, clock),
      clock,
      simulated: provider.simulated,
    }),
    restatement: createRestatementService({ store, openStream, queries, clock, handle, requestCalculation }),
    leadership: elsewhere?.leadership ?? leadership,
    figureCache: createFigureCache(figureStamps),
    figureStamps,
    schedule: {
      enabled: config.batchSchedule,
      status: () => scheduleStatus({ store, clock, time: config.batchTime }),
    },
    portfolioRefresh: createRefreshService({
      store,
      clock,
      reads: createRefreshReads(pool),
      requestRefresh: createRequestRefresh(handle),
    }),
    processes: createPostgresProcesses(pool),
    backlog: createBacklog({
      pool,
      store,
      readModels,
      checkpoints,
      relay: CALCULATION_RELAY,
      bus: elsewhere?.bus ?? bus,
      topics: [CALCULATIONS, BATCHES, CHUNKS, REFRESH_RUNS, REFRESH_CHUNKS].map(({ name }) => name),
      symbolQueue,
      onError: (error) => logger.warn({ err: error }, 'the backlog of the bus could not be read'),
    }),
    metrics,
    tracing,
    start: () => {
      begun ??= begin();
      return begun;
    },
    stop: async () => {
      stopping.abort();
      // Why it could not begin is told to whoever started it.
      await begun?.catch(() => {});
      await ending.stop();
    },
  };
};
