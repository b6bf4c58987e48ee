/** What is not known is a dash, never a zero. */
const UNKNOWN = '–';

const signed = (text: string): string => (text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`);

/**
 * Groups the digits of an exact decimal without ever making a float of it: `-1234567.50` is `−1,234,567.50`. What is no
 * decimal, as a date, stays as it is.
 */
export const grouped = (decimal: string): string => {
  const [, minus, whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (minus === undefined) return decimal;
  return `${minus === '' ? '' : '−'}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
};

/** Rounded, its digits in groups; what rounds to nothing has no sign. */
const rounded = (value: number, digits: number): string => {
  const text = value.toFixed(digits);
  return grouped(/[1-9]/.test(text) ? text : text.replace('-', ''));
};

/** A price has its cents, and more decimals where it was more exact: `521.5` is `521.50`. */
export const unitPrice = (decimal: string): string => {
  const [whole = '', decimals = ''] = decimal.split('.');
  return grouped(`${whole}.${decimals.padEnd(2, '0')}`);
};

/** Dollars from an exact decimal, with its cents. */
export const money = (amount: string | null | undefined): string => {
  if (amount == null) return UNKNOWN;
  const text = grouped(amount);
  return text.startsWith('−') ? `−$${text.slice(1)}` : `$${text}`;
};

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });

/** Where there is little room: `$3.25M`. */
export const shortMoney = (amount: number): string =>
  `${amount < 0 ? '−' : ''}$${SHORT.format(Math.abs(amount))}`;

/** With a sign, for what was gained or lost. */
export const signedMoney = (amount: string | null | undefined): string => {
  if (amount == null) return UNKNOWN;
  return /[1-9]/.test(amount) && !amount.startsWith('-') ? `+${money(amount)}` : money(amount);
};

/** A fraction as percent: 0.0512 is `5.12 %`. */
export const percent = (fraction: number | null | undefined, digits = 2): string =>
  fraction == null ? UNKNOWN : `${rounded(fraction * 100, digits)} %`;

export const signedPercent = (fraction: number | null | undefined, digits = 2): string =>
  fraction == null ? UNKNOWN : `${signed(rounded(fraction * 100, digits))} %`;

export const statistic = (value: number | null | undefined, digits = 2): string =>
  value == null ? UNKNOWN : rounded(value, digits);

export const count = (value: number | null | undefined): string =>
  value == null ? UNKNOWN : value.toLocaleString('en-US');

/** `1 position`, `2 positions`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A calendar date, which has no zone: `28 Jun 2024`. */
export const day = (date: string | null | undefined): string =>
  date == null
    ? UNKNOWN
    : new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      });

/** An instant in the zone of whoever reads it. */
export const instant = (at: string | null | undefined): string =>
  at == null
    ? UNKNOWN
    : new Date(at).toLocaleString('en-GB', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });

/** A moment as the API takes it: a date, an instant, or a place in the log. */
export const momentText = (moment: string): string => {
  if (/^\d+$/.test(moment)) return `position ${moment}`;
  return moment.length === 10 ? day(moment) : instant(moment);
};

/** `4.2 s`, `1 min 12 s`. */
export const seconds = (value: number | null | undefined): string => {
  if (value == null) return UNKNOWN;
  if (value < 60) return `${value.toFixed(value < 10 ? 1 : 0)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
};

/** For the colour of an amount; the sign says it too. */
export const toneOf = (amount: string | number | null | undefined): 'gain' | 'loss' | '' => {
  const value = Number(amount ?? 0);
  if (value > 0) return 'gain';
  return value < 0 ? 'loss' : '';
};
