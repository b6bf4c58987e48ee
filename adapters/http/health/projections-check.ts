import type { ReadModels } from '../../../application/ports/queries.ts';
import type { HealthCheck } from '../services.ts';

/** Behind by more than this, what people read is old. */
const LAG_EVENTS = 10_000n;

/** Well when no read model has failed or stands still, and none is far behind. */
export const projectionsCheck =
  (readModels: ReadModels): HealthCheck =>
  async () => {
    const projections = await readModels.status();
    const failed = projections.filter(({ state }) => state === 'failed').map(({ name }) => name);
    if (failed.length > 0) return { ok: false, detail: `failed: ${failed.join(', ')}` };
    const stalled = projections.filter((projection) => projection.stalled);
    if (stalled.length > 0) {
      const told = stalled.map(
        ({ name, checkpointAgeSeconds }) => `${name} for ${Math.floor(checkpointAgeSeconds)} s`,
      );
      return { ok: false, detail: `not moving: ${told.join(', ')}` };
    }
    let lag = 0n;
    for (const { lagEvents } of projections) if (lagEvents > lag) lag = lagEvents;
    return { ok: lag <= LAG_EVENTS, detail: `${lag} events behind` };
  };
