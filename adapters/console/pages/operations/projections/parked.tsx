import type { ParkedKey, Repair, SkippedEvent } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Button } from '../../../components/button.tsx';
import { Empty } from '../../../components/empty.tsx';
import { count, counted, grouped, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { toast } from '../../../components/toast.tsx';
import { ask } from '../orders.tsx';
import { ShortId } from '../short-id.tsx';

const PATH = '/api/v1/admin/projections/parked-keys';

const sayWhether = ({ projections }: Repair): void => {
  const still = projections.find(({ parked }) => parked !== null)?.parked;
  if (still != null) toast(`It is parked still, at ${still.position}: ${still.error}`, { bad: true });
};

const retry = ({ projection, key }: ParkedKey, onDone: () => void): void =>
  ask<Repair>({
    title: `Try ${projection} again?`,
    what: (
      <p>
        The events that wait are applied, as far as they can be. Of use after what stopped them was mended.
      </p>
    ),
    verb: 'Try again',
    path: `${PATH}/retry`,
    body: (reason) => ({ projection, key, reason }),
    done: 'Tried again.',
    onDone: (repair) => {
      sayWhether(repair);
      onDone();
    },
  });

const skip = ({ projection, key, position, event_type }: ParkedKey, onDone: () => void): void =>
  ask<Repair>({
    title: `Skip an event in ${projection}?`,
    what: (
      <p>
        {event_type} at {grouped(position)} is passed over in this read model for ever, also by rebuilds. It
        stays in the log; what people see lacks what it says.
      </p>
    ),
    verb: 'Skip it for ever',
    danger: true,
    path: `${PATH}/skip`,
    body: (reason) => ({ projection, key, position, reason }),
    done: 'Skipped.',
    onDone: (repair) => {
      sayWhether(repair);
      onDone();
    },
  });

type Held = { readonly parked: readonly ParkedKey[]; readonly skipped: readonly SkippedEvent[] };

/** Keys that wait since an event that could not be applied, and events that somebody has skipped. */
export const Parked = () => {
  const held = useRefreshed<Held>(PATH);
  return (
    <Loaded of={held}>
      {({ parked, skipped }) => (
        <>
          {parked.length === 0 ? (
            <Empty title="No key is parked">
              <p class="muted">
                Where an event cannot be applied, its portfolio, user or symbol waits here and everything else
                goes on.
              </p>
            </Empty>
          ) : (
            <Table
              caption={counted(parked.length, 'parked key')}
              cards
              rows={parked}
              keyOf={({ projection, key }) => `${projection} ${key}`}
              columns={[
                {
                  id: 'projection',
                  title: 'Read model',
                  heading: true,
                  cell: ({ projection }) => projection,
                },
                { id: 'key', title: 'Key', cell: ({ key }) => <ShortId id={key} /> },
                {
                  id: 'event',
                  title: 'At',
                  cell: ({ event_type, position }) => `${event_type} · ${grouped(position)}`,
                },
                { id: 'error', title: 'Why', cell: ({ error }) => <span class="loss">{error}</span> },
                { id: 'waiting', title: 'Waiting', right: true, cell: ({ waiting }) => count(waiting) },
                {
                  id: 'tried',
                  title: 'Tried',
                  cell: ({ attempts, tried_at }) => `${counted(attempts, 'time')}, ${instant(tried_at)}`,
                },
                {
                  id: 'actions',
                  title: 'Do',
                  cell: (key) => (
                    <span class="row">
                      <Button small onClick={() => retry(key, held.reload)}>
                        Retry<span class="visually-hidden"> {key.projection}</span>
                      </Button>
                      <Button small kind="danger" onClick={() => skip(key, held.reload)}>
                        Skip<span class="visually-hidden"> in {key.projection}</span>
                      </Button>
                    </span>
                  ),
                },
              ]}
            />
          )}
          {skipped.length === 0 ? null : (
            <Table
              caption={`${counted(skipped.length, 'event')} skipped for ever`}
              cards
              rows={skipped}
              keyOf={({ projection, event_id }) => `${projection} ${event_id}`}
              columns={[
                {
                  id: 'projection',
                  title: 'Read model',
                  heading: true,
                  cell: ({ projection }) => projection,
                },
                {
                  id: 'event',
                  title: 'Event',
                  cell: ({ event_type, position }) => `${event_type} · ${grouped(position)}`,
                },
                { id: 'reason', title: 'Reason', cell: ({ reason }) => reason },
                { id: 'actor', title: 'By', cell: ({ actor }) => <ShortId id={actor.id} /> },
                { id: 'at', title: 'At', cell: ({ skipped_at }) => instant(skipped_at) },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  );
};
