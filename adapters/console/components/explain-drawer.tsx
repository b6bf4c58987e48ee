import type { Explanation } from '../api/types.ts';
import { useResource } from '../api/use-resource.ts';
import { type Explained, explained } from '../state/explained.ts';
import { Badge } from './badge.tsx';
import { Dialog } from './dialog.tsx';
import { count, day, grouped, instant, money } from './format.ts';
import { Loaded } from './loaded.tsx';
import { Table } from './table.tsx';

const shown = (value: string | number | null): string => {
  if (value === null) return 'not available';
  return typeof value === 'number' ? String(value).replace('-', '−') : grouped(value);
};

const EventLine = ({
  event,
  portfolioId,
}: {
  readonly event: NonNullable<Explanation['event']>;
  readonly portfolioId: string;
}) => (
  <>
    <a href={`/portfolios/${portfolioId}/audit?event=${event.event_id}`}>{event.type}</a>,{' '}
    {instant(event.recorded_at)}
    <br />
    <code>
      {event.stream} #{event.revision}, position {event.position}
    </code>
  </>
);

const Body = ({
  explanation,
  portfolioId,
}: {
  readonly explanation: Explanation;
  readonly portfolioId: string;
}) => (
  <>
    <div class="stack-tight">
      <p class="caption">{day(explanation.date)}</p>
      <p class="explain-value number">
        {shown(explanation.value)} <span class="muted small">{explanation.unit}</span>
      </p>
      {explanation.simulated ? (
        <p>
          <Badge tone="warn">simulated prices</Badge>
        </p>
      ) : null}
      {explanation.note === null ? null : <p>{explanation.note}</p>}
    </div>
    <div class="stack-tight">
      <h3>Formula</h3>
      <p class="formula">{explanation.formula}</p>
      <p class="muted small">{explanation.convention}</p>
    </div>
    <dl class="facts small">
      <dt>Observations</dt>
      <dd>{count(explanation.observations)}</dd>
      <dt>Window</dt>
      <dd>{explanation.window ?? '–'}</dd>
      <dt>Engine</dt>
      <dd>
        <code>{explanation.engine_version ?? '–'}</code>
      </dd>
      <dt>Written down by</dt>
      <dd>
        {explanation.event === null ? '–' : <EventLine event={explanation.event} portfolioId={portfolioId} />}
      </dd>
    </dl>
    {explanation.inputs.length === 0 ? null : (
      <Table
        caption={`Inputs (${explanation.inputs.length})`}
        columns={[
          { id: 'name', title: 'Input', cell: ({ name }) => name.replaceAll('_', ' '), heading: true },
          { id: 'value', title: 'Value', cell: ({ value }) => shown(value), right: true },
        ]}
        rows={explanation.inputs}
        keyOf={({ name }) => name}
      />
    )}
    {explanation.prices.length === 0 ? null : (
      <Table
        caption={`Prices (${explanation.prices.length})`}
        columns={[
          { id: 'symbol', title: 'Symbol', cell: ({ symbol }) => symbol, heading: true },
          { id: 'quantity', title: 'Quantity', cell: ({ quantity }) => grouped(quantity), right: true },
          { id: 'price', title: 'Price', cell: ({ price }) => grouped(price), right: true },
          {
            id: 'date',
            title: 'Of',
            cell: ({ price_date }) => <span class="number">{day(price_date)}</span>,
          },
          { id: 'value', title: 'Value', cell: ({ market_value }) => money(market_value), right: true },
          { id: 'basis', title: 'Basis', cell: ({ basis }) => basis.replaceAll('_', ' ') },
          { id: 'source', title: 'Source', cell: ({ source }) => source ?? 'came with the position' },
          {
            id: 'event',
            title: 'Event',
            cell: ({ event }) =>
              event === null ? (
                '–'
              ) : (
                <a href={`/portfolios/${portfolioId}/audit?event=${event.event_id}`}>{event.position}</a>
              ),
          },
        ]}
        rows={explanation.prices}
        keyOf={({ position_id }) => position_id}
      />
    )}
  </>
);

const Drawer = ({ about: { portfolioId, number, label, date } }: { readonly about: Explained }) => {
  const explanation = useResource<Explanation>(`/api/v1/audit/portfolios/${portfolioId}/explain`, {
    number,
    date,
  });
  return (
    <Dialog
      kind="drawer"
      title={`Where does ${label} come from?`}
      onClose={() => {
        explained.value = null;
      }}
    >
      <Loaded of={explanation} lines={8}>
        {(value) => <Body explanation={value} portfolioId={portfolioId} />}
      </Loaded>
    </Dialog>
  );
};

/** Once in the shell; any `Figure` opens it. */
export const ExplainDrawer = () =>
  explained.value === null ? null : (
    <Drawer about={explained.value} key={`${explained.value.number} ${explained.value.date}`} />
  );
