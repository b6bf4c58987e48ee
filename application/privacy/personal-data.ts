import { z } from 'zod';
import { PERSONAL_MEMBERS } from '../../domain/personal-data.ts';
import type { NewEvent, RecordedEvent } from '../ports/event-store.ts';
import type { PersonalKeys } from '../ports/personal-keys.ts';
import { seal, unseal } from './seal.ts';

const ofPerson = z.looseObject({ userId: z.string(), sealed: z.string().optional() });
const members = z.record(z.string(), z.json());

const isPersonal = ({ type }: { readonly type: string }): boolean => Object.hasOwn(PERSONAL_MEMBERS, type);

/** Binds what is sealed to its event's type and person, so that it cannot be moved to another. */
const contextOf = (type: string, userId: string): string => `event:${type}:${userId}`;

const sealEvent = async (keys: PersonalKeys, event: NewEvent): Promise<NewEvent> => {
  const names = PERSONAL_MEMBERS[event.type] ?? [];
  const data = ofPerson.parse(event.data);
  const personal = Object.fromEntries(names.map((name) => [name, data[name]]));
  const open = Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));
  const key = await keys.ensure(data.userId);
  if (key === null) throw new Error(`${event.type} would name a person who was forgotten`);
  const plain = Buffer.from(JSON.stringify(personal), 'utf8');
  return { ...event, data: { ...open, sealed: seal(key, contextOf(event.type, data.userId), plain) } };
};

/** With its personal members as they were written, or null for somebody who is forgotten. */
const openEvent = (keys: Awaited<ReturnType<PersonalKeys['find']>>, event: RecordedEvent): RecordedEvent => {
  const { sealed, ...data } = ofPerson.parse(event.data);
  const key = keys.get(data.userId);
  if (key === 'forgotten' || (key === undefined && sealed !== undefined)) {
    const forgotten = Object.fromEntries((PERSONAL_MEMBERS[event.type] ?? []).map((name) => [name, null]));
    return { ...event, data: { ...data, ...forgotten } };
  }
  if (sealed === undefined || key === undefined) return event;
  const plain = unseal(key, contextOf(event.type, data.userId), sealed).toString('utf8');
  return { ...event, data: { ...data, ...members.parse(JSON.parse(plain)) } };
};

export type PersonalData = {
  readonly seal: (events: readonly NewEvent[]) => Promise<readonly NewEvent[]>;
  /** One look for keys per call, and none when nothing is personal. */
  readonly open: (events: readonly RecordedEvent[]) => Promise<readonly RecordedEvent[]>;
};

/** What names people in the log is sealed on the way in and opened on the way out: see docs/privacy.md. */
export const createPersonalData = (keys: PersonalKeys): PersonalData => ({
  seal: (events) =>
    Promise.all(events.map((event) => (isPersonal(event) ? sealEvent(keys, event) : Promise.resolve(event)))),
  open: async (events) => {
    const personal = events.filter(isPersonal);
    if (personal.length === 0) return events;
    const userIds = new Set(personal.map(({ data }) => ofPerson.parse(data).userId));
    const found = await keys.find([...userIds]);
    return events.map((event) => (isPersonal(event) ? openEvent(found, event) : event));
  },
});
