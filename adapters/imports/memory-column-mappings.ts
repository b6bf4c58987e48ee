import {
  type ColumnMappings,
  MAPPINGS_PER_USER,
  type SavedMapping,
} from '../../application/ports/column-mappings.ts';

/** For tests and for the in-memory event store. */
export const createMemoryColumnMappings = (): ColumnMappings => {
  const kept = new Map<string, SavedMapping>();
  const of = (userId: string): readonly SavedMapping[] =>
    [...kept.values()]
      .filter((mapping) => mapping.userId === userId)
      .sort((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));
  const find: ColumnMappings['find'] = async (userId, mappingId) => {
    const mapping = kept.get(mappingId);
    return mapping?.userId === userId ? mapping : null;
  };
  return {
    save: async (mapping) => {
      const mine = of(mapping.userId);
      const known = mine.find(({ name }) => name.toLowerCase() === mapping.name.toLowerCase());
      if (known === undefined && mine.length >= MAPPINGS_PER_USER) return null;
      const saved = { ...mapping, mappingId: known?.mappingId ?? mapping.mappingId };
      kept.set(saved.mappingId, saved);
      return saved;
    },
    list: async (userId) => of(userId),
    find,
    remove: async (userId, mappingId) => (await find(userId, mappingId)) !== null && kept.delete(mappingId),
  };
};
