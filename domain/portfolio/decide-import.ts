import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import type { Decimal } from '../decimal.ts';
import { refuse } from '../errors/refusal.ts';
import { type ImportId, type PortfolioId, uuid5 } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { PositionsImportReverted, PositionsReconciled } from './events.ts';
import type { Lots } from './lots.ts';
import type { Position } from './position.ts';
import { reconcile } from './reconcile.ts';
import { isEmpty, type Reconciliation, type ReimportedFile } from './reconciliation.ts';
import type { ShareRatio } from './share-split.ts';
import { undoImport } from './undo-import.ts';

export type ReimportPositions = {
  readonly type: 'ReimportPositions';
  readonly portfolioId: PortfolioId;
  readonly importId: ImportId;
  readonly fileSha256: string;
  /** New York date. */
  readonly importedOn: IsoDate;
  readonly file: ReimportedFile;
  /** The latest closes up to the day of the file, by priced symbol. */
  readonly lastCloseOf: (position: Position) => Decimal | null;
  readonly shareRatio: ShareRatio;
  readonly autoCalculate: boolean;
};

export type RevertImport = {
  readonly type: 'RevertImport';
  readonly portfolioId: PortfolioId;
  readonly importId: ImportId;
  readonly reason: string | null;
};

export type ImportCommand = ReimportPositions | RevertImport;

type ImportEvent = PositionsReconciled | PositionsImportReverted;
type Decided = ReturnType<Decider<ImportCommand, ImportEvent, unknown>['decide']>;

const NOTHING: Reconciliation = {
  opened: [],
  changed: [],
  closed: [],
  splits: [],
  unchanged: [],
  questions: [],
};

/** The import whose file this is, unless it was undone. */
export const importOfFile = ({ imports }: Lots, fileSha256: string): ImportId | null =>
  [...imports].find(([, told]) => told.fileSha256 === fileSha256)?.[0] ?? null;

/** What the file changes: nothing, when the same file was imported before. */
export const differenceOf = (
  state: Lots,
  { importId, fileSha256, file, lastCloseOf, shareRatio }: Omit<ReimportPositions, 'type' | 'autoCalculate'>,
): Reconciliation =>
  importOfFile(state, fileSha256) === null
    ? reconcile([...state.lots.values()], file, {
        lastCloseOf,
        shareRatio,
        newId: (ordinal) => uuid5(`${importId}:${ordinal}`),
      })
    : { ...NOTHING, unchanged: [...state.lots.keys()] };

const reimport = (command: ReimportPositions, state: Lots): Decided => {
  const { portfolioId, importId, fileSha256, importedOn, file, autoCalculate } = command;
  // The same command again.
  if (state.imports.has(importId) || state.reverted.has(importId)) return ok([]);
  const difference = differenceOf(state, command);
  const { questions, unchanged: _, ...applied } = difference;
  if (questions.length > 0) return fail(refuse('ERR_PORT_015', { details: { questions } }));
  if (isEmpty(difference)) return ok([]);
  return ok([
    {
      type: 'PositionsReconciled',
      data: { portfolioId, importId, fileSha256, importedOn, asOf: file.asOf, autoCalculate, ...applied },
    },
  ]);
};

const revert = ({ portfolioId, importId, reason }: RevertImport, state: Lots): Decided => {
  if (state.reverted.has(importId)) return ok([]);
  const undone = state.imports.get(importId);
  if (undone === undefined) {
    return fail(refuse('ERR_NOT_FOUND', { message: 'The portfolio has no such import.' }));
  }
  const data = { portfolioId, importId, reason, ...undoImport(state, importId, undone) };
  return ok([{ type: 'PositionsImportReverted', data }]);
};

export const decideImport = (command: ImportCommand, state: Lots): Decided => {
  switch (command.type) {
    case 'ReimportPositions':
      return reimport(command, state);
    case 'RevertImport':
      return revert(command, state);
    default:
      return command satisfies never;
  }
};
