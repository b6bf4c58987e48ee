import { z } from 'zod';
import {
  JOB_PRIORITIES,
  JOB_STATUSES,
  type JobFailure,
  type SymbolJob,
} from '../../../application/ports/symbol-queue.ts';
import { catalogue, type ErrorCode } from '../../../domain/errors/catalogue.ts';
import { instant, uuid } from './scalars.ts';

const CODES: Readonly<Record<JobFailure['kind'], ErrorCode>> = {
  'unknown-symbol': 'ERR_SYMBOL_001',
  unavailable: 'ERR_SYMBOL_004',
  'insufficient-history': 'ERR_SYMBOL_005',
  'given-up': 'ERR_SYMBOL_006',
};

export const symbolJobSchema = z
  .strictObject({
    job_id: uuid,
    symbol: z.string(),
    status: z.enum(JOB_STATUSES).meta({ description: '`pending` and `processing` are open' }),
    priority: z.enum(JOB_PRIORITIES),
    requested_by: z.string(),
    attempts: z.int().meta({ description: 'Three at most' }),
    failure: z
      .strictObject({
        code: z.string().meta({ example: 'ERR_SYMBOL_001' }),
        reason: z.string(),
        fix: z.string(),
      })
      .nullable()
      .meta({ description: 'Of the last attempt' }),
    created_at: instant,
    started_at: instant.nullable(),
    ended_at: instant.nullable(),
    next_attempt_at: instant.nullable().meta({ description: 'Null unless it waits for another attempt' }),
    waiting_portfolios: z.int().meta({ description: 'Portfolios that finish when it ends' }),
  })
  .meta({ id: 'SymbolJob' });

export const symbolJobView = (job: SymbolJob): z.infer<typeof symbolJobSchema> => ({
  job_id: job.jobId,
  symbol: job.symbol,
  status: job.status,
  priority: job.priority,
  requested_by: job.requestedBy,
  attempts: job.attempts,
  failure:
    job.failure === null
      ? null
      : {
          code: CODES[job.failure.kind],
          reason: job.failure.reason,
          fix: catalogue[CODES[job.failure.kind]].fix,
        },
  created_at: job.createdAt,
  started_at: job.startedAt,
  ended_at: job.endedAt,
  next_attempt_at: job.nextAttemptAt,
  waiting_portfolios: job.waitingPortfolios,
});
