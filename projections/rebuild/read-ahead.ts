import type { EventPage, EventStore, Position } from '../../application/ports/event-store.ts';

/**
 * The log between two positions, page by page: the next one is read while the last is worked on. Nothing beyond `to`
 * is in a page.
 */
export async function* readAhead(
  store: Pick<EventStore, 'readAll'>,
  options: {
    readonly from: Position;
    readonly to: Position;
    readonly types: readonly string[];
    readonly pageSize: number;
  },
): AsyncGenerator<Omit<EventPage, 'caughtUp'>> {
  const { from, to, types, pageSize } = options;
  if (from >= to) return;
  const read = (after: Position): Promise<EventPage> => {
    const page = store.readAll({ after, limit: pageSize, filter: { types } });
    // Heard when its turn comes, also when that never does.
    page.catch(() => {});
    return page;
  };
  let coming: Promise<EventPage> | null = read(from);
  while (coming !== null) {
    const page: EventPage = await coming;
    const { events, checkpoint } = page;
    const beyond: boolean = checkpoint >= to;
    coming = beyond ? null : read(checkpoint);
    yield beyond
      ? { events: events.filter(({ position }) => position <= to), checkpoint: to }
      : { events, checkpoint };
  }
}
