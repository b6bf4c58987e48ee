import type { z } from 'zod';
import type { runEventSchema } from '../../http/events/run-events.ts';
import type { savedSchema } from '../../http/routes/column-mappings.ts';
import type { createdSchema } from '../../http/routes/create-portfolio.ts';
import type { apiKeySchema, createdApiKeySchema } from '../../http/views/api-key.ts';
import type { explanationSchema } from '../../http/views/audit.ts';
import type { portfolioSchema } from '../../http/views/portfolio.ts';
import type { previewSchema } from '../../http/views/preview.ts';
import type { changesSchema } from '../../http/views/reimport.ts';
import type { runStatusSchema } from '../../http/views/run.ts';
import type { userSchema } from '../../http/views/user.ts';

/** What the service answers, from the very schemas that it answers with. */
export type User = z.infer<typeof userSchema>;
export type Portfolio = z.infer<typeof portfolioSchema>;
export type Preview = z.infer<typeof previewSchema>;
export type RunStatus = z.infer<typeof runStatusSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type RowError = Preview['errors'][number];
export type Question = Preview['questions'][number];
export type PreviewedPosition = Preview['accounts'][number]['positions'][number];
export type Difference = NonNullable<Preview['difference']>;
export type ColumnMapping = NonNullable<Preview['proposed_mapping']>;
export type RunEvent = z.infer<typeof runEventSchema>;
export type SavedMapping = z.infer<typeof savedSchema>;
export type Created = z.infer<typeof createdSchema>;
export type ImportChanges = z.infer<typeof changesSchema>;
export type ApiKey = z.infer<typeof apiKeySchema>;
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
