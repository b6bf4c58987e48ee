import { useState } from 'preact/hooks';
import type { Position, PositionPage, WhatIf as WhatIfBody } from '../../api/analytics.ts';
import { entryErrorsOf } from '../../api/entry-errors.ts';
import type { Resource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import {
  grouped,
  money,
  percent,
  signedMoney,
  signedPercent,
  statistic,
  toneOf,
} from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ComputedFigure } from '../../components/sourced.tsx';
import { Table } from '../../components/table.tsx';
import { mayEdit } from '../../state/may-edit.ts';
import type { Scope } from '../portfolio/scope.ts';
import { Apply } from './apply.tsx';
import { type Addition, type Draft, type DraftAction, tradesOf } from './draft.ts';
import type { Tried } from './use-what-if.ts';

type Props = {
  readonly scope: Scope;
  readonly positions: Resource<PositionPage> | null;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly tried: Tried;
};

const ROWS_AT_ONCE = 12;

const Holdings = ({
  held,
  draft,
  dispatch,
}: Pick<Props, 'draft' | 'dispatch'> & { readonly held: readonly Position[] }) => {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const rows = held.filter(({ symbol }) => symbol.toLowerCase().includes(wanted));
  if (held.length === 0) return null;
  return (
    <div class="stack-tight">
      <div class="filter-row">
        <TextField label="Find a position" type="search" value={text} onValue={setText} />
      </div>
      <Table
        key={wanted}
        caption="Quantities to try; 0 takes a position out"
        rows={rows}
        pageSize={ROWS_AT_ONCE}
        keyOf={({ position_id }) => position_id}
        order={{ column: 'value', descending: true }}
        columns={[
          {
            id: 'symbol',
            title: 'Position',
            heading: true,
            sortBy: ({ symbol }) => symbol,
            cell: ({ symbol }) => symbol,
          },
          {
            id: 'value',
            title: 'Held',
            right: true,
            sortBy: ({ market_value }) => (market_value === null ? null : Number(market_value)),
            cell: ({ market_value, quantity }) => (
              <>
                {grouped(quantity)}
                <div class="muted small">{money(market_value)}</div>
              </>
            ),
          },
          {
            id: 'tried',
            title: 'Try',
            right: true,
            cell: ({ position_id, symbol, quantity }) => (
              <input
                class="input input-small try-quantity"
                inputMode="decimal"
                aria-label={`Quantity of ${symbol} to try`}
                value={draft.quantities[position_id] ?? quantity}
                onInput={(event) =>
                  dispatch({
                    type: 'quantity',
                    positionId: position_id,
                    quantity: event.currentTarget.value,
                  })
                }
              />
            ),
          },
        ]}
      />
    </div>
  );
};

const Hedge = ({ lot, dispatch }: { readonly lot: Addition; readonly dispatch: Props['dispatch'] }) => {
  const set = (to: Partial<Omit<Addition, 'key'>>) => dispatch({ type: 'change', key: lot.key, to });
  return (
    <fieldset class="stack-tight">
      <legend class="label">{lot.kind === 'share' ? 'Share or fund' : 'Option'}</legend>
      <div class="fields">
        <TextField
          label={lot.kind === 'share' ? 'Symbol' : 'Underlying'}
          value={lot.symbol}
          onValue={(symbol) => set({ symbol })}
        />
        {lot.kind === 'option' ? (
          <>
            <SelectField
              label="Kind"
              value={lot.optionType}
              onValue={(value) => set({ optionType: value === 'CALL' ? 'CALL' : 'PUT' })}
              options={[
                { value: 'PUT', label: 'Put' },
                { value: 'CALL', label: 'Call' },
              ]}
            />
            <TextField
              label="Strike"
              inputMode="decimal"
              value={lot.strike}
              onValue={(strike) => set({ strike })}
            />
            <TextField
              label="Expiration"
              type="date"
              value={lot.expiration}
              onValue={(expiration) => set({ expiration })}
            />
          </>
        ) : null}
        <TextField
          label="Quantity"
          inputMode="decimal"
          hint={lot.kind === 'share' ? 'Negative for a short' : 'Contracts; negative when sold'}
          value={lot.quantity}
          onValue={(quantity) => set({ quantity })}
        />
      </div>
      <div class="actions">
        <Button small kind="quiet" onClick={() => dispatch({ type: 'drop', key: lot.key })}>
          Leave it out
        </Button>
      </div>
    </fieldset>
  );
};

type Line = {
  readonly id: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly tone: string;
};

const VALUES = [
  ['net_market_value', 'Net market value'],
  ['gross_exposure', 'Gross exposure'],
  ['cash_value', 'Cash'],
] as const;

const signedStatistic = (value: number | null): string =>
  value === null ? '–' : `${value > 0 ? '+' : ''}${statistic(value)}`;

export const linesOf = (found: WhatIfBody): readonly Line[] => [
  ...VALUES.map(([id, name]) => {
    const { before, after, change } = found.values[id];
    return { id, name, before: money(before), after: money(after), change: signedMoney(change), tone: '' };
  }),
  {
    id: 'volatility',
    name: 'Volatility, 63 days',
    before: percent(found.volatility.realized_volatility_63d.before),
    after: percent(found.volatility.realized_volatility_63d.after),
    change: signedPercent(found.volatility.realized_volatility_63d.change),
    tone: '',
  },
  ...found.factors.map(({ factor_id, name, beta }) => ({
    id: factor_id,
    name,
    before: statistic(beta.before),
    after: statistic(beta.after),
    change: signedStatistic(beta.change),
    tone: '',
  })),
];

export const lossLinesOf = (found: WhatIfBody): readonly Line[] =>
  found.stress.scenarios
    .toSorted(
      (a, b) =>
        (a.conditional.after?.fraction_of_equity ?? 0) - (b.conditional.after?.fraction_of_equity ?? 0),
    )
    .map(({ scenario_id, name, conditional: { before, after, change } }) => ({
      id: scenario_id,
      name,
      before: signedMoney(before?.pnl),
      after: signedMoney(after?.pnl),
      change: signedMoney(change?.pnl),
      tone: toneOf(change?.pnl),
    }));

const Compared = ({
  found,
  caption,
  lines,
}: {
  readonly found: WhatIfBody;
  readonly caption: string;
  readonly lines: readonly Line[];
}) => (
  <Table
    caption={caption}
    rows={lines}
    keyOf={({ id }) => id}
    columns={[
      { id: 'name', title: 'Figure', heading: true, cell: ({ name }) => name },
      { id: 'before', title: 'Now', right: true, cell: ({ before }) => before },
      {
        id: 'after',
        title: 'Then',
        right: true,
        cell: ({ name, before, after, change }) => (
          <ComputedFigure
            of={found}
            label={`${name}, tried out`}
            how={{
              formula: 'The formula of the calculation, on the positions that are tried out',
              convention: found.convention,
              observations: found.volatility.observations,
              inputs: [
                ['Now', before],
                ['Difference', change],
                ...found.positions.map(
                  (each) =>
                    [
                      each.symbol,
                      `${grouped(each.quantity.before)} → ${grouped(each.quantity.after)} at ${grouped(each.price)}`,
                    ] as const,
                ),
              ],
            }}
          >
            {after}
          </ComputedFigure>
        ),
      },
      {
        id: 'change',
        title: 'Difference',
        right: true,
        cell: ({ change, tone }) => <span class={tone}>{change}</span>,
      },
    ]}
  />
);

/** Other quantities and a hedge: factors and stress results move before anything is saved. */
export const WhatIf = ({ scope, positions, draft, dispatch, tried }: Props) => {
  const [applying, setApplying] = useState(false);
  const { found, problem, stale } = tried;
  const held = positions?.value?.positions.filter(({ status }) => status === 'open') ?? [];
  const isTried = Object.keys(draft.quantities).length > 0 || draft.additions.length > 0;
  const trades = found === null ? [] : tradesOf(found);
  return (
    <Panel
      title="What if"
      aside={
        isTried ? (
          <Button small kind="quiet" onClick={() => dispatch({ type: 'clear positions' })}>
            Back to what is held
          </Button>
        ) : null
      }
    >
      {scope.kind === 'portfolio' ? (
        <Holdings held={held} draft={draft} dispatch={dispatch} />
      ) : (
        <p class="muted">
          Add a hedge for all of them together. Quantities are changed on the page of their portfolio.
        </p>
      )}
      {draft.additions.map((lot) => (
        <Hedge key={lot.key} lot={lot} dispatch={dispatch} />
      ))}
      <div class="actions">
        <Button onClick={() => dispatch({ type: 'add', kind: 'share' })}>Add a share or fund</Button>
        <Button onClick={() => dispatch({ type: 'add', kind: 'option' })}>Add an option</Button>
      </div>
      {isTried && problem !== null ? (
        <Note tone="warn" title="This cannot be worked out" alert>
          {entryErrorsOf(problem).map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </Note>
      ) : null}
      <div aria-live="polite" class={stale ? 'stale stack' : 'stack'}>
        {!isTried || found === null || trades.length === 0 ? (
          <p class="muted">Change a quantity or add a hedge: nothing is saved before you say so.</p>
        ) : (
          <>
            <p class="row small">
              {trades.map((trade) => (
                <Badge key={`${trade.kind} ${trade.symbol}`} tone="accent">
                  {trade.kind} {grouped(trade.quantity)} {trade.symbol}
                </Badge>
              ))}
            </p>
            <div class="columns">
              <Compared found={found} caption="Values and factors" lines={linesOf(found)} />
              <Compared found={found} caption="Stress results, conditional" lines={lossLinesOf(found)} />
            </div>
            <p class="muted small">
              {found.convention}
              {found.positions.some(({ priced_by }) => priced_by === 'model')
                ? ' Options that nobody quoted are valued by Black–Scholes with a volatility of 25 %.'
                : ''}
            </p>
            {scope.kind === 'portfolio' && mayEdit() ? (
              <div class="actions">
                <Button kind="primary" onClick={() => setApplying(true)} busy={stale}>
                  Record these trades…
                </Button>
              </div>
            ) : null}
          </>
        )}
      </div>
      {applying && found !== null && scope.kind === 'portfolio' ? (
        <Apply
          portfolioId={scope.id}
          etag={positions?.etag ?? null}
          found={found}
          onClose={() => setApplying(false)}
          onConflict={() => positions?.reload()}
        />
      ) : null}
    </Panel>
  );
};
