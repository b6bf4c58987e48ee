import type { Logger } from 'pino';
import type { FigureCache } from '../../application/analytics/figure-cache.ts';
import type { Application, UnidentifiedPosition } from '../../application/application.ts';
import type { ReplayDeadLetter } from '../../application/calculation/replay-dead-letter.ts';
import type { DataHealth } from '../../application/data-health/data-health.ts';
import type { Explain } from '../../application/explain/explain.ts';
import type { ArchivedFile } from '../../application/exports/archived-file.ts';
import type { LogExport } from '../../application/history/export-log.ts';
import type { RecordAccess } from '../../application/history/record-access.ts';
import type { ReadPositionsFile } from '../../application/imports/reading.ts';
import type { AuditChain } from '../../application/integrity/audit-chain.ts';
import type { ReadBacklog } from '../../application/ports/backlog.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { ColumnMappings } from '../../application/ports/column-mappings.ts';
import type { PublicKey } from '../../application/ports/credentials.ts';
import type { DeadLetters } from '../../application/ports/dead-letters.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { FigureStamps } from '../../application/ports/figure-stamps.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import type { Past } from '../../application/ports/past.ts';
import type { Previews } from '../../application/ports/previews.ts';
import type { Processes } from '../../application/ports/processes.ts';
import type { CapitalFlowRow, Queries, ReadModels, SnapshotRow } from '../../application/ports/queries.ts';
import type { Rebuilds } from '../../application/ports/rebuilds.ts';
import type { SymbolQueue } from '../../application/ports/symbol-queue.ts';
import type { RowsTouchedBy } from '../../application/ports/touched-rows.ts';
import type { Tracing } from '../../application/ports/tracing.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import type { UploadPrices } from '../../application/prices/upload-prices.ts';
import type { RefreshService } from '../../application/refresh/refresh-service.ts';
import type { RestatementService } from '../../application/restatement/restatement.ts';
import type { ScheduleStatus } from '../../application/schedule/schedule.ts';
import type { SymbolBatches } from '../../application/symbol-batch/batches.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { RowError } from '../../domain/import/report.ts';
import type { Result } from '../../domain/result.ts';
import type { FactorDefinition } from '../../domain/risk/factor-definitions.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import type { NewTarget } from '../../domain/targets/target-price.ts';
import type { StreamWatcher } from './events/stream-watcher.ts';
import type { IdempotencyKeys } from './idempotency/idempotency-keys.ts';
import type { LimitCounters } from './limits/counters.ts';
import type { ObserveCall } from './observe-call.ts';
import type { SessionCookie } from './pipeline/session-cookie.ts';

/** Reads a file of target prices: all of them, or a refusal that names every line that is wrong. */
export type ParseTargets = (
  bytes: AsyncIterable<Buffer>,
  options: { readonly fileName: string },
) => Promise<Result<readonly NewTarget[], Refusal>>;

/** A file of the console as it is sent: as it is, and compressed where that makes it smaller. */
export type ConsoleFile = {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly gzip: Uint8Array | null;
  readonly brotli: Uint8Array | null;
};

/** The pages for browsers. The name of each asset contains a hash of its content. */
export type ConsoleFiles = {
  readonly index: string;
  readonly assets: ReadonlyMap<string, ConsoleFile>;
  /** Whether the path is one of a page, all of which are the index. */
  readonly isPage: (path: string) => boolean;
};

export type HealthCheck = () => Promise<{ readonly ok: boolean; readonly detail: string }>;

export type Definitions = {
  readonly factors: readonly FactorDefinition[];
  /** All of them; the active ones are those that a calculation runs. */
  readonly scenarios: readonly StressScenario[];
};

/** Everything the routes call. Adapters know each other only through these. */
export type HttpServices = {
  readonly application: Application;
  /** With which others can verify our tokens. */
  readonly publicKeys: readonly PublicKey[];
  readonly queries: Queries;
  readonly readModels: ReadModels;
  readonly store: EventStore;
  /** Events as they were recorded, for the export. */
  readonly log: EventStore;
  readonly auditChain: AuditChain;
  readonly logIndex: LogIndex;
  readonly past: Past;
  readonly rowsTouchedBy: RowsTouchedBy;
  readonly recordAccess: RecordAccess;
  readonly logExport: LogExport;
  readonly explain: Explain;
  readonly readPositions: ReadPositionsFile;
  readonly previews: Previews;
  readonly columnMappings: ColumnMappings;
  readonly writeErrorsCsv: (errors: readonly RowError[]) => string;
  readonly parseTargets: ParseTargets;
  /** A file that `parseTargets` reads. */
  readonly writeTargetsCsv: (targets: readonly NewTarget[]) => string;
  /** The text of the template, which `readPositions` accepts. */
  readonly csvTemplate: () => string;
  readonly writeCapitalFlowsCsv: (flows: readonly CapitalFlowRow[]) => string;
  /** A file that imports to the same positions. */
  readonly writePositionsCsv: (positions: readonly UnidentifiedPosition[]) => string;
  readonly writeSnapshotsCsv: (snapshots: readonly SnapshotRow[]) => string;
  /** An archive that is made while it is read. */
  readonly zip: (files: Iterable<ArchivedFile>, modified: Date) => AsyncIterable<Uint8Array>;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly limitCounters: LimitCounters;
  readonly rebuilds: Rebuilds;
  readonly symbolBatches: SymbolBatches;
  readonly upkeep: Upkeep;
  readonly deadLetters: DeadLetters;
  readonly replayDeadLetter: ReplayDeadLetter;
  readonly restatement: RestatementService;
  readonly uploadPrices: UploadPrices;
  readonly dataHealth: DataHealth;
  readonly symbolQueue: Pick<SymbolQueue, 'enqueue' | 'latest' | 'list' | 'pending' | 'giveUp'>;
  readonly processes: Pick<Processes, 'live'>;
  readonly backlog: ReadBacklog;
  readonly schedule: { readonly enabled: boolean; readonly status: () => Promise<ScheduleStatus> };
  readonly portfolioRefresh: RefreshService;
  readonly figureCache: FigureCache;
  readonly figureStamps: FigureStamps;
  readonly definitions: Definitions;
  readonly observeCall: ObserveCall;
  readonly tracing: Tracing;
  /** What this process counts, in Prometheus' format. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Whether this is the token of whoever reads them. */
  readonly isMonitoring: (token: string | null) => boolean;
  /** Made when they are first asked for; null where there are none. */
  readonly consoleFiles: () => Promise<ConsoleFiles | null>;
  /** By the name under which readiness shows them: database, event_store, bus. */
  readonly healthChecks: Readonly<Record<string, HealthCheck>>;
  readonly clock: Clock;
};

/** What the server adds for its own lifetime. */
export type RouteServices = HttpServices & {
  readonly streamWatcher: StreamWatcher;
  readonly sessionCookie: SessionCookie;
  readonly logger: Logger;
  readonly version: string;
  /** Aborts when the server is about to stop: it answers on, and nobody new should be sent to it. */
  readonly draining: AbortSignal;
  /** Aborts when the server begins to stop. */
  readonly stopping: AbortSignal;
};

export type HttpOptions = {
  readonly rateLimits: boolean;
  /** As Express takes it. */
  readonly trustProxy: false | number | readonly string[];
  readonly corsOrigins: readonly string[];
  readonly maxUploadBytes: number;
  /** What browsers know the service by; null: what they say in Host. */
  readonly publicOrigin: string | null;
  /** Behind TLS: tells browsers to stay with it. */
  readonly strictTransportSecurity: boolean;
  readonly version: string;
};
