import type { IsoInstant } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { ok } from '../result.ts';
import type { AccessEvent, DataAccessed } from './events.ts';

export type AccessCommand = { readonly type: 'RecordAccess' } & DataAccessed['data'];

/** When each was last recorded, by who looked at what. */
export type AccessState = ReadonlyMap<string, IsoInstant>;

/** Paging through a list, and looking again after a moment, is one access. */
const SAME_ACCESS_MS = 10 * 60_000;

const keyOf = ({ accessedBy, action, portfolioId, reason }: DataAccessed['data']): string =>
  JSON.stringify([accessedBy, action, portfolioId, reason]);

/** Looking at another person's data is recorded, once in ten minutes for the same thing and reason. */
export const accessDecider: Decider<AccessCommand, AccessEvent, AccessState> = {
  initial: new Map(),
  decide: (command, state) => {
    const { type: _, ...data } = command;
    const last = state.get(keyOf(data));
    const recent = last !== undefined && Date.parse(data.accessedAt) - Date.parse(last) < SAME_ACCESS_MS;
    return ok(recent ? [] : [{ type: 'DataAccessed', data }]);
  },
  evolve: (state, { data }) => new Map(state).set(keyOf(data), data.accessedAt),
};
