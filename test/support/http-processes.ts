import type { HttpServices } from '../../adapters/http/services.ts';

/** Two processes of one service, one of which leads; and something of every backlog. */
export const createTestProcesses = (): Pick<HttpServices, 'processes' | 'backlog'> => {
  const common = {
    version: '1.2.3',
    host: 'here',
    pid: 7,
    state: 'working',
    startedAt: '2024-06-28T20:00:00.000Z',
    seenAt: '2024-06-28T21:00:00.000Z',
  } as const;
  return {
    processes: {
      live: async () => [
        {
          ...common,
          processId: '6fa459ea-ee8a-4ca4-894e-db77e160355e',
          roles: ['scheduler'],
          leads: ['calculation-relay'],
        },
        { ...common, processId: '7fa459ea-ee8a-4ca4-894e-db77e160355e', roles: ['calculator'], leads: [] },
      ],
    },
    backlog: async () => ({
      projections: { events: 3n, seconds: 0.25 },
      relay: { events: 1n, seconds: 0.1 },
      calculations: { open: 2, seconds: 1.5 },
      messages: { calculations: 2, 'symbol-batches': null },
      symbols: 4,
    }),
  };
};
