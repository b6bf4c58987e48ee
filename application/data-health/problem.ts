import type { IsoDate } from '../../domain/dates.ts';

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SUBJECTS = ['projection', 'symbol', 'portfolio'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What can be wrong, and with which commands it is put right. `{id}` and `{date}` are the problem's own. */
export const PROBLEMS = {
  projection_failed: {
    about: 'A read model cannot go on',
    cli: 'rebuild {id}',
    api: 'POST /api/v1/admin/projections/rebuilds',
  },
  projection_stalled: {
    about: 'A read model is behind and does not move',
    cli: 'projections',
    api: 'GET /api/v1/admin/projections',
  },
  keys_parked: {
    about: 'A read model holds events back that it could not apply',
    cli: 'parked',
    api: 'GET /api/v1/admin/projections/parked-keys',
  },
  factor_etf_stale: {
    about: 'A fund that factors rest on has no price of the last session',
    cli: 'symbol-batch run --date {date} --force',
    api: 'POST /api/v1/admin/symbol-batch/run',
  },
  prices_stale: {
    about: 'No price of the last session',
    cli: 'symbol-batch run --date {date}',
    api: 'POST /api/v1/admin/symbol-batch/run',
  },
  factors_stale: {
    about: 'No factors of the last session',
    cli: 'symbol-batch run --date {date}',
    api: 'POST /api/v1/admin/symbol-batch/run',
  },
  symbol_error: {
    about: 'It was looked up and could not be brought in',
    cli: 'symbol-queue retry {id}',
    api: 'POST /api/v1/admin/symbol-queue/{id}/retry',
  },
  symbol_pending: {
    about: 'It has no prices or no factors yet',
    cli: 'symbol-queue retry {id}',
    api: 'POST /api/v1/admin/symbol-queue/{id}/retry',
  },
  symbol_delisted: {
    about: 'It is no longer traded',
    cli: 'upload-prices <file.csv> --reason <text> --apply',
    api: 'POST /api/v1/admin/prices/upload',
  },
  prices_refused: {
    about: 'The provider sent prices that were refused; the old ones are in use',
    cli: 'upload-prices <file.csv> --reason <text> --apply',
    api: 'POST /api/v1/admin/prices/upload',
  },
  profile_missing: {
    about: 'Nobody knows its name, or the sector of a share',
    cli: 'check-provider {id}',
    api: 'GET /api/v1/symbols/{id}/status',
  },
  never_valued: {
    about: 'It holds something and was never valued',
    cli: 'restate --portfolio {id} --from {date} --apply',
    api: 'POST /api/v1/admin/restatements',
  },
  not_valued: {
    about: 'It was not valued for the last session',
    cli: 'restate --portfolio {id} --from {date} --apply',
    api: 'POST /api/v1/admin/restatements',
  },
  run_failed: {
    about: 'Its last calculation failed',
    cli: 'restate --portfolio {id} --from {date} --apply',
    api: 'POST /api/v1/admin/restatements',
  },
  run_partial: {
    about: 'Its last calculation lacked something',
    cli: 'restate --portfolio {id} --from {date} --apply',
    api: 'POST /api/v1/admin/restatements',
  },
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

export type Problem = {
  readonly subject: Subject;
  /** A symbol, the id of a portfolio, the name of a read model. */
  readonly id: string;
  readonly problem: ProblemKind;
  readonly severity: Severity;
  readonly detail: string;
  /** The last date that is good; null where there is none, or where it has no date. */
  readonly since: IsoDate | null;
  /** Portfolios that hold the symbol. */
  readonly portfolios: number;
};

export type ProblemFilter = {
  readonly subject?: Subject | undefined;
  readonly severity?: Severity | undefined;
  readonly problem?: ProblemKind | undefined;
  /** Exactly this symbol, portfolio or read model. */
  readonly id?: string | undefined;
};

export type Fix = { readonly about: string; readonly cli: string; readonly api: string };

/** The commands with the problem's own id, and the session that everything should be of. */
export const fixOf = ({ problem, id }: Pick<Problem, 'problem' | 'id'>, date: IsoDate): Fix => {
  const { about, cli, api } = PROBLEMS[problem];
  const filled = (text: string): string => text.replaceAll('{id}', id).replaceAll('{date}', date);
  return { about, cli: filled(cli), api: filled(api) };
};
