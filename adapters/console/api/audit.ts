import type { z } from 'zod';
import type { linkSchema, verificationSchema } from '../../http/routes/audit-chain.ts';
import type { revertPreviewSchema } from '../../http/routes/portfolios.ts';
import type { actorSchema } from '../../http/views/actor.ts';
import type { auditEventSchema } from '../../http/views/audit.ts';
import type { accessSchema, commandTreeSchema, stepSchema } from '../../http/views/audit-trail.ts';
import type { differencesShape, timelineEntrySchema } from '../../http/views/history.ts';
import type { importSchema } from '../../http/views/portfolio.ts';

/** What the service answers about the past. */
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type TimelinePage = {
  readonly entries: readonly TimelineEntry[];
  readonly next_cursor: string | null;
};
export type Access = z.infer<typeof accessSchema>;
export type AccessPage = { readonly accesses: readonly Access[]; readonly next_cursor: string | null };
export type Actor = z.infer<typeof actorSchema>;
export type AuditEvent = z.infer<typeof auditEventSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Patch = Step['patch'];
export type StreamHistory = { readonly steps: readonly Step[] };
export type CommandTree = z.infer<typeof commandTreeSchema>;
export type EventTree = CommandTree['events'][number];
export type TouchedRows = EventTree['rows'][number];
export type CausationTree = {
  readonly commands: readonly CommandTree[];
  readonly truncated_after: string | null;
};
type Moment = { readonly position: string; readonly at: string };
export type PortfolioDiff = {
  readonly from: Moment;
  readonly to: Moment;
  readonly entries: readonly TimelineEntry[];
  readonly more_entries: boolean;
} & { readonly [Part in keyof typeof differencesShape]: z.infer<(typeof differencesShape)[Part]> };
export type Difference = PortfolioDiff['positions'][number];
export type Import = z.infer<typeof importSchema>;
export type RevertPreview = z.infer<typeof revertPreviewSchema>;
export type ChainLink = z.infer<typeof linkSchema>;
export type ChainVerification = z.infer<typeof verificationSchema>;
