import type { IsoDate } from '../dates.ts';
import type { ImportId, PositionId } from '../ids.ts';
import type {
  PositionEvent,
  PositionsImported,
  PositionsImportReverted,
  PositionsReconciled,
} from './events.ts';
import type { LotClosure, PortfolioLot, StatedLot } from './lot.ts';

/** What an import did to one lot: the lot before it (null when the import brought it), and what it became. */
export type ImportEffect = { readonly before: PortfolioLot | null; readonly after: readonly PositionId[] };

export type PortfolioImport = {
  readonly kind: 'first' | 'reconciliation';
  readonly fileSha256: string;
  readonly importedOn: IsoDate;
  readonly effects: readonly ImportEffect[];
};

/** What undoing an import did. */
export type RevertedImport = {
  readonly import: PortfolioImport;
  readonly removed: readonly PositionId[];
  readonly restored: readonly PositionId[];
  readonly stayed: readonly PositionId[];
};

/** The lots of a portfolio, in the order in which they came, and what each import did to them. */
export type Lots = {
  readonly lots: ReadonlyMap<PositionId, PortfolioLot>;
  readonly removedLots: ReadonlySet<PositionId>;
  readonly imports: ReadonlyMap<ImportId, PortfolioImport>;
  readonly reverted: ReadonlyMap<ImportId, RevertedImport>;
};

export const NO_LOTS: Lots = {
  lots: new Map(),
  removedLots: new Set(),
  imports: new Map(),
  reverted: new Map(),
};

type LotsEvent = PositionsImported | PositionsReconciled | PositionsImportReverted | PositionEvent;

const idOf = ({ position }: StatedLot): PositionId => position.positionId;

/** Puts the parts of a closed lot in its place; says what they are. */
const close = (
  lots: Map<PositionId, PortfolioLot>,
  { before, closed, remainder }: LotClosure,
  changedBy: ImportId | null,
): ImportEffect => {
  const was = lots.get(idOf(before)) ?? null;
  const parts = remainder === null ? [closed] : [remainder, closed];
  for (const part of parts) lots.set(idOf(part), { ...part, importId: was?.importId ?? null, changedBy });
  return { before: was, after: parts.map(idOf) };
};

const change = (
  lots: Map<PositionId, PortfolioLot>,
  after: StatedLot,
  changedBy: ImportId | null,
): ImportEffect => {
  const was = lots.get(idOf(after)) ?? null;
  lots.set(idOf(after), { ...after, importId: was?.importId ?? null, changedBy });
  return { before: was, after: [idOf(after)] };
};

const open = (
  lots: Map<PositionId, PortfolioLot>,
  lot: StatedLot,
  importId: ImportId | null,
): ImportEffect => {
  lots.set(idOf(lot), { ...lot, importId, changedBy: importId });
  return { before: null, after: [idOf(lot)] };
};

const revert = (
  state: Lots,
  lots: Map<PositionId, PortfolioLot>,
  { importId, removed, restored = [], stayed = [] }: PositionsImportReverted['data'],
): Lots => {
  const undone = state.imports.get(importId);
  if (undone === undefined) return state;
  const gone =
    removed ?? [...lots.values()].filter((lot) => lot.importId === importId).map((lot) => idOf(lot));
  for (const id of gone) lots.delete(id);
  for (const lot of restored) lots.set(idOf(lot), lot);
  const imports = new Map(state.imports);
  imports.delete(importId);
  const outcome = { import: undone, removed: gone, restored: restored.map(idOf), stayed };
  return { ...state, lots, imports, reverted: new Map(state.reverted).set(importId, outcome) };
};

/** The lots after an event about them. */
export const evolveLots = (state: Lots, event: LotsEvent): Lots => {
  const lots = new Map(state.lots);
  switch (event.type) {
    case 'PositionsImported': {
      const { importId, fileSha256, importedOn, positions } = event.data;
      const effects = positions.map((position) => open(lots, { position, statedOn: importedOn }, importId));
      const told = { kind: 'first', fileSha256, importedOn, effects } as const;
      return { ...state, lots, imports: new Map(state.imports).set(importId, told) };
    }
    case 'PositionsReconciled': {
      const { importId, fileSha256, importedOn, opened, changed, closed } = event.data;
      const effects = [
        ...changed.map(({ after }) => change(lots, after, importId)),
        ...closed.map((closure) => close(lots, closure, importId)),
        ...opened.map((lot) => open(lots, lot, importId)),
      ];
      const told = { kind: 'reconciliation', fileSha256, importedOn, effects } as const;
      return { ...state, lots, imports: new Map(state.imports).set(importId, told) };
    }
    case 'PositionsImportReverted':
      return revert(state, lots, event.data);
    case 'PositionOpened':
      open(lots, event.data.lot, null);
      return { ...state, lots };
    case 'PositionAdjusted':
      change(lots, event.data.after, null);
      return { ...state, lots };
    case 'PositionClosed':
      close(lots, event.data, null);
      return { ...state, lots };
    case 'PositionRemoved': {
      const id = idOf(event.data.removed);
      lots.delete(id);
      return { ...state, lots, removedLots: new Set(state.removedLots).add(id) };
    }
    default:
      return event satisfies never;
  }
};
