import { type ColumnMapping, MAPPED_FIELDS, type MappedField } from '../../../application/imports/reading.ts';
import { orderShownBy } from '../../../domain/import/printed-date.ts';
import { showDecimalComma } from '../../../domain/import/printed-number.ts';
import { firstRowsOf } from '../fingerprint.ts';
import type { SourceFile, SourceRow } from '../format.ts';
import { placesOf } from '../table.ts';
import { comparableTitle } from '../titles.ts';
import { knownTitles } from './known-titles.ts';

/** How many rows below the header are looked at for decimal commas and the order of dates. */
const SAMPLED_ROWS = 200;

/** More columns than any table of positions has. */
const MAX_COLUMNS = 300;

export type Proposal = {
  readonly mapping: ColumnMapping;
  /** Index of the header among the rows. */
  readonly at: number;
  /** 0 to 1: how much of what a position needs was found. */
  readonly confidence: number;
  /** False where too little was found to read positions by. */
  readonly complete: boolean;
};

type Places = Readonly<Record<MappedField, number | null>>;

/** Words that mean something as a title, and anything as a part of one: a position id, the account balance. */
const TOO_LOOSE: ReadonlySet<string> = new Set([
  'position',
  'balance',
  'volume',
  'amount',
  'code',
  'class',
  'mark',
]);

/** `Ticker / Symbol`, `Shares owned`: a title that has a known one among its words. */
const loosePlaces = (header: readonly string[]): Places => {
  const texts = header.map(
    (title) => ` ${comparableTitle(title.slice(0, 100)).replace(/[^\p{L}\p{N}#']+/gu, ' ')} `,
  );
  const places = MAPPED_FIELDS.map((field) => {
    for (const known of knownTitles[field]) {
      const place = TOO_LOOSE.has(known) ? -1 : texts.findIndex((text) => text.includes(` ${known} `));
      if (place !== -1) return [field, place] as const;
    }
    return [field, null] as const;
  });
  return Object.fromEntries(places) as Record<MappedField, number | null>;
};

/** A column that two fields would claim belongs to the first of them; titles that are known well go before others. */
const claimed = (...ways: readonly Places[]): ReadonlyMap<MappedField, number> => {
  const fields = new Map<MappedField, number>();
  const taken = new Set<number>();
  for (const places of ways) {
    for (const field of MAPPED_FIELDS) {
      const place = places[field];
      if (place === null || taken.has(place) || fields.has(field)) continue;
      taken.add(place);
      fields.set(field, place);
    }
  }
  return fields;
};

/** A table can hold positions when it says of what, how many, and what they cost or are worth. */
const confidenceIn = (fields: ReadonlyMap<MappedField, number>): number => {
  const names = fields.has('symbol') || fields.has('description');
  const costs = fields.has('cost_per_share') || fields.has('cost_total');
  const worth = fields.has('price') || fields.has('market_value');
  // Two columns that are known are a start, which a person can complete.
  if (!names || !fields.has('quantity') || !(costs || worth)) return fields.size >= 2 ? 0.1 : 0;
  return 0.4 + (fields.has('symbol') ? 0.2 : 0) + (costs ? 0.3 : 0) + (fields.has('entry_date') ? 0.1 : 0);
};

const sampleOf = function* (rows: readonly SourceRow[], places: Iterable<number>): Generator<string> {
  const columns = [...places];
  for (const { fields } of rows) for (const column of columns) yield fields[column] ?? '';
};

const NUMBERS = ['quantity', 'price', 'market_value', 'cost_per_share', 'cost_total'] as const;

/** Reads the meaning of columns off their titles; null where no row looks like the header of a table of positions. */
export const proposeMapping = (file: SourceFile): Proposal | null => {
  if (file.kind !== 'delimited') return null;
  let best: {
    readonly at: number;
    readonly fields: ReadonlyMap<MappedField, number>;
    readonly score: number;
  } | null = null;
  for (const [at, row] of firstRowsOf(file).entries()) {
    const filled = row.fields.filter((field) => field !== '').length;
    if (filled < 2 || filled > MAX_COLUMNS) continue;
    const fields = claimed(placesOf(row.fields, knownTitles), loosePlaces(row.fields));
    const score = confidenceIn(fields);
    if (score > (best?.score ?? 0)) best = { at, fields, score };
  }
  if (best === null) return null;
  const { at, fields, score } = best;
  const header = file.rows[at]?.fields ?? [];
  const below = file.rows.slice(at + 1, at + 1 + SAMPLED_ROWS);
  const numbers = NUMBERS.flatMap((field) => fields.get(field) ?? []);
  const dates = fields.get('entry_date');
  const order = dates === undefined ? null : orderShownBy(sampleOf(below, [dates]));
  return {
    at,
    confidence: score,
    complete: score >= 0.4,
    mapping: {
      columns: Object.fromEntries([...fields].map(([field, place]) => [field, header[place] ?? ''])),
      ...(order === null ? {} : { dateFormat: order }),
      ...(showDecimalComma(sampleOf(below, numbers)) ? { decimalComma: true } : {}),
    },
  };
};
