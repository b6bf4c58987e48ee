import { accessDecider } from '../../../domain/access/decider.ts';
import type { DataAccessed } from '../../../domain/access/events.ts';
import { given } from '../../support/given.ts';

const access: DataAccessed['data'] = {
  userId: 'jane',
  accessedBy: 'root',
  action: 'GET /api/v1/audit/portfolios/{id}/events',
  portfolioId: 'p',
  reason: null,
  accessedAt: '2026-11-21T15:00:00.000Z',
};
const accessed = (data: DataAccessed['data']): DataAccessed => ({ type: 'DataAccessed', data });

describe('an access to another person’s data', () => {
  it('is recorded', () => {
    given(accessDecider, [])
      .when({ type: 'RecordAccess', ...access })
      .then(accessed(access));
  });

  it('is one access when it is repeated within ten minutes, and another one later', () => {
    const past = [accessed(access)];
    const at = (accessedAt: string) => ({ type: 'RecordAccess', ...access, accessedAt }) as const;
    given(accessDecider, past).when(at('2026-11-21T15:09:59.999Z')).thenNothing();
    given(accessDecider, past).when(at('2026-11-21T15:10:00.000Z')).thenTypes('DataAccessed');
  });

  it('by somebody else, of something else or for another reason is another one', () => {
    for (const other of [
      { accessedBy: 'ops' },
      { action: 'stream user-jane' },
      { portfolioId: null },
      { reason: 'ticket' },
    ])
      given(accessDecider, [accessed(access)])
        .when({ type: 'RecordAccess', ...access, ...other })
        .thenTypes('DataAccessed');
  });
});
