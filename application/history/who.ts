import type { Actor } from '../ports/event-store.ts';

export type Onlooker = { readonly userId: string; readonly ownerId: string | null };

const PROCESSES: Readonly<Record<string, string>> = { calculator: 'The calculator' };

/** Who did it, as the subject of a sentence. People are told apart without a name: names are not in the log's reach. */
export const whoOf = (actor: Actor, { userId, ownerId }: Onlooker): string => {
  if (actor.kind === 'process') return PROCESSES[actor.name] ?? `The process “${actor.name}”`;
  const person = (id: string, asObject: boolean): string => {
    if (id === userId) return asObject ? 'you' : 'You';
    const noun = id === ownerId ? 'the owner' : 'another user';
    return asObject ? noun : `${noun[0]?.toUpperCase() ?? ''}${noun.slice(1)}`;
  };
  if (actor.impersonatorId === undefined) return person(actor.userId, false);
  const administrator = actor.impersonatorId === userId ? 'You, as an administrator,' : 'An administrator,';
  return `${administrator} on behalf of ${actor.userId === ownerId ? (ownerId === userId ? 'you' : 'the owner') : person(actor.userId, true)},`;
};
