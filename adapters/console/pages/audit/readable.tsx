import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { counted, grouped } from '../../components/format.ts';

const AT_ONCE = 20;
const A_WORD = 40;
const DIGITS = 9;

/** `entryPrice`, `entry_price` `PositionClosed` as words; what is no name of ours, as an id or a symbol, stays as it is. */
export const words = (field: string): string => {
  if (!/^[A-Za-z][a-z_][A-Za-z0-9_]*$/.test(field)) return field;
  const spaced = field
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

export const scalarText = (value: unknown): string => {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // More digits than these are noise of the machine.
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS))).replace('-', '−');
  return typeof value === 'string' ? grouped(value) : JSON.stringify(value);
};

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** What an item of a list is called by those who know it. */
const nameOf = (item: unknown, at: number): string => {
  if (typeof item === 'object' && item !== null) {
    const { symbol, name, factor, position } = item as Readonly<Record<string, unknown>>;
    for (const called of [symbol, name, factor]) if (typeof called === 'string') return called;
    if (typeof position === 'object' && position !== null) return nameOf(position, at);
  }
  return String(at + 1);
};

const Fields = ({ entries }: { readonly entries: readonly (readonly [string, unknown])[] }) => {
  const [shown, setShown] = useState(AT_ONCE);
  const more = entries.length - shown;
  return (
    <div class="stack-tight">
      <dl class="facts small readable">
        {entries.slice(0, shown).map(([name, value]) => (
          <Field key={name} name={name} value={value} />
        ))}
      </dl>
      {more <= 0 ? null : (
        <div class="actions">
          <Button small onClick={() => setShown(shown + AT_ONCE)}>
            Show {Math.min(more, AT_ONCE)} more of {entries.length}
          </Button>
        </div>
      )}
    </div>
  );
};

const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Array.isArray(value) ? value.map((item, at) => [nameOf(item, at), item] as const) : Object.entries(value);

/** Words in a line, sentences below one another. */
const lined = (texts: readonly string[]) =>
  texts.every(({ length }) => length <= A_WORD) ? (
    texts.join(', ')
  ) : (
    <ul class="bullets">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );

const Field = ({ name, value }: { readonly name: string; readonly value: unknown }) => {
  const [open, setOpen] = useState(false);
  if (isScalar(value) || Object.keys(value as object).length === 0) {
    return (
      <>
        <dt>{words(name)}</dt>
        <dd class="number-wrap">{isScalar(value) ? scalarText(value) : 'none'}</dd>
      </>
    );
  }
  const entries = entriesOf(value as object);
  // A few plain values read best in a line.
  if (Array.isArray(value) && value.length <= AT_ONCE && value.every(isScalar)) {
    return (
      <>
        <dt>{words(name)}</dt>
        <dd>{lined(value.map(scalarText))}</dd>
      </>
    );
  }
  return (
    <>
      <dt>{words(name)}</dt>
      <dd>
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {Array.isArray(value) ? counted(value.length, 'item') : counted(entries.length, 'field')}
          </summary>
          {open ? <Fields entries={entries} /> : null}
        </details>
      </dd>
    </>
  );
};

/** Any JSON as a list that a person can read; what is deep is opened when it is wanted. */
export const Readable = ({ value }: { readonly value: unknown }) =>
  isScalar(value) ? (
    <p class="small">{scalarText(value)}</p>
  ) : (
    <Fields entries={entriesOf(value as object)} />
  );
