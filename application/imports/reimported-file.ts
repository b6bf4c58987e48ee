import { type IsoDate, newYorkClock } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application, Reimport, ReimportPlan } from '../application.ts';
import type { Answers } from './answer-questions.ts';
import { chooseAccounts, onlyAccount } from './choose-accounts.ts';
import { importable } from './importable.ts';
import type { AccountReading, FileReading, Question } from './reading.ts';

export type ReimportTerms = {
  readonly portfolioId: string;
  readonly fileSha256: string;
  readonly answers: Answers;
};

export type PlannedReimport = {
  readonly input: Reimport;
  readonly plan: ReimportPlan;
  /** A date is needed only where the file shows a lot that was not held before. */
  readonly entryDate: Question | null;
};

const ofPortfolio = (
  accounts: readonly AccountReading[],
  keys: readonly string[] | undefined,
): Result<readonly AccountReading[], Refusal> => {
  if (keys === undefined) {
    const only = onlyAccount(accounts);
    return only.ok ? ok(accounts.filter(({ positions }) => positions.length > 0)) : only;
  }
  const chosen = chooseAccounts(accounts, [{ keys }]);
  return chosen.ok ? ok(accounts.filter(({ key }) => keys.includes(key))) : chosen;
};

/** Lots that nobody has dated yet are as of the file while they are compared. */
const withDates = (
  { positions, undated }: AccountReading,
  entryDate: IsoDate | null,
): AccountReading['positions'] => {
  const without = new Set(undated);
  return entryDate === null
    ? positions
    : positions.map((position, at) => (without.has(at) ? { ...position, entryDate } : position));
};

/**
 * How a newer file differs from what the portfolio holds. Refused is a file with errors, or with open questions other
 * than when its lots were bought: most of them are held, and their dates are known.
 */
export const planOf = async (
  userId: string,
  reading: FileReading,
  { portfolioId, fileSha256, answers }: ReimportTerms,
  { planReimport }: Pick<Application, 'planReimport'>,
  now: Date,
): Promise<Result<PlannedReimport, Refusal>> => {
  const question = reading.questions.find(({ id }) => id === 'entry_date') ?? null;
  const accounts = importable({
    ...reading,
    questions: reading.questions.filter((open) => open !== question),
  });
  if (!accounts.ok) return accounts;
  const own = ofPortfolio(accounts.value, answers.accounts);
  if (!own.ok) return own;
  const asOf = reading.asOf ?? newYorkClock(now).date;
  const input: Reimport = {
    portfolioId,
    fileSha256,
    positions: own.value.flatMap((account) => withDates(account, question === null ? null : asOf)),
    dated: own.value.every(({ undated }) => undated.length === 0),
    asOf,
    splits: answers.splits ?? {},
    exits: answers.exits ?? {},
  };
  const plan = await planReimport(userId, input);
  if (!plan.ok) return plan;
  const opens = plan.value.difference.opened.length > 0;
  return ok({ input, plan: plan.value, entryDate: opens ? question : null });
};

/** The difference as it can be applied: refused while anything about it is open. */
export const settled = ({ input, entryDate }: PlannedReimport): Result<Reimport, Refusal> =>
  entryDate === null ? ok(input) : fail(refuse('ERR_IMPORT_001', { details: { questions: [entryDate] } }));
