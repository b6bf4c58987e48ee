import type { z } from 'zod';
import type { explanationSchema } from '../../http/views/audit.ts';
import type { portfolioSchema } from '../../http/views/portfolio.ts';
import type { previewSchema } from '../../http/views/preview.ts';
import type { runStatusSchema } from '../../http/views/run.ts';
import type { userSchema } from '../../http/views/user.ts';

/** What the service answers, from the very schemas that it answers with. */
export type User = z.infer<typeof userSchema>;
export type Portfolio = z.infer<typeof portfolioSchema>;
export type Preview = z.infer<typeof previewSchema>;
export type RunStatus = z.infer<typeof runStatusSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
