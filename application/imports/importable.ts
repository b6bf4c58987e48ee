import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { rowError } from '../../domain/import/report.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { AccountReading, FileReading } from './reading.ts';

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * An import is one event, and every valuation of the portfolio has a mark for each of its positions: both stay small
 * enough to be carried because a file brings at most `limits.importedPositions`. A reading of more says so as an error,
 * and goes on with the first of them, so that the rest of what it says can still be looked at.
 */
export const withinLimit = (reading: FileReading): FileReading => {
  const atMost = limits.importedPositions;
  const total = reading.accounts.reduce((sum, { positions }) => sum + positions.length, 0);
  if (total <= atMost) return reading;
  let left: number = atMost;
  let firstLine = 0;
  const accounts = reading.accounts.map((account): AccountReading => {
    const taken = Math.min(left, account.positions.length);
    left -= taken;
    if (left === 0 && firstLine === 0) firstLine = account.lines[taken] ?? 0;
    return {
      ...account,
      positions: account.positions.slice(0, taken),
      lines: account.lines.slice(0, taken),
      undated: account.undated.filter((at) => at < taken),
    };
  });
  const error = rowError(firstLine, '', {
    column: null,
    value: String(total),
    code: 'ERR_IMPORT_007',
    message: `The file has ${plural(total, 'position')}; an import brings at most ${atMost}.`,
  });
  return {
    ...reading,
    accounts,
    errors: [error, ...reading.errors].slice(0, limits.listedErrors),
    totalErrors: reading.totalErrors + 1,
  };
};

const refusedRows = ({ errors, totalErrors }: FileReading): Refusal => {
  const tooMany = errors.find(({ code }) => code === 'ERR_IMPORT_007');
  const malformed = errors.find(({ code }) => code === 'ERR_CSV_006');
  const rows = new Set(errors.map(({ row }) => row)).size;
  const count = `${plural(totalErrors, 'error')} in ${plural(rows, 'row')}; nothing was imported.`;
  const worst = tooMany ?? malformed;
  return refuse(worst === undefined ? 'ERR_PORT_008' : worst.code, {
    message: worst === undefined ? count : `${worst.message} ${count}`,
    details: { total_errors: totalErrors, ...(worst === undefined ? {} : { line: worst.row }), errors },
  });
};

/** The accounts of a reading that has neither errors nor, but for which accounts to take, open questions. */
export const importable = (reading: FileReading): Result<readonly AccountReading[], Refusal> => {
  if (reading.totalErrors > 0) return fail(refusedRows(reading));
  const open = reading.questions.filter(({ id }) => id !== 'accounts');
  if (open.length > 0) return fail(refuse('ERR_IMPORT_001', { details: { questions: open } }));
  return reading.accounts.some(({ positions }) => positions.length > 0)
    ? ok(reading.accounts)
    : fail(refuse('ERR_CSV_003'));
};
