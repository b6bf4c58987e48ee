import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { zip } from '../../adapters/archive/zip.ts';
import { createTokens } from '../../adapters/auth/jwt-tokens.ts';
import { createMemoryApiKeyHashes } from '../../adapters/auth/memory-api-key-hashes.ts';
import { createMemoryCredentials } from '../../adapters/auth/memory-credentials.ts';
import { createMemoryPasswordResets } from '../../adapters/auth/memory-password-resets.ts';
import { createMemorySessions } from '../../adapters/auth/memory-sessions.ts';
import { importKeys, storedSecret } from '../../adapters/auth/signing-keys.ts';
import { createTokenCheck } from '../../adapters/auth/token-check.ts';
import { readPositionsFile } from '../../adapters/brokers/read-positions-file.ts';
import { parseTargetsCsv } from '../../adapters/csv/parse-targets-csv.ts';
import { writeCapitalFlowsCsv } from '../../adapters/csv/write-capital-flows-csv.ts';
import { writeErrorsCsv } from '../../adapters/csv/write-errors-csv.ts';
import { writePositionsCsv } from '../../adapters/csv/write-positions-csv.ts';
import { writeSnapshotsCsv } from '../../adapters/csv/write-snapshots-csv.ts';
import { writeTargetsCsv } from '../../adapters/csv/write-targets-csv.ts';
import { createMemoryEventChain } from '../../adapters/event-chain/memory-event-chain.ts';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import { createMemoryLogIndex } from '../../adapters/event-store/memory/memory-log-index.ts';
import { createMemoryIdempotencyKeys } from '../../adapters/http/idempotency/memory-idempotency-keys.ts';
import { createMemoryCounters } from '../../adapters/http/limits/memory-counters.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../adapters/http/server.ts';
import type { HttpServices } from '../../adapters/http/services.ts';
import { createMemoryColumnMappings } from '../../adapters/imports/memory-column-mappings.ts';
import { createMemoryPreviews } from '../../adapters/imports/memory-previews.ts';
import { createMetrics } from '../../adapters/metrics/create-metrics.ts';
import { createMemoryPersonalKeys } from '../../adapters/personal-keys/memory-personal-keys.ts';
import { createFigureCache } from '../../application/analytics/figure-cache.ts';
import type { SignedInUser } from '../../application/application.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createApplication } from '../../application/create-application.ts';
import { createCurrentEvents } from '../../application/current-events.ts';
import { createDataHealth } from '../../application/data-health/data-health.ts';
import { createExplain } from '../../application/explain/explain.ts';
import { createLogExport } from '../../application/history/export-log.ts';
import { createRecordAccess } from '../../application/history/record-access.ts';
import { createAuditChain } from '../../application/integrity/audit-chain.ts';
import { createInviteIds } from '../../application/invites/invite-ids.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { PasswordHasher, Tokens } from '../../application/ports/credentials.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Queries, ReadModels } from '../../application/ports/queries.ts';
import { noTracing } from '../../application/ports/tracing.ts';
import { createPersonalData } from '../../application/privacy/personal-data.ts';
import { createRefreshService } from '../../application/refresh/refresh-service.ts';
import { createRestatementService } from '../../application/restatement/restatement.ts';
import { scheduleStatus } from '../../application/schedule/schedule.ts';
import { createEmailStreams } from '../../application/users/email-stream.ts';
import { ok } from '../../domain/result.ts';
import { FACTOR_DEFINITIONS } from '../../domain/risk/factor-definitions.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createRowsTouchedBy } from '../../projections/as-of/rows-touched-by.ts';
import { createTestProcesses } from './http-processes.ts';
import { createTestRebuilds } from './http-rebuilds.ts';
import { uploadReport } from './http-rows.ts';
import { createTestSymbolBatches } from './http-symbol-batches.ts';
import { createTestSymbolQueue } from './http-symbol-queue.ts';
import { createTestUpkeep } from './http-upkeep.ts';

export const INVITE = 'PRESCOTT-LINNAEAN-COWPERTHWAITE';
export const PASSWORD = 'Correct1Horse';
export const SECRET = 'a signing secret only for tests, of some length';
const SESSION_SECONDS = 3600;
/** Of whoever reads the metrics. */
export const METRICS_TOKEN = 'the-token-of-the-monitoring-which-is-long-enough';
export const NOW = new Date('2024-06-28T21:00:00Z');

/** The work of hashing is tested with the hasher; here it would only take time. */
const plainPasswords: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
  verifyNobody: async () => {},
};

const empty = { items: [], total: 0 };

const noFlows = { contributions: '0.00', withdrawals: '0.00', net: '0.00', count: 0 };

export const noRows: Queries = {
  portfoliosOf: async () => empty,
  archivedPortfoliosOf: async () => empty,
  portfolio: async () => null,
  portfolioOwners: async () => new Map(),
  imports: async () => [],
  capitalFlows: async () => empty,
  capitalFlow: async () => null,
  capitalFlowSummary: async () => ({ total: noFlows, last30Days: noFlows, last90Days: noFlows }),
  positions: async () => empty,
  position: async () => null,
  lots: async () => [],
  snapshots: async () => empty,
  snapshot: async () => null,
  risk: async () => null,
  targetPrices: async () => [],
  targetPrice: async () => null,
  targetsRevision: async () => 'no-stream',
  run: async () => null,
  latestRun: async () => null,
  restatements: async () => empty,
  restatementRuns: async () => empty,
  portfolioIds: async () => [],
  users: async () => empty,
  invites: async () => empty,
  inviteUses: async () => empty,
  symbol: async () => null,
  symbols: async () => [],
  sectors: async () => new Map(),
  symbolNames: async () => [],
  symbolsBehind: async () => [],
  symbolFactorHistory: async () => [],
  symbolMetrics: async () => [],
  searchSymbols: async () => empty,
  knownSymbols: async () => empty,
  dataProblems: async () => ({ ...empty, counts: { critical: 0, warning: 0, info: 0 } }),
  symbolFactors: async () => [],
  prices: async () => new Map(),
  adjustedCloses: async () => new Map(),
  latestCloses: async () => new Map(),
};

const EVERY = { limit: 1000, offset: 0 };

/** Parts of what other queries say: whoever says what a portfolio is has said whose it is. */
const partsOf = (
  queries: Queries,
): Pick<Queries, 'portfolioOwners' | 'lots' | 'sectors' | 'adjustedCloses'> => ({
  portfolioOwners: async (ids) => {
    const found = await Promise.all(ids.map((id) => queries.portfolio(id)));
    return new Map(found.flatMap((row) => (row === null ? [] : [[row.portfolioId, row.userId] as const])));
  },
  lots: async (id) =>
    (await queries.positions(id, EVERY)).items.map(({ position, statedOn }) => ({ position, statedOn })),
  sectors: async (names) =>
    new Map((await queries.symbols(names)).map(({ symbol, profile }) => [symbol, profile?.sector ?? null])),
  adjustedCloses: (names, range) => queries.prices(names, range),
});

const alwaysCaughtUp: ReadModels = { status: async () => [], waitFor: async () => true };

export type TestServer = {
  readonly url: string;
  readonly http: HttpServer;
  readonly store: EventStore;
  readonly services: HttpServices;
  readonly tokens: Tokens;
  /** What was sent to people who want a new password. */
  readonly resets: readonly { readonly email: string; readonly token: string }[];
  readonly logged: () => readonly Record<string, unknown>[];
  /** Registers, makes a superuser of them if asked, and signs in. */
  readonly signUp: (
    email: string,
    options?: { readonly superuser?: boolean },
  ) => Promise<{ readonly user: SignedInUser; readonly token: string }>;
  readonly stop: () => Promise<void>;
};

export type TestServerOptions = {
  readonly clock?: Clock;
  /** With refresh tokens. */
  readonly accessSeconds?: number;
  readonly queries?: Partial<Queries>;
  readonly services?: (services: HttpServices) => Partial<HttpServices>;
  readonly http?: Partial<HttpServerOptions>;
  readonly passwords?: PasswordHasher;
};

const collectLog = (): {
  readonly logger: Logger;
  readonly lines: () => readonly Record<string, unknown>[];
} => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  return { logger, lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

/** A real server and the real application over the in-memory log. The read models answer what the test says. */
export const startTestServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const clock = options.clock ?? (() => NOW);
  const resets: { readonly email: string; readonly token: string }[] = [];
  const log = createMemoryEventStore();
  const chain = createMemoryEventChain();
  const personalKeys = createMemoryPersonalKeys();
  const store = createCurrentEvents(log, createPersonalData(personalKeys));
  const rows: Queries = { ...noRows, ...options.queries };
  const queries: Queries = { ...rows, ...partsOf(rows) };
  const openStream = createOpenStream(store, clock);
  const handle = createCommandHandler(openStream);
  const metrics = createMetrics({ version: 'test', roles: ['api'], onError: () => {} });
  const tokens = createTokens({
    keys: importKeys([storedSecret(SECRET)]),
    issuer: 'sigmafold',
    audience: 'sigmafold-api',
    lifetimeSeconds: SESSION_SECONDS,
  });
  const application = createApplication({
    store,
    openStream,
    handle,
    queries,
    clock,
    credentials: createMemoryCredentials(),
    emailStreams: createEmailStreams(new Uint8Array(32)),
    inviteIdOf: createInviteIds(new Uint8Array(32)),
    personalKeys,
    personalTraces: { remove: async () => {} },
    passwords: options.passwords ?? plainPasswords,
    tokens,
    sessions: createMemorySessions(),
    sessionLifetimes: { sessionSeconds: SESSION_SECONDS, accessSeconds: options.accessSeconds ?? null },
    apiKeyHashes: createMemoryApiKeyHashes(),
    passwordResets: createMemoryPasswordResets(),
    passwordResetMinutes: 30,
    accountMessages: {
      passwordReset: async (message) => void resets.push(message),
    },
    report: (error) => {
      throw error;
    },
    requestCalculation: createRequestCalculation(handle, clock),
    roomForSymbols: async () => ok(null),
    impersonation: { usualMinutes: 60, mayWrite: true },
    inviteCode: INVITE,
    passwordComposition: true,
    deterministicUuids: true,
  });
  const base: HttpServices = {
    application,
    publicKeys: tokens.publicKeys,
    queries,
    readModels: alwaysCaughtUp,
    store,
    log,
    auditChain: createAuditChain({ log, chain }),
    logIndex: createMemoryLogIndex(store),
    // Nothing changes here: every moment is like now.
    past: { at: (_scope, _position, work) => work(queries) },
    rowsTouchedBy: createRowsTouchedBy(PROJECTIONS),
    recordAccess: createRecordAccess({ handle, clock }),
    logExport: createLogExport({ log, chain }),
    explain: createExplain({ store, queries }),
    readPositions: readPositionsFile,
    previews: createMemoryPreviews(),
    columnMappings: createMemoryColumnMappings(),
    writeErrorsCsv,
    parseTargets: parseTargetsCsv,
    writeTargetsCsv,
    writeCapitalFlowsCsv,
    writePositionsCsv,
    writeSnapshotsCsv,
    zip,
    csvTemplate: () => 'Symbol,Quantity,Entry Price Per Share,Entry Date\n',
    observeCall: metrics.http,
    tracing: noTracing,
    metrics: metrics.exposition,
    isMonitoring: createTokenCheck(METRICS_TOKEN),
    consoleFiles: async () => null,
    idempotencyKeys: createMemoryIdempotencyKeys(clock),
    limitCounters: createMemoryCounters(),
    rebuilds: createTestRebuilds(),
    symbolBatches: createTestSymbolBatches(),
    ...createTestUpkeep(),
    dataHealth: createDataHealth({ queries, readModels: alwaysCaughtUp, clock }),
    uploadPrices: async () => ok(uploadReport),
    symbolQueue: createTestSymbolQueue(),
    restatement: createRestatementService({
      store,
      openStream,
      queries,
      clock,
      handle,
      requestCalculation: createRequestCalculation(handle, clock),
    }),
    ...createTestProcesses(),
    figureCache: createFigureCache(async () => ({ owners: new Map(), stamp: null })),
    figureStamps: async (scope) => ({
      owners: 'userId' in scope ? new Map() : await queries.portfolioOwners(scope.portfolioIds),
      stamp: null,
    }),
    schedule: { enabled: true, status: () => scheduleStatus({ store, clock, time: 21 * 60 }) },
    portfolioRefresh: createRefreshService({
      store,
      clock,
      reads: { countBehind: async () => 0 },
      // Nobody does it here, so it would stay open for ever.
      requestRefresh: async ({ date }, { commandId }) => ok({ refreshId: commandId, date, position: null }),
    }),
    definitions: { factors: FACTOR_DEFINITIONS, scenarios: SCENARIOS },
    healthChecks: { database: async () => ({ ok: true, detail: 'here' }) },
    clock,
  };
  const services: HttpServices = { ...base, ...options.services?.(base) };
  const { logger, lines } = collectLog();
  const http = await startHttpServer(
    services,
    {
      host: '127.0.0.1',
      port: 0,
      rateLimits: false,
      trustProxy: false,
      corsOrigins: [],
      maxUploadBytes: 10_485_760,
      publicOrigin: null,
      strictTransportSecurity: false,
      version: '1.2.3',
      graceMs: 500,
      ...options.http,
    },
    logger,
  );
  return {
    url: http.url,
    http,
    store,
    services,
    tokens,
    resets,
    logged: lines,
    signUp: async (email, { superuser = false } = {}) => {
      const ids = { commandId: crypto.randomUUID(), correlationId: crypto.randomUUID() };
      const registered = await services.application.register(
        { email, password: PASSWORD, fullName: 'A Person', inviteCode: INVITE },
        ids,
      );
      if (!registered.ok) throw new Error(registered.error.code);
      if (superuser) {
        const actor = { kind: 'process', name: 'test' } as const;
        await services.application.grantSuperuser(email, { ...ids, commandId: crypto.randomUUID(), actor });
      }
      const session = await services.application.login({ email, password: PASSWORD });
      if (!session.ok) throw new Error(session.error.code);
      return { user: session.value.user, token: session.value.token };
    },
    stop: async () => {
      await http.stop();
      await store.close();
    },
  };
};

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** Waits for something that happens soon; fails loudly when it does not. */
export const eventually = async (holds: () => boolean, timeoutMs = 5000): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it never came to hold');
    await sleep(10);
  }
};
