import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { AccountReading, Question } from './reading.ts';

/** Which of the file's accounts become one portfolio. */
export type AccountChoice = { readonly keys: readonly string[] };

export type ChosenAccounts<Choice> = {
  readonly choice: Choice;
  readonly positions: AccountReading['positions'];
};

const questionOf = (accounts: readonly AccountReading[]): Question => ({
  id: 'accounts',
  message: 'The file has several accounts: say which of them become which portfolio.',
  accounts: accounts.map(({ key, name, positions }) => ({ key, name, positions: positions.length })),
});

/** Which accounts are to be chosen from is said with every refusal. */
const refuseChoice = (message: string, accounts: readonly AccountReading[]): Refusal =>
  refuse('ERR_IMPORT_004', { message, details: { questions: [questionOf(accounts)] } });

/** The positions of each choice. An account goes to one portfolio at most; those that nobody chose are left out. */
export const chooseAccounts = <Choice extends AccountChoice>(
  accounts: readonly AccountReading[],
  choices: readonly Choice[],
): Result<readonly ChosenAccounts<Choice>[], Refusal> => {
  const byKey = new Map(accounts.map((account) => [account.key, account]));
  const taken = new Set<string>();
  const chosen: ChosenAccounts<Choice>[] = [];
  for (const choice of choices) {
    const parts: AccountReading[] = [];
    for (const key of choice.keys) {
      const account = byKey.get(key);
      if (account === undefined) return fail(refuseChoice(`The file has no account "${key}".`, accounts));
      if (taken.has(key)) return fail(refuseChoice(`The account "${key}" is chosen twice.`, accounts));
      taken.add(key);
      parts.push(account);
    }
    const positions = parts.flatMap((account) => account.positions);
    if (positions.length === 0) {
      return fail(refuseChoice('A portfolio was chosen whose accounts have no positions.', accounts));
    }
    chosen.push({ choice, positions });
  }
  return ok(chosen);
};

/** The positions of a file that becomes one portfolio: of its only account with any, or of nobody's choice. */
export const onlyAccount = (
  accounts: readonly AccountReading[],
): Result<AccountReading['positions'], Refusal> => {
  const [first, ...others] = accounts.filter(({ positions }) => positions.length > 0);
  if (first === undefined) return fail(refuse('ERR_CSV_003'));
  return others.length === 0
    ? ok(first.positions)
    : fail(refuse('ERR_IMPORT_001', { details: { questions: [questionOf(accounts)] } }));
};
