import type { IsoDate } from '../../../domain/dates.ts';
import { parseEntryDate } from '../../../domain/import/fields.ts';
import { type DateOrder, orderShownBy, readPrintedDate } from '../../../domain/import/printed-date.ts';
import type { FieldError } from '../../../domain/import/report.ts';
import type { Statement } from '../format.ts';

export type DateRules = {
  readonly order: DateOrder | null;
  /** What the person said for rows without a date. */
  readonly entryDate: IsoDate | undefined;
  readonly today: IsoDate;
};

/** By what the person says, else the layout, else the dates of the file themselves. */
export const orderOf = (
  { dateFormat, holdings }: Pick<Statement, 'dateFormat' | 'holdings'>,
  said: 'iso' | 'mdy' | 'dmy' | undefined,
): DateOrder | null => {
  const given = said ?? dateFormat;
  if (given === 'mdy' || given === 'dmy') return given;
  return orderShownBy(
    (function* () {
      for (const { entryDate } of holdings) if (entryDate !== null) yield entryDate;
    })(),
  );
};

export type EntryDate =
  | { readonly kind: 'dated'; readonly date: IsoDate }
  /** `placeholder` stands in until the person has said the day. */
  | { readonly kind: 'undated'; readonly placeholder: IsoDate }
  | { readonly kind: 'ambiguous'; readonly readings: readonly [IsoDate, IsoDate]; readonly error: FieldError }
  | { readonly kind: 'wrong'; readonly error: FieldError };

export const entryDateOf = (printed: string | null, { order, entryDate, today }: DateRules): EntryDate => {
  const read = readPrintedDate(printed ?? '', order);
  const value = printed ?? '';
  switch (read.kind) {
    case 'invalid':
      return {
        kind: 'wrong',
        error: { column: 'entryDate', value, code: 'ERR_POS_013', message: 'The date cannot be read.' },
      };
    case 'ambiguous': {
      const [mdy, dmy] = read.readings;
      const message = `The date ${value} is ${mdy} with the month first and ${dmy} with the day first.`;
      return {
        kind: 'ambiguous',
        readings: read.readings,
        error: { column: 'entryDate', value, code: 'ERR_POS_032', message },
      };
    }
    case 'none':
    case 'date': {
      const date = read.kind === 'date' ? read.date : entryDate;
      if (date === undefined) return { kind: 'undated', placeholder: today };
      const checked = parseEntryDate(date, today);
      return checked.ok ? { kind: 'dated', date } : { kind: 'wrong', error: checked.error };
    }
    default:
      return read satisfies never;
  }
};
