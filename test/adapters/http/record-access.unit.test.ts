import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { recordForeignAccess } from '../../../adapters/http/pipeline/record-access.ts';
import type { PortfolioRequest, Route } from '../../../adapters/http/route.ts';
import { routes } from '../../../adapters/http/routes.ts';
import type { Actor } from '../../../application/ports/event-store.ts';
import { eventOf } from '../../support/events.ts';

const routeOf = (path: string, method = 'get'): Route =>
  routes.find((route) => route.path === path && route.method === method)!;

/** What is recorded when `userId` calls the route about jane's portfolio. */
const recorded = async (
  route: Route,
  { userId, isSuperuser = false, actor }: { userId: string; isSuperuser?: boolean; actor?: Actor },
): Promise<readonly object[]> => {
  const store = createMemoryEventStore();
  await store.append('portfolio-p', 'no-stream', [
    eventOf({ type: 'PortfolioCreated', data: { portfolioId: 'p', userId: 'jane' } }, 'p'),
  ]);
  const accesses: object[] = [];
  const call = {
    user: { userId, isSuperuser },
    portfolioId: 'p',
    context: { commandId: 'c', correlationId: 'c', actor: actor ?? { kind: 'user', userId } },
  } as unknown as PortfolioRequest;
  const recordAccess = async (access: object): Promise<void> => void accesses.push(access);
  await recordForeignAccess(route, call, { store, recordAccess });
  return accesses;
};

const EVENTS = '/api/v1/audit/portfolios/{id}/events';
const POSITIONS = '/api/v1/portfolios/{id}/positions';

describe('an access', () => {
  it('of a superuser to another person’s portfolio is recorded, and to their own is not', async () => {
    expect(await recorded(routeOf(EVENTS), { userId: 'root', isSuperuser: true })).toEqual([
      { userId: 'jane', accessedBy: 'root', action: `GET ${EVENTS}`, portfolioId: 'p' },
    ]);
    expect(await recorded(routeOf(EVENTS), { userId: 'jane', isSuperuser: true })).toEqual([]);
    expect(await recorded(routeOf(EVENTS), { userId: 'jane' })).toEqual([]);
  });

  it('in a person’s name is recorded for every read', async () => {
    const actor = { kind: 'user', userId: 'jane', impersonatorId: 'root' } as const;
    expect(await recorded(routeOf(POSITIONS), { userId: 'jane', actor })).toEqual([
      { userId: 'jane', accessedBy: 'root', action: `GET ${POSITIONS}`, portfolioId: 'p' },
    ]);
    expect(await recorded(routeOf('/api/v1/portfolios/{id}', 'delete'), { userId: 'jane', actor })).toEqual(
      [],
    );
    expect(await recorded(routeOf('/health/live'), { userId: 'jane', actor })).toEqual([]);
  });
});
