import { z } from 'zod';
import type { CreatedPortfolio, UnidentifiedPosition } from '../../../application/application.ts';
import { chooseAccounts, onlyAccount } from '../../../application/imports/choose-accounts.ts';
import { importable } from '../../../application/imports/importable.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';
import type { ImportWarning } from '../../../domain/import/report.ts';
import { type PortfolioDetails, parsePortfolioForm } from '../../../domain/portfolio/form.ts';
import { pricedSymbolOf } from '../../../domain/portfolio/position.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { positionsFile } from '../body/positions-file.ts';
import { comesWith, importSource } from '../imports/import-source.ts';
import { validate } from '../pipeline/validate.ts';
import { json } from '../reply.ts';
import { type Route, uploadRoute } from '../route.ts';
import { warningSchema } from '../views/preview.ts';
import { uuid } from '../views/scalars.ts';
import { documentedForm, type UploadFields, uploadFields } from '../views/upload-form.ts';
import { FILE_REFUSALS } from './previews.ts';

export const nextStep = z.strictObject({
  action: z.string(),
  endpoint: z.string(),
  description: z.string(),
});

export const createdSchema = z
  .strictObject({
    portfolio_id: uuid,
    portfolio_name: z.string(),
    account_name: z.string(),
    account_type: z.string(),
    equity_balance: z.string(),
    import_id: uuid,
    positions_imported: z.int(),
    positions_failed: z.literal(0),
    total_positions: z.int(),
    status: z.enum(['ready', 'partial', 'pending']).meta({
      description: 'Whether the symbols have prices and factors already: all, some or none of them',
    }),
    pending_symbols: z.array(z.string()),
    warnings: z.array(warningSchema),
    batch_run_id: uuid.nullable().meta({ description: 'With auto_calculate' }),
    message: z.string(),
    next_step: nextStep,
  })
  .meta({ id: 'CreatedPortfolio' });

const severalSchema = z
  .strictObject({
    portfolios: z.array(createdSchema),
    left_out: z.array(z.string()).meta({ description: 'Keys of the accounts that nobody chose' }),
    message: z.string(),
  })
  .meta({ id: 'CreatedPortfolios', description: 'With `accounts`' });

const readinessOf = (
  positions: readonly UnidentifiedPosition[],
  pending: readonly string[],
): 'ready' | 'partial' | 'pending' => {
  if (pending.length === 0) return 'ready';
  const needed = new Set(
    positions.flatMap((position) => pricedSymbolOf({ ...position, positionId: '' }) ?? []),
  );
  return pending.length < needed.size ? 'partial' : 'pending';
};

type Made = {
  readonly details: PortfolioDetails;
  readonly positions: readonly UnidentifiedPosition[];
  readonly warnings: readonly ImportWarning[];
};

const createdView = (
  { portfolioId, importId, runId, positionsImported, pendingSymbols }: CreatedPortfolio,
  { details, positions, warnings }: Made,
): z.infer<typeof createdSchema> => ({
  portfolio_id: portfolioId,
  portfolio_name: details.portfolioName,
  account_name: details.accountName,
  account_type: details.accountType,
  equity_balance: details.equityBalance,
  import_id: importId,
  positions_imported: positionsImported,
  positions_failed: 0,
  total_positions: positionsImported,
  status: readinessOf(positions, pendingSymbols),
  pending_symbols: [...pendingSymbols],
  warnings: warnings.map((warning) => ({ ...warning })),
  batch_run_id: runId,
  message: `${positionsImported} positions were imported.`,
  next_step:
    runId === null
      ? {
          action: 'calculate',
          endpoint: `/api/v1/portfolios/${portfolioId}/calculate`,
          description: 'Request the calculation of values and risk.',
        }
      : {
          action: 'poll_status',
          endpoint: `/api/v1/onboarding/status/${portfolioId}`,
          description: 'The calculation has been requested.',
        },
});

type Named = { readonly keys: readonly string[] | null; readonly details: PortfolioDetails };

/** The portfolios that the form names: one, or one for each choice of accounts, which may say its own of everything. */
const namedIn = (fields: UploadFields): Result<readonly Named[], Refusal> => {
  const named: Named[] = [];
  for (const choice of fields.accounts ?? [null]) {
    const details = parsePortfolioForm({
      portfolioName: choice === null ? fields.portfolio_name : choice.portfolio_name,
      accountName: choice === null ? fields.account_name : choice.account_name,
      accountType: choice?.account_type ?? fields.account_type,
      equityBalance: choice?.equity_balance ?? fields.equity_balance,
      description: choice?.description ?? fields.description,
    });
    if (!details.ok) {
      return fail(
        choice === null
          ? details.error
          : { ...details.error, details: { ...details.error.details, accounts: choice.keys } },
      );
    }
    named.push({ keys: choice?.keys ?? null, details: details.value });
  }
  return ok(named);
};

export const createPortfolioRoute: Route = uploadRoute(positionsFile(documentedForm), {
  method: 'post',
  path: '/api/v1/onboarding/create-portfolio',
  tag: 'Onboarding',
  summary: 'Create a portfolio from a file of positions',
  description:
    'From any broker’s file that can be read, our template, or a preview (`preview_id`, also as a JSON body). The ' +
    'portfolio and all positions of the file, or nothing. All errors of all rows come at once in `details.errors`, ' +
    'and what only you can say in `details.questions`, with the preview in which both can be looked at. Send the fields ' +
    'before the file. Several accounts become several portfolios with `accounts`. Send an Idempotency-Key to make a ' +
    'repeat harmless.',
  limits: ['uploads'],
  success: { status: 201, description: 'Created', body: z.union([createdSchema, severalSchema]) },
  refusals: [
    ...FILE_REFUSALS,
    'ERR_IMPORT_001',
    'ERR_IMPORT_002',
    'ERR_IMPORT_003',
    'ERR_IMPORT_004',
    'ERR_IMPORT_007',
    'ERR_PORT_001',
    'ERR_PORT_002',
    'ERR_PORT_003',
    'ERR_PORT_004',
    'ERR_PORT_005',
    'ERR_PORT_006',
    'ERR_PORT_008',
    'ERR_PORT_009',
    'ERR_PORT_010',
    'ERR_PORT_011',
    'ERR_PORT_012',
    'ERR_PORT_013',
    'ERR_REQ_010',
  ],
  handle: async ({ user, upload, context }, services) => {
    const came = comesWith(upload);
    if (!came.ok) return came;
    const fields = validate(uploadFields, came.value.fields, 'body');
    if (!fields.ok) return fields;
    const named = namedIn(fields.value);
    if (!named.ok) return named;
    const source = await importSource({ user, upload, context }, fields.value, {}, services);
    if (!source.ok) return source;
    const { reading, fileSha256, refusal } = source.value;
    const accounts = importable(reading);
    if (!accounts.ok) return fail(await refusal(accounts.error));

    const inputOf = ({ details }: Named, positions: readonly UnidentifiedPosition[]) => ({
      ...details,
      autoCalculate: fields.value.auto_calculate,
      fileSha256,
      positions,
    });
    const { warnings } = reading;
    const [only] = named.value;
    if (only?.keys === null) {
      const positions = onlyAccount(accounts.value);
      if (!positions.ok) return fail(await refusal(positions.error));
      const created = await services.application.createPortfolio(
        user.userId,
        inputOf(only, positions.value),
        context,
      );
      if (!created.ok) return created;
      const { value, position } = created.value;
      const made = { details: only.details, positions: positions.value, warnings };
      return json(createdView(value, made), { position });
    }

    const chosen = chooseAccounts(
      accounts.value,
      named.value.map((one) => ({ ...one, keys: one.keys ?? [] })),
    );
    if (!chosen.ok) return fail(await refusal(chosen.error));
    const created = await services.application.createPortfolios(
      user.userId,
      chosen.value.map(({ choice, positions }) => inputOf(choice, positions)),
      context,
    );
    if (!created.ok) return created;
    const taken = new Set(chosen.value.flatMap(({ choice }) => choice.keys));
    const portfolios = chosen.value.flatMap(({ choice: { details }, positions }, index) => {
      const one = created.value.value[index];
      return one === undefined ? [] : [createdView(one, { details, positions, warnings })];
    });
    return json(
      {
        portfolios,
        left_out: accounts.value.map(({ key }) => key).filter((key) => !taken.has(key)),
        message: `${portfolios.length} portfolios were created.`,
      },
      { position: created.value.position },
    );
  },
});
