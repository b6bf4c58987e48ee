import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Computed } from '../api/analytics.ts';
import type { Scope } from '../pages/portfolio/scope.ts';
import { Badge } from './badge.tsx';
import { Dialog } from './dialog.tsx';
import { Figure } from './figure.tsx';
import { count, day } from './format.ts';
import { Table } from './table.tsx';

/** How a figure was made that is computed when it is read. */
export type How = {
  readonly formula: string;
  readonly convention?: string | undefined;
  readonly observations?: number | null | undefined;
  readonly window?: string | undefined;
  /** What went into it, as it is shown. */
  readonly inputs?: readonly (readonly [name: string, value: string])[] | undefined;
};

type Props = {
  readonly of: Pick<Computed, 'calculation_date' | 'simulated' | 'engine_version'>;
  readonly label: string;
  readonly how: How;
  readonly class?: string;
  readonly children: ComponentChildren;
};

const Told = ({ of, how }: Pick<Props, 'of' | 'how'>) => (
  <>
    <div class="stack-tight">
      <h3>Formula</h3>
      <p class="formula">{how.formula}</p>
      {how.convention === undefined ? null : <p class="muted small">{how.convention}</p>}
    </div>
    {of.simulated ? (
      <p>
        <Badge tone="warn">simulated prices</Badge>
      </p>
    ) : null}
    <dl class="facts small">
      <dt>As of</dt>
      <dd>{day(of.calculation_date)}</dd>
      <dt>Observations</dt>
      <dd>{count(how.observations)}</dd>
      <dt>Window</dt>
      <dd>{how.window ?? '–'}</dd>
      <dt>Engine</dt>
      <dd>
        <code>{of.engine_version ?? '–'}</code>
      </dd>
      <dt>Written down by</dt>
      <dd>
        No event: it is worked out when it is read, from the positions and prices that the events of that day
        brought.
      </dd>
    </dl>
    {how.inputs === undefined || how.inputs.length === 0 ? null : (
      <Table
        caption={`Inputs (${how.inputs.length})`}
        columns={[
          { id: 'name', title: 'Input', cell: ([name]) => name, heading: true },
          { id: 'value', title: 'Value', cell: ([, value]) => value, right: true },
        ]}
        rows={how.inputs}
        keyOf={([name]) => name}
      />
    )}
  </>
);

/** A number that is computed when it is read, and tells how. */
export const ComputedFigure = ({ of, label, how, class: tone = '', children }: Props) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class={`figure ${tone}`}
        title="Where does this come from?"
        onClick={() => setOpen(true)}
      >
        {children}
        <span class="visually-hidden">: where does {label} come from?</span>
      </button>
      {open ? (
        <Dialog kind="drawer" title={`Where does ${label} come from?`} onClose={() => setOpen(false)}>
          <p class="explain-value number">{children}</p>
          <Told of={of} how={how} />
        </Dialog>
      ) : null}
    </>
  );
};

/** A number of a scope: of one portfolio down to its events where `explain` knows it, else as it was computed. */
export const Sourced = ({
  scope,
  number,
  ...rest
}: Props & { readonly scope: Scope; readonly number: string }) =>
  scope.kind === 'portfolio' ? (
    <Figure
      portfolioId={scope.id}
      number={number}
      label={rest.label}
      {...(rest.class === undefined ? {} : { class: rest.class })}
    >
      {rest.children}
    </Figure>
  ) : (
    <ComputedFigure {...rest} />
  );
