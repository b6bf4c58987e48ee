import { openApiDocument } from './openapi/document.ts';
import type { Route } from './route.ts';
import { adminRoutes } from './routes/admin.ts';
import { dataHealthRoutes } from './routes/admin-data-health.ts';
import { deadLetterRoutes } from './routes/admin-dead-letters.ts';
import { adminInviteRoutes } from './routes/admin-invites.ts';
import { nightlyRoutes } from './routes/admin-nightly.ts';
import { priceUploadRoutes } from './routes/admin-prices.ts';
import { adminProcessRoutes } from './routes/admin-processes.ts';
import { projectionUpkeepRoutes } from './routes/admin-projections-repair.ts';
import { rebuildRoutes } from './routes/admin-rebuilds.ts';
import { symbolBatchRoutes } from './routes/admin-symbol-batch.ts';
import { symbolQueueRoutes } from './routes/admin-symbol-queue.ts';
import { adminSymbolRoutes } from './routes/admin-symbols.ts';
import { adminUserRoutes } from './routes/admin-users.ts';
import { aggregateAnalyticsRoutes } from './routes/aggregate-analytics.ts';
import { analyticsRoutes } from './routes/analytics.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { auditChainRoutes } from './routes/audit-chain.ts';
import { auditTrailRoutes } from './routes/audit-trail.ts';
import { authRoutes } from './routes/auth.ts';
import { calculationRoutes } from './routes/calculations.ts';
import { capitalFlowRoutes } from './routes/capital-flows.ts';
import { columnMappingRoutes } from './routes/column-mappings.ts';
import { docsRoutes } from './routes/docs.ts';
import { exportRoutes } from './routes/exports.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoutes } from './routes/history.ts';
import { impersonationRoutes } from './routes/impersonation.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { onboardingRoutes } from './routes/onboarding.ts';
import { passwordRoutes } from './routes/passwords.ts';
import { portfolioAnalyticsRoutes } from './routes/portfolio-analytics.ts';
import { portfolioRoutes } from './routes/portfolios.ts';
import { positionRoutes } from './routes/positions.ts';
import { previewRoutes } from './routes/previews.ts';
import { privacyRoutes } from './routes/privacy.ts';
import { reimportRoutes } from './routes/reimports.ts';
import { restatementRoutes } from './routes/restatements.ts';
import { returnRoutes } from './routes/returns.ts';
import { symbolRoutes } from './routes/symbols.ts';
import { targetPriceRoutes } from './routes/target-prices.ts';
import { whatIfRoutes } from './routes/what-if.ts';

const api: readonly Route[] = [
  ...authRoutes,
  ...passwordRoutes,
  ...apiKeyRoutes,
  ...onboardingRoutes,
  ...previewRoutes,
  ...columnMappingRoutes,
  ...reimportRoutes,
  ...exportRoutes,
  ...portfolioRoutes,
  ...positionRoutes,
  ...capitalFlowRoutes,
  ...calculationRoutes,
  ...analyticsRoutes,
  ...portfolioAnalyticsRoutes,
  ...aggregateAnalyticsRoutes,
  ...whatIfRoutes,
  ...returnRoutes,
  ...targetPriceRoutes,
  ...symbolRoutes,
  ...historyRoutes,
  ...auditRoutes,
  ...auditTrailRoutes,
  ...auditChainRoutes,
  ...privacyRoutes,
  ...adminRoutes,
  ...adminUserRoutes,
  ...adminInviteRoutes,
  ...impersonationRoutes,
  ...rebuildRoutes,
  ...symbolBatchRoutes,
  ...projectionUpkeepRoutes,
  ...deadLetterRoutes,
  ...nightlyRoutes,
  ...adminProcessRoutes,
  ...restatementRoutes,
  ...symbolQueueRoutes,
  ...adminSymbolRoutes,
  ...priceUploadRoutes,
  ...dataHealthRoutes,
  ...healthRoutes,
  ...metricsRoutes,
];

let built: object | undefined;

/** Built once: it does not change while the process lives. */
const documentOf = (version: string): object => {
  built ??= openApiDocument(routes, version);
  return built;
};

/** Every address of the service: what is not here does not exist. Literal paths stand before those with parameters. */
export const routes: readonly Route[] = [...api, ...docsRoutes(documentOf)];
