import type { Pool } from 'pg';
import { PREVIEWS_PER_USER } from '../../application/imports/preview.ts';
import type { Previews } from '../../application/ports/previews.ts';
import { storedPreview } from './preview-schema.ts';

/** Table `public.import_previews`. */
export const createPostgresPreviews = (pool: Pool): Previews => ({
  save: async (preview, now) => {
    const { previewId, userId, createdAt, expiresAt } = preview;
    await pool.query(
      `insert into public.import_previews (preview_id, user_id, preview, created_at, expires_at)
       values ($1, $2, $3, $4, $5)
       on conflict (preview_id) do update set preview = excluded.preview, expires_at = excluded.expires_at`,
      [previewId, userId, JSON.stringify(preview), createdAt, expiresAt],
    );
    // Of several saved in one instant, the one just saved is never the one that goes.
    await pool.query(
      `delete from public.import_previews
       where expires_at <= $1 or preview_id in (
         select preview_id from public.import_previews where user_id = $2 and preview_id <> $4
         order by created_at desc, preview_id offset $3)`,
      [now, userId, PREVIEWS_PER_USER - 1, previewId],
    );
  },
  find: async (userId, previewId, now) => {
    const { rows } = await pool.query<{ preview: unknown }>(
      `select preview from public.import_previews
       where preview_id = $1 and user_id = $2 and expires_at > $3`,
      [previewId, userId, now],
    );
    const found = storedPreview.safeParse(rows[0]?.preview);
    return found.success ? found.data : null;
  },
});
