import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedCash, printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';
import { comparableTitle } from '../titles.ts';

/** DEGIRO names the columns in the language of the person, and has named them otherwise over the years. */
const titles = {
  product: ['product', 'produkt', 'produit', 'prodotto', 'producto', 'produto'],
  identity: [
    'symbol/isin',
    'symbool/isin',
    'symbole/isin',
    'simbolo/isin',
    'símbolo/isin',
    'ticker/isin',
    'isin',
    'codice',
  ],
  quantity: [
    'amount',
    'quantity',
    'anzahl',
    'aantal',
    'quantité',
    'quantità',
    'cantidad',
    'quantidade',
    'suma',
    'ilość',
    'množství',
    'antal',
  ],
  price: [
    'closing',
    'close',
    'closing price',
    'kurs',
    'schlusskurs',
    'schlußkurs',
    'slotkoers',
    'koers',
    'clôture',
    'ultimo',
    'precio de',
    'precio de cierre',
    'preço de fecho',
    'uzavírací',
  ],
  local: [
    'local value',
    'wert',
    'lokaler wert',
    'wert in lokaler währung',
    'lokale waarde',
    'valeur locale',
    'montant en devise locale',
    'montant en devises',
    'valore',
    'valore locale',
    'valor local',
    'lokalna wartość',
    'hodnota',
  ],
};

/** Only a list of transactions has a day, in whatever language. */
const DAY_TITLES = new Set(['date', 'datum', 'data', 'fecha', 'dato', 'päivämäärä', 'ημερομηνία']);

const ISIN = /\b[A-Z]{2}[A-Z0-9]{9}\d\b/;
const CURRENCY = /^[A-Z]{3}$/;
const COMMA = /\d,\d{1,4}$/;
const WITH_CURRENCY = /^([A-Z]{3}) (-?[\d.,']+)$/;

/** `AEHR | US00760J1088` has both; the ticker is the better name where there is one. */
const symbolOf = (identity: string): string => {
  const [first] = identity.split('|');
  return first === undefined || first.trim() === '' ? identity : first.trim();
};

/**
 * The local value is a currency and, in the column without a title after it, an amount. Older files have both in one
 * cell, there always with a point, whatever the other columns use.
 */
const localValue = (
  cells: readonly string[],
  decimalComma: boolean,
): { readonly currency: string | null; readonly value: string | null } => {
  const [first = '', second = ''] = cells.map((cell) => cell.trim());
  const [, currency, value] = WITH_CURRENCY.exec(first) ?? [];
  if (currency !== undefined && value !== undefined) {
    return { currency, value: decimalComma ? value.replace('.', ',') : value };
  }
  if (CURRENCY.test(first)) return { currency: first, value: second === '' ? null : second };
  if (CURRENCY.test(second)) return { currency: second, value: first === '' ? null : first };
  return { currency: null, value: first === '' ? null : first };
};

/** `Value in CHF` */
const BASE_TITLE = / [A-Z]{3}$/;

/** No file of DEGIRO's says what a holding has cost, or on which day it was made. */
export const degiroPortfolio = tableFormat({
  id: 'degiro-portfolio',
  broker: 'DEGIRO',
  name: 'DEGIRO portfolio',
  download: 'Portfolio > Export (the arrow at the top right) > CSV (Portfolio.csv).',
  titles,
  needed: ['product', 'identity', 'quantity'],
  telling: ({ header, sample }) => {
    if (header.fields.some((title) => DAY_TITLES.has(comparableTitle(title)))) return 0;
    const inBase = header.fields.some((title) => BASE_TITLE.test(title.trim())) ? 0.5 : 0;
    const identified = sample.some(({ cell }) => ISIN.test(cell('identity') ?? ''));
    return 0.3 + inBase + (identified ? 0.2 : 0);
  },
  read: async ({ header, rows, sample }) => {
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    const localAt = header.fields.findIndex((title) => titles.local.includes(comparableTitle(title)));
    const baseAt = header.fields.findLastIndex((title) => BASE_TITLE.test(title.trim()));
    const baseCurrency = baseAt < 0 ? null : (header.fields[baseAt]?.trim().slice(-3) ?? null);
    /** The unnamed column belongs to the titled one before it. */
    const unnamed = localAt >= 0 && header.fields[localAt + 1]?.trim() === '';
    const decimalComma = sample.some(
      ({ fields, cell }) => COMMA.test(cell('price') ?? '') || COMMA.test(fields[baseAt]?.trim() ?? ''),
    );
    for await (const { line, fields, cell } of rows) {
      const product = cell('product');
      const identity = cell('identity');
      const quantity = cell('quantity');
      const local = localValue(
        localAt < 0 ? [] : fields.slice(localAt, localAt + (unnamed ? 2 : 1)),
        decimalComma,
      );
      const inBase = baseAt < 0 ? null : fields[baseAt]?.trim() || null;
      if (product !== null && identity === null && quantity === null) {
        const [, named] = /\(([A-Z]{3})\)/.exec(product) ?? [];
        const ownCurrency = local.value !== null && local.currency !== null;
        const amount = ownCurrency ? local.value : (inBase ?? local.value);
        const currency = ownCurrency ? local.currency : (baseCurrency ?? named ?? null);
        if (amount === null) {
          skipped.push(skippedRow(line, null, 'no_holding', 'The row has no amount.'));
        } else {
          holdings.push({ ...printedCash(line, 'DEGIRO', amount, currency), description: product });
        }
      } else if (identity === null || quantity === null) {
        skipped.push(skippedRow(line, identity, 'no_holding', 'The row names no security, or no quantity.'));
      } else {
        holdings.push(
          printedHolding({
            line,
            account: 'DEGIRO',
            symbol: symbolOf(identity),
            description: product,
            quantity,
            price: cell('price'),
            marketValue: local.value,
            currency: local.currency,
          }),
        );
      }
    }
    return {
      asOf: null,
      accounts: [{ key: 'DEGIRO', name: 'DEGIRO' }],
      holdings,
      totals: [],
      skipped,
      decimalComma,
      dateFormat: null,
    };
  },
});
