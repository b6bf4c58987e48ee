import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Projection, Projections } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge, type Tone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { count, grouped, instant, seconds } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { Live } from '../live.tsx';
import { RebuildDialog } from './rebuild-dialog.tsx';
import { RepairDialog } from './repair-dialog.tsx';
import { VerifyDialog } from './verify-dialog.tsx';

const TONES: Readonly<Record<Projection['state'], Tone>> = {
  live: 'good',
  'catching-up': 'accent',
  rebuilding: 'accent',
  failed: 'bad',
};

const State = ({ projection: { state, stalled, error } }: { readonly projection: Projection }) => (
  <div class="stack-tight">
    <span class="row">
      <Badge tone={TONES[state]}>{state}</Badge>
      {stalled ? <Badge tone="bad">stalled</Badge> : null}
    </span>
    {error === null ? null : <span class="loss small">{error}</span>}
  </div>
);

/** How far each read model is, and what can be done with them. */
export const ReadModels = () => {
  const models = useRefreshed<Projections>('/api/v1/admin/projections');
  const { path, route } = useLocation();
  const [open, setOpen] = useState<'rebuild' | 'verify' | 'repair' | null>(null);
  const names = models.value?.projections.map(({ name }) => name) ?? [];
  const close = (): void => setOpen(null);
  return (
    <>
      <div class="row-apart">
        <div class="actions">
          <Button kind="primary" onClick={() => setOpen('rebuild')}>
            Rebuild
          </Button>
          <Button onClick={() => setOpen('verify')}>Verify</Button>
          <Button onClick={() => setOpen('repair')}>Repair</Button>
        </div>
        <div class="row small muted">
          <Live of={models} />
        </div>
      </div>
      <Loaded of={models}>
        {({ head, projections }) => (
          <Table
            caption={`${projections.length} read models; the log is at ${grouped(head)}`}
            cards
            rows={projections}
            keyOf={({ name }) => name}
            columns={[
              {
                id: 'name',
                title: 'Read model',
                heading: true,
                sortBy: ({ name }) => name,
                cell: ({ name, version }) => (
                  <>
                    {name} <span class="muted small">v{version}</span>
                  </>
                ),
              },
              {
                id: 'state',
                title: 'State',
                sortBy: ({ state }) => state,
                cell: (projection) => <State projection={projection} />,
              },
              {
                id: 'lag',
                title: 'Lag',
                right: true,
                sortBy: ({ lag_events }) => Number(lag_events),
                cell: ({ lag_events, lag_seconds }) =>
                  lag_events === '0' ? '0' : `${grouped(lag_events)} · ${seconds(lag_seconds)}`,
              },
              {
                id: 'checkpoint',
                title: 'Checkpoint',
                right: true,
                cell: ({ checkpoint }) => grouped(checkpoint),
              },
              {
                id: 'parked',
                title: 'Parked keys',
                right: true,
                sortBy: ({ parked_keys }) => parked_keys,
                cell: ({ parked_keys, waiting_events }) =>
                  parked_keys === 0 ? (
                    '0'
                  ) : (
                    <a href={`${path}?tab=parked`}>
                      {count(parked_keys)} · {count(waiting_events)} events wait
                    </a>
                  ),
              },
              {
                id: 'verified',
                title: 'Verified',
                sortBy: ({ verified_at }) => verified_at,
                cell: ({ verified_at, differences }) =>
                  verified_at === null ? (
                    <span class="muted">never</span>
                  ) : (
                    <span class="row">
                      {instant(verified_at)}
                      <Badge tone={differences === 0 ? 'good' : 'bad'}>
                        {differences === 0 ? 'no drift' : `${count(differences)} rows differ`}
                      </Badge>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {open === 'rebuild' ? (
        <RebuildDialog names={names} onClose={close} onDone={() => route(`${path}?tab=rebuilds`)} />
      ) : null}
      {open === 'verify' ? (
        <VerifyDialog names={names} onClose={close} onDone={() => route(`${path}?tab=verifications`)} />
      ) : null}
      {open === 'repair' ? (
        <RepairDialog names={names} onClose={close} onDone={() => route(`${path}?tab=repairs`)} />
      ) : null}
    </>
  );
};
