import { bar, dollars, percent } from './bars.ts';

/** What the demo shows of one portfolio, as it came over HTTP. */
export type DemoResult = {
  readonly name: string;
  readonly date: string;
  readonly equity: string;
  readonly marketValue: string;
  readonly dayPnl: string;
  readonly totalPnl: string;
  readonly leverage: number | null;
  readonly beta: number | null;
  readonly volatility: number | null;
  readonly styles: readonly { readonly name: string; readonly beta: number | null }[];
  readonly worst: { readonly name: string; readonly dollars: string; readonly fraction: number } | null;
  readonly positions: number;
  readonly snapshots: number;
  readonly warnings: readonly string[];
};

const number = (value: number | null, digits = 2): string => (value === null ? 'n/a' : value.toFixed(digits));

const styleLines = (styles: DemoResult['styles']): readonly string[] => {
  const scale = Math.max(0.25, ...styles.map(({ beta }) => Math.abs(beta ?? 0)));
  return styles.map(({ name, beta }) =>
    beta === null
      ? `    ${name.padEnd(15)} not available: no held symbol has this beta`
      : `    ${name.padEnd(15)} ${number(beta).padStart(6)}  ${bar(beta, scale)}`,
  );
};

/** One portfolio as a block of text. */
export const reportLines = (result: DemoResult): readonly string[] => [
  '',
  `  ${result.name} — ${result.positions} positions, ${result.date}`,
  `    equity ${dollars(result.equity)}   market value ${dollars(result.marketValue)}   leverage ${number(result.leverage)}x`,
  `    P&L today ${dollars(result.dayPnl)}   P&L since entry ${dollars(result.totalPnl)}   (${result.snapshots} daily snapshots)`,
  `    beta ${number(result.beta)}   volatility ${percent(result.volatility)} a year`,
  ...(result.styles.length === 0 ? [] : styleLines(result.styles)),
  result.worst === null
    ? '    stress: nothing to shock, the portfolio has no factor exposure'
    : `    worst stress: ${result.worst.name}: ${dollars(result.worst.dollars)} (${percent(result.worst.fraction)} of equity)`,
  ...result.warnings.slice(0, 2).map((warning) => `    note: ${warning}`),
];
