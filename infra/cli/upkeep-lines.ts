import type { RepairReport, RowDifference, Verification } from '../../application/ports/upkeep.ts';
import { table } from './table.ts';

const SHOWN_VALUE = 60;

const short = (value: string | null): string =>
  value === null ? 'null' : value.length > SHOWN_VALUE ? `${value.slice(0, SHOWN_VALUE)}…` : value;

const rowLines = ({ kind, key, columns }: RowDifference, [live, expected]: readonly [string, string]) => {
  const name = Object.values(key).join(' ');
  if (kind !== 'changed') return [`    ${kind} ${name}`];
  return columns.map(
    (column) =>
      `    changed ${name}: ${column.column} ${live} ${short(column.live)}, ${expected} ${short(column.expected)}`,
  );
};

export const repairLines = (report: RepairReport): readonly string[] => {
  const lines: string[] = [];
  for (const { projection, position, events, tables, parked } of report.projections) {
    lines.push(`${projection}: ${events} events up to position ${position}`);
    for (const { table: name, rows, changed, missing, extra, sample } of tables) {
      if (changed + missing + extra === 0) continue;
      lines.push(`  ${name}: ${rows} rows; ${missing} added, ${changed} changed, ${extra} removed`);
      for (const row of sample) lines.push(...rowLines(row, ['was', 'is']));
    }
    if (parked !== null) lines.push(`  still parked at position ${parked.position}: ${parked.error}`);
  }
  lines.push(`Done in ${(report.seconds * 1000).toFixed(0)} ms.`);
  return lines;
};

export const verificationLines = ({ projections, error }: Verification): readonly string[] => {
  const lines: string[] = [
    ...table(
      projections.map(({ projection, position, keys, events, differences }) => [
        projection,
        position === null ? 'not looked at: its tables are of another version' : `position ${position}`,
        position === null ? '' : `${keys ?? 'all'} keys`,
        position === null ? '' : `${events} events`,
        position === null ? '' : differences === 0 ? 'as the log says' : `${differences} rows differ`,
      ]),
    ),
  ];
  for (const { tables, repair } of projections) {
    for (const { table: name, changed, missing, extra, sample } of tables) {
      if (changed + missing + extra === 0) continue;
      lines.push(`  ${name}: ${changed} changed, ${missing} missing, ${extra} extra`);
      for (const row of sample) lines.push(...rowLines(row, ['is', 'should be']));
    }
    for (const command of repair) lines.push(`  mend with: ${command}`);
  }
  if (error !== null) lines.push(`Not verified: ${error}`);
  return lines;
};
