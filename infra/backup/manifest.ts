import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from '../operator-error.ts';
import { KEPT_TABLES } from './tables.ts';

export const MANIFEST = 'manifest.json';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  service: z.string(),
  createdAt: z.iso.datetime(),
  /** Steps of the schema that the tables were saved from. */
  migrations: z.array(z.string()),
  /** The last event, and the last one that was chained: enough to prove that a restored log is this one. */
  log: z.strictObject({
    /** Where the events are; those of EventStoreDB are not in the backup. */
    store: z.enum(['postgres', 'eventstoredb']).default('postgres'),
    position: z.string().regex(/^\d+$/),
    events: count,
    chain: z.strictObject({ position: z.string().regex(/^\d+$/), hash: sha256 }).nullable(),
  }),
  /** `file` has the rows as PostgreSQL's text COPY, compressed; the hash is of the file's bytes. */
  tables: z.array(
    z.strictObject({
      name: z.enum(KEPT_TABLES),
      columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
      rows: count,
      file: z.string().regex(/^[a-z_]+\.copy\.gz$/),
      sha256,
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const readManifest = (directory: string): Manifest => {
  let text: string;
  try {
    text = readFileSync(join(directory, MANIFEST), 'utf8');
  } catch (cause) {
    throw new OperatorError(`${directory} is no backup: it has no readable ${MANIFEST}.`, { cause });
  }
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new OperatorError(`${join(directory, MANIFEST)} is not a manifest that this version understands.`);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
