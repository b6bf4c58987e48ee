/** A number as a bar of text around zero, for terminals: `   ▇▇▇│      ` is negative. */
export const bar = (value: number, scale: number, width = 12): string => {
  const filled = Math.min(width, Math.round((Math.abs(value) / scale) * width));
  const left = value < 0 ? '▇'.repeat(filled).padStart(width) : ' '.repeat(width);
  const right = value > 0 ? '▇'.repeat(filled).padEnd(width) : ' '.repeat(width);
  return `${left}│${right}`;
};

/** Dollars with separators, without cents: `$1,234,567` or `-$12`. */
export const dollars = (amount: string): string => {
  const rounded = Math.round(Number(amount));
  return `${rounded < 0 ? '-' : ''}$${Math.abs(rounded).toLocaleString('en-US')}`;
};

export const percent = (fraction: number | null, digits = 1): string =>
  fraction === null ? 'n/a' : `${(fraction * 100).toFixed(digits)}%`;
