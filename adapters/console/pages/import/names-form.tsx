import type { Problem } from '../../api/problem.ts';
import type { Preview } from '../../api/types.ts';
import { Choice, SelectField, TextField } from '../../components/field.tsx';
import { counted, money } from '../../components/format.ts';
import { ACCOUNT_TYPES, type ImportForm, ofAccount, type PortfolioForm, wholeFile } from './form.ts';
import { formFieldOf } from './problem-fields.ts';

type FieldsProps = {
  readonly value: PortfolioForm;
  readonly onChange: (change: Partial<PortfolioForm>) => void;
  readonly problem: Problem | null;
  /** The value of the account by the file. */
  readonly stated: string | null;
};

const Fields = ({ value, onChange, problem, stated }: FieldsProps) => {
  const field = problem === null ? null : formFieldOf(problem.code);
  const wrong = (name: typeof field) => (field === name ? problem?.message : null);
  return (
    <div class="fields">
      <TextField
        label="Portfolio name"
        value={value.portfolioName}
        onValue={(portfolioName) => onChange({ portfolioName })}
        wrong={wrong('portfolioName')}
      />
      <TextField
        label="Account name"
        hint="Each of your accounts has a name of its own."
        value={value.accountName}
        onValue={(accountName) => onChange({ accountName })}
        wrong={wrong('accountName')}
      />
      <SelectField
        label="Account type"
        value={value.accountType}
        onValue={(accountType) => onChange({ accountType })}
        options={ACCOUNT_TYPES}
        wrong={wrong('accountType')}
      />
      <TextField
        label="Equity in US dollars"
        inputMode="decimal"
        hint={
          stated === null
            ? 'What the account is worth now, with its cash, less any margin loan.'
            : `The file’s positions are worth ${money(stated)}; take off a margin loan, add cash that is not in it.`
        }
        value={value.equity}
        onValue={(equity) => onChange({ equity })}
        wrong={wrong('equity')}
      />
    </div>
  );
};

const marketValueOf = (totals: Preview['totals']): string | null =>
  totals.find(({ name }) => name === 'market_value')?.read ?? null;

type Props = {
  readonly form: ImportForm;
  readonly preview: Preview;
  readonly problem: Problem | null;
  readonly onChange: (form: ImportForm) => void;
};

/** What the portfolios of the file are to be called and are worth. */
export const NamesForm = ({ form, preview, problem, onChange }: Props) => {
  const { accounts } = preview;
  const one = (stated: string | null) => (
    <Fields
      value={wholeFile(form, preview)}
      onChange={(change) => onChange({ ...form, one: { ...form.one, ...change } })}
      problem={problem}
      stated={stated}
    />
  );
  if (accounts.length <= 1) return one(marketValueOf(accounts[0]?.totals ?? preview.totals));

  const change = (key: string, changed: Partial<PortfolioForm & { readonly wanted: boolean }>): void =>
    onChange({ ...form, each: { ...form.each, [key]: { ...form.each[key], ...changed } } });
  const blamed = problem?.details?.accounts;
  return (
    <div class="stack">
      <Choice
        legend="The file has several accounts"
        name="together"
        value={form.together ? 'together' : 'apart'}
        onValue={(value) => onChange({ ...form, together: value === 'together' })}
        options={[
          { value: 'apart', label: 'Each becomes a portfolio of its own' },
          { value: 'together', label: 'Together they become one portfolio' },
        ]}
      />
      {accounts.map((account) => {
        const { key } = account;
        const choice = ofAccount(form, account);
        const own = problem !== null && (!Array.isArray(blamed) || blamed.includes(key)) ? problem : null;
        return (
          <fieldset class="account-choice stack-tight" key={key}>
            <legend class="visually-hidden">{account.name}</legend>
            <label class="choice">
              <input
                type="checkbox"
                checked={choice.wanted}
                disabled={account.num_positions === 0}
                onChange={(event) => change(key, { wanted: event.currentTarget.checked })}
              />
              <span>
                <strong>{account.name}</strong>{' '}
                <span class="muted small">{counted(account.num_positions, 'position')}</span>
              </span>
            </label>
            {choice.wanted && !form.together ? (
              <Fields
                value={choice}
                onChange={(changed) => change(key, changed)}
                problem={own}
                stated={marketValueOf(account.totals)}
              />
            ) : null}
          </fieldset>
        );
      })}
      {form.together ? one(marketValueOf(preview.totals)) : null}
    </div>
  );
};
