import { z } from 'zod';
import type { PriceUploadReport, UploadedPrices } from '../../../application/prices/upload-prices.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { parsePricesCsv } from '../../csv/parse-prices-csv.ts';
import { FILE_FIELD } from '../body/read-upload.ts';
import { validate } from '../pipeline/validate.ts';
import { json } from '../reply.ts';
import { type FileReader, type Route, superuserUploadRoute } from '../route.ts';
import { day, decimalText, uuid } from '../views/scalars.ts';

const fields = z.strictObject({
  reason: z.string().trim().min(3).max(1000).meta({ example: 'The provider has no prices of this fund' }),
  dry_run: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .meta({ description: 'Only say what would change; send false to take the prices' }),
});

const pricesFile: FileReader<{ readonly prices: UploadedPrices; readonly name: string }> = {
  form: z
    .strictObject({
      ...fields.shape,
      [FILE_FIELD]: z.string().meta({
        format: 'binary',
        description:
          'A CSV with the columns symbol, date and close, and any of adjusted_close and split_factor',
      }),
    })
    .meta({ id: 'PriceUploadForm' }),
  read: async ({ name, bytes }, _, { clock }) => {
    const parsed = await parsePricesCsv(bytes, { now: clock() });
    return parsed.ok ? { ok: true, value: { prices: parsed.value, name } } : parsed;
  },
};

export const reportSchema = z
  .strictObject({
    dry_run: z.boolean(),
    file_sha256: z.string(),
    prices: z.int().meta({ description: 'In the file' }),
    symbols: z.array(
      z.strictObject({
        symbol: z.string(),
        added: z.int(),
        unchanged: z.int(),
        restated: z.array(z.strictObject({ date: day, before: decimalText, after: decimalText })),
      }),
    ),
    batch_id: uuid.nullable().meta({
      description:
        'The symbol batch that refreshes the portfolios; null for a dry run, when nothing changed, and while another is open',
    }),
  })
  .meta({ id: 'PriceUpload' });

const reportView = (
  { symbols, batchId }: PriceUploadReport,
  { dryRun, sha256 }: { readonly dryRun: boolean; readonly sha256: string },
): z.infer<typeof reportSchema> => ({
  dry_run: dryRun,
  file_sha256: sha256,
  prices: symbols.reduce(
    (sum, { added, unchanged, restated }) => sum + added + unchanged + restated.length,
    0,
  ),
  symbols: symbols.map(({ restated, ...counts }) => ({ ...counts, restated: [...restated] })),
  batch_id: batchId,
});

export const priceUploadRoutes: readonly Route[] = [
  superuserUploadRoute(pricesFile, {
    method: 'post',
    path: '/api/v1/admin/prices/upload',
    tag: 'Administration',
    summary: 'Bring prices that the provider lacks or has wrong',
    description:
      'All prices of the file or, with any error in any row, none. A dry run (the default) says which are new and ' +
      'which restate a price. They are recorded with file, reason and who brought them; what rests on them is ' +
      'calculated again, and the provider does not replace them.',
    success: { status: 200, description: 'What changed, or would', body: reportSchema },
    refusals: [
      'ERR_PORT_007',
      'ERR_CSV_001',
      'ERR_CSV_003',
      'ERR_CSV_006',
      'ERR_CSV_008',
      'ERR_PRICE_001',
      'ERR_PRICE_002',
    ],
    handle: async ({ upload, context }, { uploadPrices }) => {
      if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
      const given = validate(fields, upload.fields, 'body');
      if (!given.ok) return given;
      const { outcome, sha256 } = upload.file;
      if (!outcome.ok) return outcome;
      const { prices, name } = outcome.value;
      const { reason, dry_run: dryRun } = given.value;
      const taken = await uploadPrices(
        { prices, upload: { fileName: name.slice(0, 255), fileSha256: sha256, reason }, dryRun },
        context,
      );
      return taken.ok
        ? json(reportView(taken.value, { dryRun, sha256 }), { position: taken.value.position })
        : taken;
    },
  }),
];
