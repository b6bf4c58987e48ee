import { useState } from 'preact/hooks';
import type { Repair } from '../../../api/operations.ts';
import { Choice, TextField } from '../../../components/field.tsx';
import { OrderDialog } from '../orders.tsx';
import { NamesField } from './names-field.tsx';

type Props = {
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

type Kind = 'portfolio' | 'symbol' | 'user';

export const RepairDialog = ({ names, onClose, onDone }: Props) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<Kind>('portfolio');
  const [key, setKey] = useState('');
  const [from, setFrom] = useState('');
  return (
    <OrderDialog<Repair>
      title="Repair"
      what={
        <p class="muted">
          The rows of one portfolio, user or symbol are made anew from the log, in one transaction. Everything
          else goes on.
        </p>
      }
      verb="Repair"
      danger
      path="/api/v1/admin/projections/repairs"
      body={(reason) => ({
        key_kind: kind,
        key: key.trim(),
        from_date: from === '' ? null : from,
        projections: chosen,
        reason,
      })}
      done="Repaired."
      onClose={onClose}
      onDone={onDone}
    >
      <Choice
        legend="Of one"
        name="kind"
        value={kind}
        onValue={setKind}
        options={[
          { value: 'portfolio', label: 'Portfolio' },
          { value: 'user', label: 'User' },
          { value: 'symbol', label: 'Symbol' },
        ]}
      />
      <div class="fields">
        <TextField
          label={kind === 'symbol' ? 'Symbol' : `Id of the ${kind}`}
          required
          value={key}
          onValue={setKey}
        />
        <TextField
          label="From a date"
          type="date"
          hint="Only rows of that day and later, where rows have a date"
          value={from}
          onValue={setFrom}
        />
      </div>
      <NamesField names={names} chosen={chosen} onChosen={setChosen} />
    </OrderDialog>
  );
};
