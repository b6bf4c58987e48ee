import type { Preview } from '../../api/types.ts';

/** What is said about one portfolio that is to be made. All of it is text, as the person typed it. */
export type PortfolioForm = {
  readonly portfolioName: string;
  readonly accountName: string;
  readonly accountType: string;
  readonly equity: string;
};

/** What the person has typed; what they have not is as the file suggests. */
type Typed = Partial<PortfolioForm>;

export type ImportForm = {
  /** Of a file with one account, and of several that are taken together. */
  readonly one: Typed;
  /** By the key of the account in the file. */
  readonly each: Readonly<Record<string, Typed & { readonly wanted?: boolean }>>;
  /** Several accounts become one portfolio. */
  readonly together: boolean;
};

export const ACCOUNT_TYPES = [
  { value: 'taxable', label: 'Taxable' },
  { value: 'ira', label: 'IRA' },
  { value: 'roth_ira', label: 'Roth IRA' },
  { value: '401k', label: '401(k)' },
  { value: '403b', label: '403(b)' },
  { value: '529', label: '529' },
  { value: 'hsa', label: 'HSA' },
  { value: 'trust', label: 'Trust' },
  { value: 'other', label: 'Other' },
] as const;

export const emptyForm: ImportForm = { one: {}, each: {}, together: false };

type File = Pick<Preview, 'accounts' | 'totals' | 'format'>;
type Account = Preview['accounts'][number];

const equityOf = (totals: Account['totals']): string => {
  const total = totals.find(({ name }) => name === 'market_value');
  const value = total?.stated ?? total?.read ?? '';
  // Suggested only where it can be an equity at all.
  return Number(value) > 0 ? value : '';
};

/** Longest first: "Roth IRA" is no IRA. */
const TYPE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/roth/i, 'roth_ira'],
  [/\bira\b/i, 'ira'],
  [/401\(?k/i, '401k'],
  [/403\(?b/i, '403b'],
  [/\b529\b/, '529'],
  [/\bhsa\b/i, 'hsa'],
  [/trust/i, 'trust'],
];

const typeOf = (name: string): string => TYPE_WORDS.find(([word]) => word.test(name))?.[1] ?? 'taxable';

/** The portfolio that the whole file becomes. */
export const wholeFile = ({ one }: ImportForm, { accounts, totals, format }: File): PortfolioForm => {
  const [account] = accounts;
  const name = accounts.length === 1 ? (account?.name ?? '') : '';
  return {
    portfolioName: format.broker ?? (name || 'My portfolio'),
    accountName: name || 'Main account',
    accountType: typeOf(name),
    equity: equityOf(accounts.length === 1 ? (account?.totals ?? totals) : totals),
    ...one,
  };
};

/** The portfolio that one account of the file becomes. */
export const ofAccount = (
  { each }: ImportForm,
  { key, name, num_positions, totals }: Account,
): PortfolioForm & { readonly wanted: boolean } => ({
  wanted: num_positions > 0,
  portfolioName: name,
  accountName: name,
  accountType: typeOf(name),
  equity: equityOf(totals),
  ...each[key],
});

/** The body of create-portfolio for a preview. */
export const bodyOf = (form: ImportForm, preview: File & Pick<Preview, 'preview_id'>): object => {
  const common = { preview_id: preview.preview_id, auto_calculate: true };
  const said = ({ portfolioName, accountName, accountType, equity }: PortfolioForm) => ({
    portfolio_name: portfolioName,
    account_name: accountName,
    account_type: accountType,
    equity_balance: equity.replaceAll(/[\s,$]/g, ''),
  });
  if (preview.accounts.length <= 1) return { ...common, ...said(wholeFile(form, preview)) };
  const wanted = preview.accounts
    .map((account) => ({ key: account.key, ...ofAccount(form, account) }))
    .filter((choice) => choice.wanted);
  return {
    ...common,
    accounts: form.together
      ? [{ keys: wanted.map(({ key }) => key), ...said(wholeFile(form, preview)) }]
      : wanted.map((choice) => ({ keys: [choice.key], ...said(choice) })),
  };
};
