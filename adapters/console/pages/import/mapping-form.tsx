import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { ColumnMapping, Preview, SavedMapping } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { toast } from '../../components/toast.tsx';

type Field = keyof ColumnMapping['columns'];

const FIELDS: readonly { readonly field: Field; readonly label: string; readonly hint: string }[] = [
  { field: 'symbol', label: 'Symbol', hint: 'Ticker of the security.' },
  { field: 'quantity', label: 'Quantity', hint: 'Shares or contracts; negative is short.' },
  { field: 'cost_per_share', label: 'Cost per share', hint: 'What one share was bought at.' },
  { field: 'cost_total', label: 'Cost in all', hint: 'Instead of the cost per share.' },
  { field: 'entry_date', label: 'Entry date', hint: 'When it was bought; asked for once if there is none.' },
  { field: 'price', label: 'Price now', hint: '' },
  { field: 'market_value', label: 'Market value', hint: '' },
  { field: 'description', label: 'Description', hint: '' },
  { field: 'asset_class', label: 'Kind of asset', hint: '' },
  { field: 'account', label: 'Account', hint: 'Where a file has several.' },
  { field: 'currency', label: 'Currency', hint: '' },
];

const DATE_FORMATS = [
  { value: '', label: 'As the dates themselves say' },
  { value: 'iso', label: 'Year-month-day' },
  { value: 'mdy', label: 'Month/day/year' },
  { value: 'dmy', label: 'Day/month/year' },
] as const;

type Props = {
  readonly preview: Preview;
  readonly busy: boolean;
  readonly onMapping: (mapping: ColumnMapping) => void;
  readonly onSaved: (mappingId: string) => void;
  readonly onStartOver: () => void;
};

const without = (columns: ColumnMapping['columns'], field: Field): ColumnMapping['columns'] =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => name !== field));

const PATH = '/api/v1/onboarding/mappings';

/** Those of other files, to be used for this one, or no more. */
const Kept = ({ busy, onSaved }: Pick<Props, 'busy' | 'onSaved'>) => {
  const saved = useResource<{ readonly mappings: readonly SavedMapping[] }>(PATH);
  const known = saved.value?.mappings ?? [];
  const forget = async ({ mapping_id, name }: SavedMapping): Promise<void> => {
    const answer = await call(`${PATH}/${mapping_id}`, { method: 'DELETE' });
    toast(answer.ok ? `“${name}” is forgotten.` : `Not forgotten: ${answer.error.message}`, {
      bad: !answer.ok,
    });
    saved.reload();
  };
  if (known.length === 0) return null;
  return (
    <div class="stack-tight">
      <h3>Mappings that you have kept</h3>
      <ul class="stack-tight">
        {known.map((mapping) => (
          <li key={mapping.mapping_id} class="row">
            <bdi>{mapping.name}</bdi>
            <Button small busy={busy} onClick={() => onSaved(mapping.mapping_id)}>
              Use it<span class="visually-hidden">: {mapping.name}</span>
            </Button>
            <Button small kind="quiet" onClick={() => void forget(mapping)}>
              Forget it<span class="visually-hidden">: {mapping.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** A layout that nobody has described: which column means what, as proposed, corrected, and kept for the next time. */
export const MappingForm = ({ preview, busy, onMapping, onSaved, onStartOver }: Props) => {
  const [mapping, setMapping] = useState<ColumnMapping>(preview.proposed_mapping ?? { columns: {} });
  const [name, setName] = useState('');
  const columns = [
    { value: '', label: '– none –' },
    ...preview.columns.map((title) => ({ value: title, label: title })),
  ];

  const apply = async (): Promise<void> => {
    if (name.trim() !== '') {
      const answer = await call<SavedMapping>(PATH, {
        method: 'POST',
        body: { name, mapping },
      });
      toast(answer.ok ? `Kept as “${answer.value.name}”.` : `Not kept: ${answer.error.message}`, {
        bad: !answer.ok,
      });
    }
    onMapping(mapping);
  };

  return (
    <div class="stack">
      <Kept busy={busy} onSaved={onSaved} />
      <div class="fields">
        {FIELDS.map(({ field, label, hint }) => (
          <SelectField
            key={field}
            label={label}
            hint={hint === '' ? null : hint}
            value={mapping.columns[field] ?? ''}
            options={columns}
            onValue={(title) =>
              setMapping({
                ...mapping,
                columns:
                  title === '' ? without(mapping.columns, field) : { ...mapping.columns, [field]: title },
              })
            }
          />
        ))}
        <SelectField
          label="How dates are written"
          value={mapping.date_format ?? ''}
          options={DATE_FORMATS}
          onValue={(value) => {
            const { date_format: _, ...rest } = mapping;
            setMapping(value === '' ? rest : { ...rest, date_format: value as 'iso' | 'mdy' | 'dmy' });
          }}
        />
      </div>
      <label class="choice">
        <input
          type="checkbox"
          checked={mapping.decimal_comma ?? false}
          onChange={(event) => setMapping({ ...mapping, decimal_comma: event.currentTarget.checked })}
        />
        <span>Numbers have a decimal comma: 1.234,56</span>
      </label>
      <TextField
        label="Keep this mapping as"
        hint="For the next file of this kind; leave it empty not to keep it."
        value={name}
        onValue={setName}
      />
      <div class="actions">
        <Button kind="primary" busy={busy} onClick={() => void apply()}>
          Read the file this way
        </Button>
        <Button kind="quiet" onClick={onStartOver}>
          Start again with another file
        </Button>
      </div>
    </div>
  );
};
