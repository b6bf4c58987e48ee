import type { Figures, Mark } from '../../domain/valuation/valuation.ts';
import type { SnapshotRow } from '../ports/queries.ts';
import type { Draft } from './draft.ts';
import { SNAPSHOT_NUMBERS, wireName } from './snapshot-numbers.ts';

const NOTES: Readonly<Record<Figures['basis'], string | null>> = {
  recorded: null,
  reconstructed: 'Before the day the equity was stated: reconstructed from entry dates and prices.',
  imported: 'Imported from an earlier system as it stood there; it was not calculated here.',
};

/** A figure of a snapshot; null for what is none. */
export const ofSnapshot = (number: string, snapshot: SnapshotRow): Draft | null => {
  const known = SNAPSHOT_NUMBERS[number];
  if (known === undefined) return null;
  const { valuation } = snapshot;
  return {
    value: known.value(valuation),
    unit: known.unit,
    formula: known.formula,
    convention: known.convention,
    inputs: known.inputs.map((field) => ({
      name: wireName(field),
      value: valuation[field] as string | number | null,
    })),
    observations: null,
    window: valuation.previousDate === null ? null : `${valuation.previousDate} … ${valuation.date}`,
    engineVersion: snapshot.engineVersion,
    stream: 'valuation',
    eventId: snapshot.eventId,
    note: NOTES[valuation.basis],
  };
};

/** The value of one lot. */
export const ofPosition = (
  positionId: string,
  snapshot: SnapshotRow,
  marks: readonly Mark[],
): Draft | null => {
  const mark = marks.find((candidate) => candidate.positionId === positionId);
  if (mark === undefined) return null;
  return {
    value: mark.marketValue,
    unit: 'USD',
    formula: 'quantity × price × multiplier',
    convention:
      'raw close of the session; else the last close known; else the entry price, and it says which',
    inputs: [
      { name: 'quantity', value: mark.quantity },
      { name: 'price', value: mark.price },
      { name: 'price_basis', value: mark.basis },
      { name: 'price_date', value: mark.priceDate },
      { name: 'gain_since_entry', value: mark.gain },
    ],
    observations: null,
    window: null,
    engineVersion: snapshot.engineVersion,
    stream: 'valuation',
    eventId: snapshot.eventId,
    note: null,
  };
};
