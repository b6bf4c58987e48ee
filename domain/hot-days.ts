/** How long a row of a day is kept at hand: a year, and what the longest window reaches beyond it. The log keeps all. */
export const HOT_DAYS = 400;
