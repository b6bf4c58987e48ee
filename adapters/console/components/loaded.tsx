import type { ComponentChildren } from 'preact';
import type { Resource } from '../api/use-resource.ts';
import { ProblemNote } from './problem-note.tsx';
import { Skeleton } from './skeleton.tsx';

type Props<Body> = {
  readonly of: Resource<Body>;
  readonly lines?: number;
  readonly children: (value: Body) => ComponentChildren;
};

/** What was read, or that it is being read, or why it could not be. */
export const Loaded = <Body,>({ of, lines, children }: Props<Body>) => {
  if (of.value !== null) return <>{children(of.value)}</>;
  return of.error === null ? (
    <Skeleton {...(lines === undefined ? {} : { lines })} />
  ) : (
    <ProblemNote problem={of.error} title="This could not be read" onRetry={of.reload} />
  );
};
