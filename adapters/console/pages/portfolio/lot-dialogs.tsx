import { useState } from 'preact/hooks';
import type { ChangedPositions, Position } from '../../api/analytics.ts';
import { errorOfField } from '../../api/entry-errors.ts';
import { SelectField, TextField } from '../../components/field.tsx';
import { toast } from '../../components/toast.tsx';
import { CommandDialog } from './command-dialog.tsx';

type Props = {
  readonly portfolioId: string;
  readonly etag: string | null;
  readonly onDone: (changed: ChangedPositions) => void;
  readonly onClose: () => void;
};

const tied = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });
const today = (): string => new Date().toISOString().slice(0, 10);
const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

const CLASSES = [
  { value: '', label: 'As the symbol says' },
  { value: 'PUBLIC', label: 'Share, fund or bond' },
  { value: 'OPTIONS', label: 'Option' },
  { value: 'PRIVATE', label: 'Private asset' },
];

export const AddLot = ({ portfolioId, etag, onDone, onClose }: Props) => {
  const [lot, setLot] = useState({
    symbol: '',
    quantity: '',
    entry_price: '',
    entry_date: today(),
    investment_class: '',
    underlying: '',
    strike: '',
    expiration: '',
    option_type: 'CALL',
  });
  const set = (name: keyof typeof lot) => (value: string) => setLot({ ...lot, [name]: value });
  const isOption = lot.investment_class === 'OPTIONS';
  return (
    <CommandDialog<ChangedPositions>
      title="Add a position"
      send="Add it"
      path={`/api/v1/portfolios/${portfolioId}/positions`}
      options={() => ({
        method: 'POST',
        ...tied(etag),
        body: {
          symbol: given(lot.symbol),
          quantity: lot.quantity.trim(),
          entry_price: lot.entry_price.trim(),
          entry_date: lot.entry_date,
          investment_class: given(lot.investment_class),
          ...(isOption
            ? {
                underlying: lot.underlying.trim(),
                strike: lot.strike.trim(),
                expiration: lot.expiration,
                option_type: lot.option_type,
              }
            : {}),
        },
      })}
      onDone={(changed) => {
        toast(
          changed.pending_symbols.length === 0
            ? 'The position was added.'
            : `The position was added. Prices of ${changed.pending_symbols.join(', ')} are being fetched.`,
        );
        onDone(changed);
      }}
      onClose={onClose}
    >
      {(errors) => {
        const field = (name: keyof typeof lot, label: string) => ({
          label,
          name,
          value: lot[name],
          onValue: set(name),
          wrong: errorOfField(errors, name),
        });
        return (
          <div class="fields">
            <SelectField
              label="Class"
              value={lot.investment_class}
              onValue={set('investment_class')}
              options={CLASSES}
            />
            {isOption ? null : <TextField {...field('symbol', 'Symbol')} required />}
            {isOption ? (
              <>
                <TextField {...field('underlying', 'Underlying')} required />
                <TextField {...field('strike', 'Strike')} inputMode="decimal" required />
                <TextField {...field('expiration', 'Expiration')} type="date" required />
                <SelectField
                  label="Kind"
                  value={lot.option_type}
                  onValue={set('option_type')}
                  options={[
                    { value: 'CALL', label: 'Call' },
                    { value: 'PUT', label: 'Put' },
                  ]}
                />
              </>
            ) : null}
            <TextField
              {...field('quantity', 'Quantity')}
              inputMode="decimal"
              hint={isOption ? 'Contracts; negative when you sold them' : 'Negative for a short'}
              required
            />
            <TextField {...field('entry_price', 'Price')} inputMode="decimal" hint="Per share" required />
            <TextField {...field('entry_date', 'Bought on')} type="date" required />
          </div>
        );
      }}
    </CommandDialog>
  );
};

export const CloseLot = ({
  portfolioId,
  etag,
  position,
  onDone,
  onClose,
}: Props & { readonly position: Position }) => {
  const [quantity, setQuantity] = useState('');
  const [date, setDate] = useState(position.valued_on ?? today());
  const [price, setPrice] = useState(position.price ?? '');
  return (
    <CommandDialog<ChangedPositions>
      title={`Close ${position.symbol}`}
      send="Close it"
      path={`/api/v1/portfolios/${portfolioId}/positions/${position.position_id}/close`}
      options={() => ({
        method: 'POST',
        ...tied(etag),
        body: { quantity: given(quantity), exit_date: date, exit_price: price.trim() },
      })}
      onDone={(changed) => {
        toast(`${position.symbol} was closed.`);
        onDone(changed);
      }}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p class="muted">It was sold, or bought back: its gain becomes a realised one.</p>
          <div class="fields">
            <TextField
              label="Quantity"
              hint={`Without a sign; all ${position.quantity} when left empty`}
              value={quantity}
              onValue={setQuantity}
              inputMode="decimal"
              wrong={errorOfField(errors, 'quantity')}
            />
            <TextField
              label="On"
              type="date"
              value={date}
              onValue={setDate}
              wrong={errorOfField(errors, 'exit_date')}
            />
            <TextField
              label="Price"
              value={price}
              onValue={setPrice}
              inputMode="decimal"
              wrong={errorOfField(errors, 'exit_price')}
            />
          </div>
        </>
      )}
    </CommandDialog>
  );
};

export const RemoveLot = ({
  portfolioId,
  etag,
  position,
  onDone,
  onClose,
}: Props & { readonly position: Position }) => {
  const [reason, setReason] = useState('');
  return (
    <CommandDialog<ChangedPositions>
      title={`Remove ${position.symbol}`}
      send="Remove it"
      danger
      path={`/api/v1/portfolios/${portfolioId}/positions/${position.position_id}`}
      options={() => {
        const why = given(reason);
        return {
          method: 'DELETE',
          ...tied(etag),
          ...(why === undefined ? {} : { query: { reason: why } }),
        };
      }}
      onDone={(changed) => {
        toast(`${position.symbol} was removed.`);
        onDone(changed);
      }}
      onClose={onClose}
    >
      {() => (
        <>
          <p>
            For mistakes: every day is valued as if it had never been held. What was sold is closed instead.
          </p>
          <TextField
            label="Why"
            hint="For the audit trail; may be left out"
            value={reason}
            onValue={setReason}
          />
        </>
      )}
    </CommandDialog>
  );
};

export const RecordFlow = ({
  portfolioId,
  etag,
  onDone,
  onClose,
}: Omit<Props, 'onDone'> & { readonly onDone: (runId: string) => void }) => {
  const [kind, setKind] = useState('CONTRIBUTION');
  const [amount, setAmount] = useState('');
  const [date, setDate] = useState(today());
  return (
    <CommandDialog<{ readonly batch_run_id: string }>
      title="Deposit or withdrawal"
      send="Record it"
      path={`/api/v1/portfolios/${portfolioId}/equity-changes`}
      options={() => ({
        method: 'POST',
        ...tied(etag),
        body: { change_type: kind, amount: amount.trim(), change_date: date },
      })}
      onDone={({ batch_run_id }) => {
        toast(kind === 'CONTRIBUTION' ? 'The deposit was recorded.' : 'The withdrawal was recorded.');
        onDone(batch_run_id);
      }}
      onClose={onClose}
    >
      {(errors) => (
        <div class="fields">
          <SelectField
            label="Kind"
            value={kind}
            onValue={setKind}
            options={[
              { value: 'CONTRIBUTION', label: 'Deposit' },
              { value: 'WITHDRAWAL', label: 'Withdrawal' },
            ]}
          />
          <TextField
            label="Dollars"
            value={amount}
            onValue={setAmount}
            inputMode="decimal"
            required
            wrong={errorOfField(errors, 'amount')}
          />
          <TextField
            label="On"
            type="date"
            value={date}
            onValue={setDate}
            hint="Moves equity from that day on, and is no return"
            wrong={errorOfField(errors, 'change_date')}
          />
        </div>
      )}
    </CommandDialog>
  );
};
