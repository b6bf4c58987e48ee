import { mostRecentCompletedSession, previousSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { Clock } from '../ports/clock.ts';
import type { PageOf, Paging, ProjectionStatus, Queries, ReadModels } from '../ports/queries.ts';
import { type Problem, type ProblemFilter, SEVERITIES, type Severity } from './problem.ts';

export type DataHealthReport = PageOf<Problem> & {
  /** The session that everything should be of. */
  readonly date: IsoDate;
  /** Of all that match, whatever the page. */
  readonly counts: Readonly<Record<Severity, number>>;
};

export type DataHealth = (filter: ProblemFilter, paging: Paging) => Promise<DataHealthReport>;

const problemsOf = (status: ProjectionStatus): readonly Problem[] => {
  const about = { subject: 'projection', id: status.name, since: null, portfolios: 0 } as const;
  if (status.state === 'failed')
    return [
      { ...about, problem: 'projection_failed', severity: 'critical', detail: status.error ?? 'it stopped' },
    ];
  const problems: Problem[] = [];
  if (status.stalled)
    problems.push({
      ...about,
      problem: 'projection_stalled',
      severity: 'critical',
      detail: `${status.lagEvents} events behind, for ${Math.round(status.checkpointAgeSeconds)} s`,
    });
  if (status.parkedKeys > 0)
    problems.push({
      ...about,
      problem: 'keys_parked',
      severity: 'critical',
      detail: `${status.parkedKeys} keys, ${status.waitingEvents} events wait`,
    });
  return problems;
};

const matches = (problem: Problem, { subject, severity, problem: kind, id }: ProblemFilter): boolean =>
  (subject === undefined || subject === problem.subject) &&
  (severity === undefined || severity === problem.severity) &&
  (kind === undefined || kind === problem.problem) &&
  (id === undefined || id === problem.id);

/** Everything that is wrong with the data, the worst first; all from the read models, nothing is asked of a provider. */
export const createDataHealth =
  ({
    queries,
    readModels,
    clock,
  }: {
    readonly queries: Pick<Queries, 'dataProblems'>;
    readonly readModels: Pick<ReadModels, 'status'>;
    readonly clock: Clock;
  }): DataHealth =>
  async (filter, { limit, offset }) => {
    const date = mostRecentCompletedSession(clock());
    const projections = (await readModels.status())
      .flatMap(problemsOf)
      .filter((problem) => matches(problem, filter));
    const shown = projections.slice(offset, offset + limit);
    const rest = await queries.dataProblems(
      { ...filter, date, previous: previousSession(date), factorSymbols: FACTOR_ETFS },
      { limit: limit - shown.length, offset: Math.max(0, offset - projections.length) },
    );
    const countOf = (severity: Severity): number =>
      rest.counts[severity] + projections.filter((problem) => problem.severity === severity).length;
    const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, countOf(severity)]));
    return {
      date,
      items: [...shown, ...rest.items],
      total: projections.length + rest.total,
      counts: counts as Record<Severity, number>,
    };
  };
