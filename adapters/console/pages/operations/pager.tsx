import { Button } from '../../components/button.tsx';
import { count } from '../../components/format.ts';

type Props = {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly onOffset: (offset: number) => void;
};

/** Between the pages of what is too long for one. */
export const Pager = ({ total, offset, limit, onOffset }: Props) =>
  total <= limit && offset === 0 ? null : (
    <div class="actions">
      <Button small disabled={offset === 0} onClick={() => onOffset(Math.max(0, offset - limit))}>
        Before
      </Button>
      <span class="small muted number">
        {count(Math.min(total, offset + 1))} to {count(Math.min(total, offset + limit))} of {count(total)}
      </span>
      <Button small disabled={offset + limit >= total} onClick={() => onOffset(offset + limit)}>
        Next
      </Button>
    </div>
  );
