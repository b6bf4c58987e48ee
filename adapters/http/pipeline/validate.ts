import type { z } from 'zod';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';

export type RequestPart = 'path' | 'query' | 'header' | 'body';

/** What came from outside goes back out only in part. */
const clip = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

const MAX_LISTED = 20;

const describe = (issue: z.core.$ZodIssue, part: RequestPart, input: unknown) => {
  const [name] = issue.path;
  const given = typeof name === 'string' ? (input as Record<string, unknown> | null)?.[name] : undefined;
  return {
    in: part,
    field: clip(issue.path.join('.')),
    message: part === 'query' && Array.isArray(given) ? 'Give this parameter once.' : clip(issue.message),
  };
};

/** The parsed part, or ERR_REQ_002 with every field that is wrong. */
export const validate = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  part: RequestPart,
): Result<z.output<Schema>, Refusal> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.slice(0, MAX_LISTED).map((issue) => describe(issue, part, input));
  return fail(refuse(part === 'header' ? 'ERR_REQ_011' : 'ERR_REQ_002', { details: { errors } }));
};
