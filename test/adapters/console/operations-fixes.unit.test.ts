import type { DataProblem } from '../../../adapters/console/api/operations.ts';
import { isPage } from '../../../adapters/console/page-paths.ts';
import { fixOf } from '../../../adapters/console/pages/operations/fixes.ts';
import { routes } from '../../../adapters/http/routes.ts';
import { fixOf as namedFix, PROBLEMS, type ProblemKind } from '../../../application/data-health/problem.ts';

const DATE = '2024-06-28';

const problemOf = (problem: ProblemKind): DataProblem => {
  const subject = /^(projection|keys)/.test(problem)
    ? 'projection'
    : /valued|^run/.test(problem)
      ? 'portfolio'
      : 'symbol';
  const id = { projection: 'users', symbol: 'AAPL', portfolio: 'a72ad8ab-d2e3-5aa3-a8c9-a29b25c9bcb9' }[
    subject
  ];
  const { about, ...fix } = namedFix({ problem, id }, DATE);
  return {
    subject,
    id,
    problem,
    severity: 'critical',
    about,
    detail: '',
    since: null,
    portfolios: 0,
    fix,
  } as DataProblem;
};

describe('the button beside a problem', () => {
  it.each(Object.keys(PROBLEMS) as ProblemKind[])(
    'calls the route that %s names with what that route takes, or leads to a page',
    (kind) => {
      const problem = problemOf(kind);
      const fix = fixOf(problem, DATE);
      if (fix.kind === 'go') {
        expect(isPage(fix.href)).toBe(true);
        return;
      }
      const route = routes.find(
        ({ method, path }) =>
          method === 'post' && new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(fix.path),
      );
      expect(`POST ${fix.path}`).toBe(problem.fix.api);
      const body = fix.body('a reason');
      expect(route?.input.body?.safeParse(body).error?.issues ?? []).toEqual([]);
      expect(body === undefined).toBe(route?.input.body === undefined);
    },
  );
});
