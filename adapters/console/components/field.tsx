import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type About = {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with it; read out with the field. */
  readonly wrong?: string | null | undefined;
};

type Described = {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
};

/** A label, a control and what is to be said about it. */
export const Labelled = ({
  label,
  hint,
  wrong,
  children,
}: About & { readonly children: (described: Described) => ComponentChildren }) => {
  const id = useId();
  const about = [hint == null ? '' : `${id}-hint`, wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(about === '' ? {} : { 'aria-describedby': about }),
        ...(wrong ? { 'aria-invalid': 'true' as const } : {}),
      })}
      {hint == null ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong ? (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      ) : null}
    </div>
  );
};

type TextProps = About & {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'datetime-local';
  readonly name?: string;
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly max?: string;
  readonly step?: number;
};

export const TextField = ({ label, hint, wrong, value, onValue, type = 'text', ...input }: TextProps) => (
  <Labelled label={label} hint={hint} wrong={wrong}>
    {(described) => (
      <input
        {...input}
        {...described}
        // Its attributes are typed by kind of input; those above suit all of these.
        type={type as 'text'}
        class="input"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    )}
  </Labelled>
);

type SelectProps = About & {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly name?: string;
};

export const SelectField = ({ label, hint, wrong, value, onValue, options, name }: SelectProps) => (
  <Labelled label={label} hint={hint} wrong={wrong}>
    {(described) => (
      <select
        {...described}
        name={name}
        class="input"
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    )}
  </Labelled>
);

type ChoiceProps<Value extends string> = {
  readonly legend: string;
  readonly name: string;
  readonly value: Value | null;
  readonly onValue: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
};

/** One of a few, all of them seen at once. */
export const Choice = <Value extends string>({
  legend,
  name,
  value,
  onValue,
  options,
}: ChoiceProps<Value>) => (
  <fieldset class="stack-tight">
    <legend class="label">{legend}</legend>
    {options.map((option) => (
      <label class="choice" key={option.value}>
        <input
          type="radio"
          name={name}
          value={option.value}
          checked={value === option.value}
          onChange={() => onValue(option.value)}
        />
        <span>
          {option.label}
          {option.hint === undefined ? null : <span class="muted small"> {option.hint}</span>}
        </span>
      </label>
    ))}
  </fieldset>
);
