import { text } from '../reply.ts';
import { monitoringRoute, type Route } from '../route.ts';

export const metricsRoutes: readonly Route[] = [
  monitoringRoute({
    method: 'get',
    path: '/metrics',
    tag: 'Health',
    summary: 'What this process counts, for Prometheus',
    description:
      'With the token of METRICS_TOKEN as the bearer, or as a superuser. Each process of a cluster shows its own counts; lag and backlog are the same in all.',
    success: {
      status: 200,
      description: 'Text in the format of Prometheus',
      contentTypes: ['text/plain'],
    },
    handle: async (_request, { metrics }) => {
      const { contentType, text: lines } = await metrics();
      return text(contentType, lines);
    },
  }),
];
