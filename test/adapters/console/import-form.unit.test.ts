import { type Answers, formFields, needsFile } from '../../../adapters/console/pages/import/answers.ts';
import { bodyOf, emptyForm, ofAccount, wholeFile } from '../../../adapters/console/pages/import/form.ts';
import { groupErrors } from '../../../adapters/console/pages/import/group-errors.ts';
import { accountOf, previewOf } from './preview.ts';

describe('the names of what is imported', () => {
  it('are suggested by the file until the person says otherwise', () => {
    expect(wholeFile(emptyForm, previewOf())).toEqual({
      portfolioName: 'Fidelity',
      accountName: 'Roth IRA ...5555',
      accountType: 'roth_ira',
      equity: '1500',
    });
    const typed = { ...emptyForm, one: { accountName: 'Mine', equity: '' } };
    expect(wholeFile(typed, previewOf())).toMatchObject({ accountName: 'Mine', equity: '' });
  });

  it('follow another file where nothing was typed', () => {
    const other = previewOf({ accounts: [accountOf('1', 'Trust', '99')] });
    expect(wholeFile(emptyForm, other)).toMatchObject({ accountType: 'trust', equity: '99' });
  });

  it('suggest no equity that is none', () => {
    for (const value of ['0', '-5', null]) {
      expect(ofAccount(emptyForm, accountOf('1', 'A', value)).equity).toBe('');
    }
  });

  it('go out as one portfolio, without separators in the equity', () => {
    const form = { ...emptyForm, one: { equity: '$1,234.50' } };
    expect(bodyOf(form, previewOf())).toMatchObject({ equity_balance: '1234.50', auto_calculate: true });
  });

  it('go out as a portfolio for each account that is wanted, or as one for all of them', () => {
    const accounts = [accountOf('1', 'A', '1'), accountOf('2', 'B', '2'), accountOf('3', 'C', '3')];
    const preview = previewOf({ accounts });
    const each = { '3': { wanted: false } };
    expect(bodyOf({ ...emptyForm, each }, preview)).toMatchObject({
      accounts: [
        { keys: ['1'], account_name: 'A', equity_balance: '1' },
        { keys: ['2'], account_name: 'B', equity_balance: '2' },
      ],
    });
    expect(bodyOf({ ...emptyForm, each, together: true }, preview)).toMatchObject({
      accounts: [{ keys: ['1', '2'], account_name: 'Main account' }],
    });
  });
});

describe('answers about a file', () => {
  it('need the file again only where they change how it is read', () => {
    const without: Answers = { entry_date: '2024-01-02', lots: 'keep', splits: { NVDA: 'split' } };
    expect(needsFile(without)).toBe(false);
    for (const answer of [
      { date_format: 'mdy' },
      { on_duplicate: 'merge' },
      { mapping: { columns: {} } },
      { mapping_id: 'm' },
    ] as const) {
      expect(needsFile({ ...without, ...answer })).toBe(true);
    }
  });

  it('go into a form as text or as JSON', () => {
    expect(formFields({ lots: 'keep', account_keys: ['1'] })).toEqual([
      ['lots', 'keep'],
      ['account_keys', '["1"]'],
    ]);
  });
});

describe('errors of a file', () => {
  it('are grouped by code, the most frequent first, each in the order of its lines', () => {
    const error = (row: number, code: string) => ({
      row,
      code,
      symbol: null,
      field: null,
      value: null,
      message: '',
      fix: `mend ${code}`,
    });
    const groups = groupErrors([error(9, 'B'), error(3, 'A'), error(4, 'B'), error(5, 'C')]);
    expect(groups.map(({ code, fix, errors }) => [code, fix, errors.map(({ row }) => row)])).toEqual([
      ['B', 'mend B', [4, 9]],
      ['A', 'mend A', [3]],
      ['C', 'mend C', [5]],
    ]);
  });
});
