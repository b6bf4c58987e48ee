import type { ComponentChildren } from 'preact';
import type { NotAvailable } from '../api/analytics.ts';
import type { Resource } from '../api/use-resource.ts';
import { Loaded } from './loaded.tsx';
import { Note } from './note.tsx';

type Props<Body extends { readonly available: true }> = {
  readonly of: Resource<Body | NotAvailable>;
  readonly lines?: number;
  /** Leads on from where there is none. */
  readonly way?: ComponentChildren;
  readonly children: (value: Body) => ComponentChildren;
};

/** A figure, or plainly why there is none yet. */
export const Available = <Body extends { readonly available: true }>({
  of,
  lines,
  way,
  children,
}: Props<Body>) => (
  <Loaded of={of} {...(lines === undefined ? {} : { lines })}>
    {(value) =>
      value.available ? (
        children(value)
      ) : (
        <Note title="Not available yet">
          <p class="muted">{value.message}</p>
          {way == null ? null : <div class="actions">{way}</div>}
        </Note>
      )
    }
  </Loaded>
);

/** What was read, where there is something. */
export const availableOf = <Body extends { readonly available: true }>({
  value,
}: Resource<Body | NotAvailable>): Body | null => (value?.available ? value : null);

/** In the place of a figure that is not there: that it is being read, or that there is none. */
export const Absent = ({ of }: { readonly of: Resource<unknown> }) =>
  of.value === null && of.error === null ? (
    <span class="muted">
      …<span class="visually-hidden"> is being read</span>
    </span>
  ) : (
    <>–</>
  );

/** Why it is not there, once that is known. */
export const absenceOf = ({
  value,
  error,
}: Resource<{ readonly available: true } | NotAvailable>): string | null =>
  value?.available === false ? value.message : (error?.message ?? null);
