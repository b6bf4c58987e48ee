import { firstRowsOf } from '../fingerprint.ts';
import type { OtherFormat, SourceFile, SourceRow } from '../format.ts';
import { titlesIn } from '../titles.ts';

/** Titles of the column that says when, and of the one that says what was done, in several languages. */
const WHEN =
  /^(?:date|trade ?date|transaction ?date|run date|activity date|order date|process date|settle(?:ment)? ?date|exec date|date\/time|time|timestamp.*|datetime|datum|date de .*|fecha|data|buchungstag|buchungsdatum|handelsdatum|valuta|kaufdatum)$/;
const WHAT =
  /^(?:action|type|side|way|direction|event|category|transaction|operation|transaction ?type|activity ?type|trans(?:action)? code|transaction description|description|details|order type|buy\s?\/\s?sell|b\/s|typ|art|typ av transaktion|type mutatie|type de transaction|opération|tipo|operación|operazione|omschrijving|buchungstext|vorgang)$/;
/** What is done in the rows of a history. */
const DONE =
  /\b(?:buy|sell|bought|sold|purchased?|dividends?|div|deposits?|withdraw(?:al|n)?s?|interest|transfers?|redemption|contribution|reinvest(?:ment|ed)?|koop|verkoop|achat|vente|kauf|verkauf|köp|sälj|uttag|insättning|compra|venta|acquisto|vendita|dividende|dividendo|ausschüttung)\b/i;

const ROWS_LOOKED_AT = 20;

const columnsOf = ({ fields }: SourceRow, title: RegExp): readonly number[] =>
  [...titlesIn(fields)].flatMap(([name, place]) => (title.test(name) ? [place] : []));

const looksLikeHistory = (file: SourceFile): boolean => {
  if (file.kind !== 'delimited') return false;
  return firstRowsOf(file).some((row, at) => {
    const what = columnsOf(row, WHAT);
    if (what.length === 0 || columnsOf(row, WHEN).length === 0) return false;
    const below = file.rows.slice(at + 1, at + 1 + ROWS_LOOKED_AT);
    const done = below.filter(({ fields }) =>
      what.some((column) => DONE.test((fields[column] ?? '').slice(0, 100))),
    );
    return done.length > 0 && done.length * 2 >= below.length;
  });
};

/** A table of what was done on which day, whoever made it. */
export const likelyHistory: OtherFormat = {
  id: 'transactions',
  what: 'a transaction history',
  instead:
    'Download your positions (holdings, portfolio) from the same broker instead, or fill in our template.',
  recognise: (file) => (looksLikeHistory(file) ? 0.75 : 0),
};
