import type { z } from 'zod';
import type { projectionsSchema } from '../../http/routes/admin.ts';
import type { dataHealthSchema } from '../../http/routes/admin-data-health.ts';
import type { reportSchema } from '../../http/routes/admin-prices.ts';
import type { backlogSchema, processSchema } from '../../http/routes/admin-processes.ts';
import type { listedUserSchema } from '../../http/routes/admin-users.ts';
import type { readinessSchema } from '../../http/routes/health.ts';
import type { impersonationSchema } from '../../http/routes/impersonation.ts';
import type { createdInviteSchema, inviteSchema } from '../../http/views/invite.ts';
import type { refreshRunSchema, scheduleSchema } from '../../http/views/nightly.ts';
import type { rebuildSchema } from '../../http/views/rebuild.ts';
import type {
  restatementAnswer,
  restatementRunSchema,
  restatementSchema,
} from '../../http/views/restatement.ts';
import type { symbolStatusSchema } from '../../http/views/symbol.ts';
import type { symbolBatchSchema } from '../../http/views/symbol-batch.ts';
import type { symbolJobSchema } from '../../http/views/symbol-job.ts';
import type {
  deadLetterSchema,
  parkedKeySchema,
  repairRecordSchema,
  repairSchema,
  skippedEventSchema,
  verificationSchema,
} from '../../http/views/upkeep.ts';

/** What the service answers to operators. */
export type Readiness = z.infer<typeof readinessSchema>;
export type Process = z.infer<typeof processSchema>;
export type Backlog = z.infer<typeof backlogSchema>;
export type Projections = z.infer<typeof projectionsSchema>;
export type Projection = Projections['projections'][number];
export type Rebuild = z.infer<typeof rebuildSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type Repair = z.infer<typeof repairSchema>;
export type RepairRecord = z.infer<typeof repairRecordSchema>;
export type ParkedKey = z.infer<typeof parkedKeySchema>;
export type SkippedEvent = z.infer<typeof skippedEventSchema>;
export type DeadLetter = z.infer<typeof deadLetterSchema>;
export type RestatementAnswer = z.infer<typeof restatementAnswer>;
export type Restatement = z.infer<typeof restatementSchema>;
export type RestatementRun = z.infer<typeof restatementRunSchema>;
export type SymbolBatch = z.infer<typeof symbolBatchSchema>;
export type RefreshRun = z.infer<typeof refreshRunSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;
export type SymbolJob = z.infer<typeof symbolJobSchema>;
export type SymbolStatus = z.infer<typeof symbolStatusSchema>;
export type PriceReport = z.infer<typeof reportSchema>;
export type DataHealth = z.infer<typeof dataHealthSchema>;
export type DataProblem = DataHealth['problems'][number];
export type ListedUser = z.infer<typeof listedUserSchema>;
export type Impersonation = z.infer<typeof impersonationSchema>;
export type Invite = z.infer<typeof inviteSchema>;
export type CreatedInvite = z.infer<typeof createdInviteSchema>;
