import { readFileSync } from 'node:fs';
import { routes } from '../../../adapters/http/routes.ts';
import { createDataHealth } from '../../../application/data-health/data-health.ts';
import { fixOf, PROBLEMS, type ProblemKind } from '../../../application/data-health/problem.ts';
import { dataProblem, projectionStatus } from '../../support/http-rows.ts';

const clock = () => new Date('2024-06-28T21:00:00Z');
const kinds = Object.keys(PROBLEMS) as readonly ProblemKind[];

describe('data health', () => {
  const health = (statuses: Parameters<typeof projectionStatus>[1][]) => {
    const asked: object[] = [];
    const dataHealth = createDataHealth({
      clock,
      readModels: { status: async () => statuses.map((change, i) => projectionStatus(`model${i}`, change)) },
      queries: {
        dataProblems: async (filter, paging) => {
          asked.push({ ...filter, ...paging });
          return { items: [dataProblem], total: 1, counts: { critical: 1, warning: 0, info: 0 } };
        },
      },
    });
    return { dataHealth, asked };
  };

  it('asks about the last completed session and the one before it', async () => {
    const { dataHealth, asked } = health([]);
    expect(await dataHealth({}, { limit: 10, offset: 0 })).toMatchObject({ date: '2024-06-28', total: 1 });
    expect(asked).toMatchObject([{ date: '2024-06-28', previous: '2024-06-27', limit: 10, offset: 0 }]);
  });

  it('puts read models that cannot go on before all else, through all pages', async () => {
    const broken = [{ state: 'failed', error: 'a bug' }, { stalled: true }, { parkedKeys: 2 }, {}] as const;
    const { dataHealth, asked } = health([...broken]);
    const first = await dataHealth({}, { limit: 2, offset: 0 });
    expect(first.items.map(({ problem }) => problem)).toEqual([
      'projection_failed',
      'projection_stalled',
      'prices_stale',
    ]);
    expect(first).toMatchObject({ total: 4, counts: { critical: 4 } });
    const second = await dataHealth({}, { limit: 2, offset: 2 });
    expect(second.items.map(({ problem }) => problem)).toEqual(['keys_parked', 'prices_stale']);
    expect(asked).toMatchObject([
      { limit: 0, offset: 0 },
      { limit: 1, offset: 0 },
    ]);
  });

  it('filters read models as it filters all else', async () => {
    const { dataHealth } = health([{ stalled: true }]);
    expect((await dataHealth({ subject: 'symbol' }, { limit: 9, offset: 0 })).total).toBe(1);
    expect((await dataHealth({ id: 'model0' }, { limit: 9, offset: 0 })).total).toBe(2);
    expect((await dataHealth({ problem: 'keys_parked' }, { limit: 9, offset: 0 })).total).toBe(1);
  });

  it.each(kinds)('names a command and a route that there are for %s', (problem) => {
    const { cli, api } = fixOf({ problem, id: 'NEWCO' }, '2024-06-28');
    expect(`${cli} ${api}`).not.toMatch(/[{}]/);
    const commands = readFileSync('infra/main.ts', 'utf8');
    const [command = ''] = cli.split(' ');
    const module = `${command.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Command`;
    expect(commands).toContain(`${module},`);
    const template = PROBLEMS[problem].api.split(' ');
    const known = routes.map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{.*?\}/g, '{id}')}`,
    );
    expect(known).toContain(template.join(' '));
    expect(api.split(' ')).toHaveLength(2);
  });
});
