import type { ComponentChildren } from 'preact';
import type { NotAvailable } from '../api/analytics.ts';
import type { Resource } from '../api/use-resource.ts';
import { Loaded } from './loaded.tsx';
import { Note } from './note.tsx';

type Props<Body extends { readonly available: true }> = {
  readonly of: Resource<Body | NotAvailable>;
  readonly lines?: number;
  readonly children: (value: Body) => ComponentChildren;
};

/** A figure, or plainly why there is none yet. */
export const Available = <Body extends { readonly available: true }>({
  of,
  lines,
  children,
}: Props<Body>) => (
  <Loaded of={of} {...(lines === undefined ? {} : { lines })}>
    {(value) =>
      value.available ? (
        children(value)
      ) : (
        <Note title="Not available yet">
          <p class="muted">{value.message}</p>
        </Note>
      )
    }
  </Loaded>
);

/** What was read, where there is something. */
export const availableOf = <Body extends { readonly available: true }>({
  value,
}: Resource<Body | NotAvailable>): Body | null => (value?.available ? value : null);
