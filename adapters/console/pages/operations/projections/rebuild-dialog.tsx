import { useState } from 'preact/hooks';
import type { Rebuild } from '../../../api/operations.ts';
import { Choice } from '../../../components/field.tsx';
import { OrderDialog } from '../orders.tsx';
import { NamesField } from './names-field.tsx';

type Props = {
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export const RebuildDialog = ({ names, onClose, onDone }: Props) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [how, setHow] = useState<'compare' | 'swap'>('compare');
  return (
    <OrderDialog<Rebuild>
      title="Rebuild read models"
      what={
        <p class="muted">
          New tables are made from the log beside those that answer, and compared with them. Nobody notices
          until they are swapped; what was there before is kept for a time.
        </p>
      }
      verb={how === 'compare' ? 'Rebuild and compare' : 'Rebuild and swap'}
      path="/api/v1/admin/projections/rebuilds"
      body={() => ({ projections: chosen, auto_swap: how === 'swap' })}
      done="The rebuild is written down."
      onClose={onClose}
      onDone={onDone}
    >
      <Choice
        legend="When they are complete"
        name="how"
        value={how}
        onValue={setHow}
        options={[
          { value: 'compare', label: 'Compare, and wait for my yes' },
          { value: 'swap', label: 'Compare, and swap them in at once' },
        ]}
      />
      <NamesField names={names} chosen={chosen} onChosen={setChosen} />
    </OrderDialog>
  );
};
