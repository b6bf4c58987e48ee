import type { IsoInstant } from '../../domain/dates.ts';
import type { ColumnMapping } from '../imports/reading.ts';

export type SavedMapping = {
  readonly mappingId: string;
  readonly userId: string;
  /** Unique among a person's, whatever the case of its letters. */
  readonly name: string;
  readonly mapping: ColumnMapping;
  readonly savedAt: IsoInstant;
};

export const MAPPINGS_PER_USER = 100;

/** What a person has said of the columns of their files, by name. */
export type ColumnMappings = {
  /** In place of the one of that name, whose id it keeps. Null when the person has `MAPPINGS_PER_USER` already. */
  readonly save: (mapping: SavedMapping) => Promise<SavedMapping | null>;
  /** By name. */
  readonly list: (userId: string) => Promise<readonly SavedMapping[]>;
  readonly find: (userId: string, mappingId: string) => Promise<SavedMapping | null>;
  /** False when there was none. */
  readonly remove: (userId: string, mappingId: string) => Promise<boolean>;
};
