import { mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { catalogue } from '../../domain/errors/catalogue.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { PriceBar, PriceUpload } from '../../domain/symbol/events.ts';
import { faultOfMove } from '../../domain/symbol/fault-of-move.ts';
import type { CommandContext, HandleKnown } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { Position } from '../ports/event-store.ts';
import type { MarketDataProvider, PriceHistory } from '../ports/market-data.ts';
import type { PriceColumns, Queries, ReadModels } from '../ports/queries.ts';
import type { RequestSymbolBatch } from '../symbol-batch/request-symbol-batch.ts';
import { updateSymbols } from '../symbol-batch/update-symbols.ts';

/** A price of a file that has passed the rules that every price has to. */
export type UploadedBar = {
  /** In the file. */
  readonly row: number;
  readonly bar: PriceBar;
  /** False: the file gives the close alone, and the adjustment that is known stays. */
  readonly isAdjusted: boolean;
};

/** By canonical symbol, oldest first. */
export type UploadedPrices = ReadonlyMap<string, readonly UploadedBar[]>;

export type PriceRowError = {
  readonly row: number;
  readonly symbol: string;
  readonly field: string;
  readonly value: string;
  readonly code: 'ERR_PRICE_003';
  readonly message: string;
  readonly fix: string;
};

export type RestatedPrice = { readonly date: IsoDate; readonly before: Decimal; readonly after: Decimal };

export type PriceUploadReport = {
  readonly symbols: readonly {
    readonly symbol: string;
    readonly added: number;
    readonly unchanged: number;
    readonly restated: readonly RestatedPrice[];
  }[];
  /** What follows from the prices; null for a dry run, when nothing changed, and while another batch is open. */
  readonly batchId: string | null;
  /** Of the last event; null for a dry run and when nothing changed. */
  readonly position: Position | null;
};

export type UploadPrices = (
  request: { readonly prices: UploadedPrices; readonly upload: PriceUpload; readonly dryRun: boolean },
  context: CommandContext,
) => Promise<Result<PriceUploadReport, Refusal>>;

/** A close may be older than this only where the symbol has not traded. */
const LOOK_BACK_DAYS = 30;
const READ_BACK_MS = 60_000;

export const priceRowError = (
  about: Pick<PriceRowError, 'row' | 'symbol' | 'field' | 'value' | 'message'>,
): PriceRowError => ({ ...about, code: 'ERR_PRICE_003', fix: catalogue.ERR_PRICE_003.fix });

export const pricesRefused = (errors: readonly PriceRowError[]): Refusal =>
  refuse('ERR_PRICE_001', {
    details: { total_errors: errors.length, errors: errors.slice(0, limits.listedErrors) },
  });

type KnownBar = Pick<PriceBar, 'date' | 'close' | 'adjustedClose' | 'splitFactor'>;

const barsOf = (columns: PriceColumns | undefined): readonly KnownBar[] =>
  (columns?.dates ?? []).map((date, i) => ({
    date,
    close: columns?.closes[i] ?? '0',
    adjustedClose: columns?.adjustedCloses[i] ?? Number.NaN,
    splitFactor: columns?.splitFactors[i] ?? 1,
  }));

/** With the adjustment of the price that it replaces, or of the last one before it, where it brings none. */
const adjusted = ({ bar, isAdjusted }: UploadedBar, known: readonly KnownBar[]): PriceBar => {
  const model = isAdjusted ? undefined : known.findLast(({ date }) => date <= bar.date);
  if (model === undefined) return bar;
  const ratio = model.adjustedClose / Number(model.close);
  return { ...bar, adjustedClose: Number(bar.close) * ratio };
};

/** What a file says, as a provider says it: so that it goes the way of all prices. */
const asProvider = (
  bars: ReadonlyMap<string, readonly PriceBar[]>,
  upload: PriceUpload,
  simulated: boolean,
): MarketDataProvider => ({
  name: 'upload',
  simulated,
  history: async ({ symbols }) =>
    new Map(
      symbols.flatMap((symbol): readonly [string, PriceHistory][] => {
        const of = bars.get(symbol);
        if (of === undefined) return [];
        const answer = { closeBasis: 'raw', currency: 'USD', rejected: [], upload } as const;
        return [[symbol, { status: 'ok', bars: of, ...answer }]];
      }),
    ),
  profiles: async () => new Map(),
  check: async () => ({ ok: true, detail: 'a file' }),
});

/**
 * Takes prices that an administrator brings, in the way of a provider's: as events with file and reason, followed by
 * the factors that rest on them. A batch of these symbols then refreshes the portfolios. All or, with any price that
 * cannot be taken, none; the same file again changes nothing. They stand against what a provider says of their dates.
 */
export const createUploadPrices =
  (dependencies: {
    readonly queries: Queries;
    readonly readModels: Pick<ReadModels, 'waitFor'>;
    readonly handleKnown: HandleKnown;
    readonly requestBatch: RequestSymbolBatch;
    readonly clock: Clock;
    /** Of the configured provider: made-up and real prices are never mixed. */
    readonly simulated: boolean;
  }): UploadPrices =>
  async ({ prices, upload, dryRun }, context) => {
    const { queries, readModels, handleKnown, requestBatch, clock, simulated } = dependencies;
    if (upload.reason.length < 3 || upload.reason.length > 1000) return fail(refuse('ERR_PRICE_004'));
    const symbols = [...prices.keys()];
    const date = mostRecentCompletedSession(clock());
    const dates = [...prices.values()].flatMap((uploaded) => uploaded.map(({ bar }) => bar.date)).sort();
    const [first = date] = dates;
    const last = dates.at(-1) ?? date;
    const stored = await queries.prices(symbols, { from: addDays(first, -LOOK_BACK_DAYS), to: last });

    const errors: PriceRowError[] = [];
    const bars = new Map<string, readonly PriceBar[]>();
    const planned: PriceUploadReport['symbols'][number][] = [];
    for (const [symbol, uploaded] of prices) {
      const known = barsOf(stored.get(symbol));
      const byDate = new Map(known.map((bar) => [bar.date, bar]));
      const accepted = uploaded.map((one) => adjusted(one, known));
      bars.set(symbol, accepted);
      const given = new Set(accepted.map(({ date }) => date));
      for (const [i, bar] of accepted.entries()) {
        const before = known.findLast(({ date }) => date < bar.date && !given.has(date));
        const previous = accepted[i - 1];
        const fault =
          before === undefined || (previous !== undefined && previous.date > before.date)
            ? null
            : faultOfMove(before, bar);
        if (fault !== null)
          errors.push(
            priceRowError({
              row: uploaded[i]?.row ?? 0,
              symbol,
              field: 'close',
              value: bar.close,
              message: `The ${fault}.`,
            }),
          );
      }
      const changed = accepted.filter((bar) => {
        const before = byDate.get(bar.date);
        return (
          before?.close !== bar.close ||
          before.adjustedClose !== bar.adjustedClose ||
          before.splitFactor !== bar.splitFactor
        );
      });
      planned.push({
        symbol,
        added: changed.filter(({ date }) => !byDate.has(date)).length,
        unchanged: accepted.length - changed.length,
        restated: changed.flatMap(({ date, close }) => {
          const before = byDate.get(date);
          return before === undefined ? [] : [{ date, before: before.close, after: close }];
        }),
      });
    }
    if (errors.length > 0) return fail(pricesRefused(errors));
    if (dryRun) return ok({ symbols: planned, batchId: null, position: null });

    const provider = asProvider(bars, upload, simulated);
    const told = await updateSymbols(
      { queries, provider, handleKnown },
      { symbols, date, force: true, profiles: 'missing' },
      { ...context, reason: upload.reason },
      () => {},
      AbortSignal.timeout(READ_BACK_MS),
    );
    if (told.position === null) return ok({ symbols: planned, batchId: null, position: null });
    await readModels.waitFor(told.position, READ_BACK_MS);
    const batch = await requestBatch(
      { date, trigger: 'price_upload', force: false, symbols },
      { ...context, commandId: uuid5('prices', context.commandId) },
    );
    // While another batch of the session is open, that one refreshes the portfolios.
    if (!batch.ok && batch.error.code !== 'ERR_BATCH_007') return batch;
    return ok({
      symbols: planned,
      batchId: batch.ok ? batch.value.batchId : null,
      position: batch.ok ? (batch.value.position ?? told.position) : told.position,
    });
  };
