import type { RepairRecord } from '../../../api/operations.ts';
import { useResource } from '../../../api/use-resource.ts';
import { Badge } from '../../../components/badge.tsx';
import { Empty } from '../../../components/empty.tsx';
import { counted, day, instant, seconds } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Table } from '../../../components/table.tsx';
import { ShortId } from '../short-id.tsx';

const changedRows = ({ projections }: RepairRecord): number =>
  projections
    .flatMap(({ tables }) => tables)
    .reduce((sum, { changed, missing, extra }) => sum + changed + missing + extra, 0);

/** Repairs, retries and skips, the newest first. */
export const Repairs = () => {
  const repairs = useResource<{ readonly repairs: readonly RepairRecord[] }>(
    '/api/v1/admin/projections/repairs',
  );
  return (
    <Loaded of={repairs}>
      {({ repairs: all }) =>
        all.length === 0 ? (
          <Empty title="Nothing was repaired yet">
            <p class="muted">
              A repair makes the rows of one portfolio, user or symbol anew. Begin one at{' '}
              <a href="/operations/projections">Read models</a>.
            </p>
          </Empty>
        ) : (
          <Table
            caption={counted(all.length, 'repair')}
            cards
            rows={all}
            keyOf={({ repair_id }) => repair_id}
            columns={[
              {
                id: 'key',
                title: 'Of',
                heading: true,
                cell: ({ key, key_kind }) => (
                  <>
                    {key_kind} <ShortId id={key} />
                  </>
                ),
              },
              { id: 'kind', title: 'What', cell: ({ kind }) => kind },
              {
                id: 'from',
                title: 'From',
                cell: ({ from_date }) => (from_date === null ? 'the start' : day(from_date)),
              },
              {
                id: 'rows',
                title: 'Rows changed',
                right: true,
                cell: (repair) => changedRows(repair),
              },
              {
                id: 'parked',
                title: 'Released',
                cell: ({ projections }) =>
                  projections.some(({ parked }) => parked !== null) ? (
                    <Badge tone="warn">still parked</Badge>
                  ) : (
                    <Badge tone="good">yes</Badge>
                  ),
              },
              { id: 'reason', title: 'Reason', cell: ({ reason }) => reason },
              { id: 'actor', title: 'By', cell: ({ actor }) => <ShortId id={actor.id} /> },
              {
                id: 'at',
                title: 'At',
                cell: ({ repaired_at, seconds: took }) => `${instant(repaired_at)} · ${seconds(took)}`,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
};
