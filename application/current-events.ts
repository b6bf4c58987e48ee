import { upcasting as allUpcasting, type Upcasting } from './evolution/upcasting.ts';
import type { EventPage, EventStore, RecordedEvent } from './ports/event-store.ts';
import type { PersonalData } from './privacy/personal-data.ts';

async function* opened(
  pages: AsyncIterable<EventPage>,
  open: (events: readonly RecordedEvent[]) => Promise<readonly RecordedEvent[]>,
): AsyncGenerator<EventPage, void, undefined> {
  for await (const page of pages) yield { ...page, events: await open(page.events) };
}

/**
 * The log as the program of today sees it, and the one seam between the two: every reader gets events in their newest
 * version with personal data opened, and what is appended is sealed. `log` holds them as they were recorded; the hash
 * chain and the export are made from that.
 */
export const createCurrentEvents = (
  log: EventStore,
  personalData: PersonalData,
  upcasting: Upcasting = allUpcasting,
): EventStore => {
  const open = async (events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> =>
    (await personalData.open(events)).map(upcasting.upcast);
  return {
    ...log,
    append: async (stream, expected, events) => log.append(stream, expected, await personalData.seal(events)),
    readStream: async (stream, options) => open(await log.readStream(stream, options)),
    readAll: async (options) => {
      const page = await log.readAll(options);
      return { ...page, events: await open(page.events) };
    },
    follow: (options) => opened(log.follow(options), open),
  };
};
