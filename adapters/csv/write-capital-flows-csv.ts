import type { CapitalFlowRow } from '../../application/ports/queries.ts';
import { writeCsv } from './write-csv.ts';

/** Contributions and withdrawals as a file for spreadsheets; amounts are positive, the type says the direction. */
export const writeCapitalFlowsCsv = (flows: readonly CapitalFlowRow[]): string =>
  writeCsv(
    ['Date', 'Type', 'Amount', 'Notes', 'Recorded At', 'Corrected At', 'Id'],
    flows.map(({ date, kind, amount, notes, recordedAt, correctedAt, flowId }) => [
      date,
      kind,
      amount,
      notes,
      recordedAt,
      correctedAt,
      flowId,
    ]),
  );
