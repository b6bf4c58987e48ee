import type { Resource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';

/** Beside what reads itself again: that it does, or that what is shown has become old. */
export const Live = ({ of }: { readonly of: Resource<unknown> }) => (
  <>
    {of.state === 'failed' ? (
      <Badge tone="warn">not read again: {of.error?.code}</Badge>
    ) : (
      <span>every 5 seconds</span>
    )}
    <Button small kind="quiet" onClick={of.reload}>
      Read again
    </Button>
  </>
);
