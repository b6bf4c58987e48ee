import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type {
  PositionEvent,
  PositionsImported,
  PositionsImportReverted,
  PositionsReconciled,
} from '../../domain/portfolio/events.ts';
import type { LotChange, LotClosure, PortfolioLot, StatedLot } from '../../domain/portfolio/lot.ts';

export type LotsEvent = PositionsImported | PositionsReconciled | PositionsImportReverted | PositionEvent;

/** What an event has made of one lot: a new one, or one that is otherwise from now on, or none. */
export type ToldLot =
  | {
      readonly kind: 'opened' | 'changed';
      readonly lot: StatedLot;
      readonly importId: string | null;
      /** Whether a person has entered or changed it, and not a file. */
      readonly byHand: boolean;
    }
  | { readonly kind: 'gone'; readonly positionId: string };

const opened = (lot: StatedLot, importId: string | null, byHand: boolean): ToldLot => ({
  kind: 'opened',
  lot,
  importId,
  byHand,
});

const changed = ({ before, after }: LotChange, byHand: boolean): ToldLot => ({
  kind: 'changed',
  lot: after,
  importId: before.importId,
  byHand,
});

/** Closed in full it is the lot itself; in part, what was closed is a lot of its own. */
const closed = ({ before, closed: sold, remainder }: LotClosure, byHand: boolean): readonly ToldLot[] =>
  remainder === null
    ? [changed({ before, after: sold }, byHand)]
    : [changed({ before, after: remainder }, byHand), opened(sold, before.importId, byHand)];

const restored = (lot: PortfolioLot): ToldLot => ({
  kind: 'changed',
  lot,
  importId: lot.importId,
  byHand: lot.changedBy === null,
});

const gone = (positionId: string): ToldLot => ({ kind: 'gone', positionId });

export const toldLots = (event: RecordedEvent<LotsEvent>): readonly ToldLot[] => {
  switch (event.type) {
    case 'PositionsImported': {
      const { importId, importedOn: statedOn, positions } = event.data;
      return positions.map((position) => opened({ position, statedOn }, importId, false));
    }
    case 'PositionsReconciled':
      return [
        ...event.data.changed.map((change) => changed(change, false)),
        ...event.data.closed.flatMap((closure) => closed(closure, false)),
        ...event.data.opened.map((lot) => opened(lot, event.data.importId, false)),
      ];
    case 'PositionsImportReverted':
      return [...(event.data.removed ?? []).map(gone), ...(event.data.restored ?? []).map(restored)];
    case 'PositionOpened':
      return [opened(event.data.lot, null, true)];
    case 'PositionAdjusted':
      return [changed(event.data, true)];
    case 'PositionClosed':
      return closed(event.data, true);
    case 'PositionRemoved':
      return [gone(event.data.removed.position.positionId)];
    default:
      return event satisfies never;
  }
};
