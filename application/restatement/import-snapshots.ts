import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import { type EquityBreak, equityBreaks, lastGood } from '../../domain/valuation/equity-breaks.ts';
import { readSnapshots, type SnapshotText } from '../../domain/valuation/import-snapshots.ts';
import type { CallContext } from '../application.ts';
import type { HandleCommand } from '../command-handler.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore, Position } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { Anchor } from './plan-restatement.ts';

export type ImportedTable = {
  readonly importId: string;
  readonly snapshots: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Dates that had several rows: the last one of each was taken. */
  readonly repeated: readonly IsoDate[];
  /** Where the equity is not what the date before leads to. */
  readonly breaks: readonly EquityBreak[];
  /** What a restatement would start from; null where the very first date is broken. */
  readonly lastGood: Anchor | null;
  readonly position: Position | null;
};

const ERRORS_LISTED = 1000;

/**
 * Takes over the snapshots that an earlier system kept of a portfolio, as facts: what people were shown. They are
 * replaced date by date when a restatement is asked for. All rows or none. ERR_NOT_FOUND, ERR_SNAPSHOT_001, _002.
 */
export const createImportSnapshots =
  ({ store, handle }: { readonly store: EventStore; readonly handle: HandleCommand }) =>
  async (
    portfolioId: string,
    rows: readonly { readonly line: number; readonly text: SnapshotText }[],
    context: CallContext,
  ): Promise<Result<ImportedTable, Refusal>> => {
    if ((await loadPortfolio(store, portfolioId)).status !== 'open') return fail(refuse('ERR_NOT_FOUND'));
    const { snapshots, repeated, errors } = readSnapshots(rows);
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    if (errors.length > 0 || first === undefined || last === undefined) {
      const details = { total_errors: errors.length, errors: errors.slice(0, ERRORS_LISTED) };
      return fail(refuse('ERR_SNAPSHOT_002', { details }));
    }
    const importId = uuid5('snapshot import', context.commandId);
    const imported = await handle(
      valuationDecider,
      streams.valuation(portfolioId),
      { type: 'ImportSnapshots', importId, portfolioId, snapshots },
      context,
    );
    if (!imported.ok) return imported;
    const good = lastGood(snapshots, '9999-12-31');
    return ok({
      importId,
      snapshots: snapshots.length,
      from: first.date,
      to: last.date,
      repeated,
      breaks: equityBreaks(snapshots),
      lastGood: good === null ? null : { date: good.date, equity: good.equity },
      position: imported.value.position,
    });
  };
