import { useState } from 'preact/hooks';
import type { Verification } from '../../../api/operations.ts';
import { Choice } from '../../../components/field.tsx';
import { OrderDialog } from '../orders.tsx';
import { NamesField } from './names-field.tsx';

type Props = {
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

const SAMPLED_KEYS = 20;

export const VerifyDialog = ({ names, onClose, onDone }: Props) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [kind, setKind] = useState<'sample' | 'whole'>('sample');
  return (
    <OrderDialog<Verification>
      title="Verify read models"
      what={
        <p class="muted">
          The log is folded once more beside them and every row compared. Nothing is changed; what differs is
          named, with the command that mends it.
        </p>
      }
      verb="Verify"
      path="/api/v1/admin/projections/verifications"
      body={() => ({
        scope: kind === 'whole' ? { kind } : { kind, keys: SAMPLED_KEYS },
        projections: chosen,
      })}
      withoutReason
      done="The verification has begun."
      onClose={onClose}
      onDone={onDone}
    >
      <Choice
        legend="How much"
        name="kind"
        value={kind}
        onValue={setKind}
        options={[
          { value: 'sample', label: `A sample of ${SAMPLED_KEYS} keys of each kind` },
          { value: 'whole', label: 'Everything', hint: 'as long as a rebuild takes' },
        ]}
      />
      <NamesField names={names} chosen={chosen} onChosen={setChosen} />
    </OrderDialog>
  );
};
