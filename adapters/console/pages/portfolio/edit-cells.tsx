import { useRef, useState } from 'preact/hooks';
import type { ChangedPositions, Position } from '../../api/analytics.ts';
import { call, newCommandKey } from '../../api/client.ts';
import { entryErrorsOf } from '../../api/entry-errors.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { grouped } from '../../components/format.ts';
import { Note } from '../../components/note.tsx';
import { toast } from '../../components/toast.tsx';

type Props = {
  readonly portfolioId: string;
  readonly position: Position;
  /** The revision that the table shows. */
  readonly etag: string | null;
  readonly onDone: (changed: ChangedPositions | null) => void;
  /** Somebody was faster: what they made of it is read. */
  readonly onConflict: () => void;
};

const isConflict = ({ status }: Problem): boolean => status === 412;

/** Quantity and price of a lot, changed where they stand. Enter saves, Escape leaves. */
export const EditLot = ({ portfolioId, position, etag, onDone, onConflict }: Props) => {
  const [quantity, setQuantity] = useState(position.quantity);
  const [price, setPrice] = useState(position.entry_price);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const key = useRef(newCommandKey());

  const save = async (): Promise<void> => {
    if (quantity === position.quantity && price === position.entry_price) return onDone(null);
    setSaving(true);
    setProblem(null);
    const answer = await call<ChangedPositions>(
      `/api/v1/portfolios/${portfolioId}/positions/${position.position_id}`,
      {
        method: 'PATCH',
        body: { quantity, entry_price: price },
        idempotencyKey: key.current,
        ...(etag === null ? {} : { ifMatch: etag }),
      },
    );
    setSaving(false);
    key.current = newCommandKey();
    if (answer.ok) {
      toast(`${position.symbol} was changed.`);
      onDone(answer.value);
      return;
    }
    setProblem(answer.error);
    if (isConflict(answer.error)) onConflict();
  };

  return (
    <form
      class="stack-tight edit-row"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone(null);
      }}
    >
      <div class="row">
        <label class="field">
          <span class="small muted">Quantity</span>
          <input
            class="input input-small"
            inputMode="decimal"
            aria-label={`Quantity of ${position.symbol}`}
            value={quantity}
            ref={(element) => {
              if (element !== null && document.activeElement === document.body) element.focus();
            }}
            onInput={(event) => setQuantity(event.currentTarget.value.trim())}
          />
        </label>
        <label class="field">
          <span class="small muted">Entry price</span>
          <input
            class="input input-small"
            inputMode="decimal"
            aria-label={`Entry price of ${position.symbol}`}
            value={price}
            onInput={(event) => setPrice(event.currentTarget.value.trim())}
          />
        </label>
        <Button small kind="primary" type="submit" busy={saving}>
          Save
        </Button>
        <Button small kind="quiet" onClick={() => onDone(null)}>
          Cancel
        </Button>
      </div>
      {problem === null ? null : isConflict(problem) ? (
        <Note tone="warn" title="Somebody changed this portfolio in the meantime" alert>
          <p>
            It now has {grouped(position.quantity)} at {grouped(position.entry_price)}. Save again to put
            yours in its place, or cancel to keep that.
          </p>
        </Note>
      ) : (
        entryErrorsOf(problem).map(({ message }) => (
          <p class="loss small" role="alert" key={message}>
            {message}
          </p>
        ))
      )}
    </form>
  );
};
