import type {
  AccountReading,
  FileFormat,
  FileReading,
  Question,
  ReadingOptions,
  RowNote,
} from '../../../application/imports/reading.ts';
import { decimal } from '../../../domain/decimal.ts';
import { type ImportWarning, type RowError, rowError, rowWarning } from '../../../domain/import/report.ts';
import { limits } from '../../../domain/limits.ts';
import { cutTo } from '../../../domain/text.ts';
import type { PrintedHolding, Statement } from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { collectRowNotes } from '../row-notes.ts';
import { type AccountPositions, collectPositions } from './account-positions.ts';
import { type ConversionRules, type Converted, convertHolding } from './convert-holding.ts';
import { checkCostColumns } from './cost-columns.ts';
import { orderOf } from './entry-date.ts';
import { kindOf } from './kind-of.ts';
import { planLots, type Step } from './lots.ts';
import { maskAccount, maskedKeys } from './mask-account.ts';
import { collectTotals, type Totals } from './totals.ts';

/** The accounts that the layout names, and those that only its rows name. */
const accountsOf = ({ accounts, holdings }: Statement): ReadonlyMap<string, string> => {
  const names = new Map(accounts.map(({ key, name }) => [key, name]));
  for (const { account } of holdings) if (!names.has(account)) names.set(account, account);
  return names;
};

const shownSymbol = ({ symbol, description }: PrintedHolding): string | null => {
  const text = (symbol ?? '').trim() === '' ? (description ?? '').trim() : (symbol ?? '').trim();
  return text === '' ? null : cutTo(text, limits.shownValueLength);
};

const noteOf = (holding: PrintedHolding, converted: Converted, more: string | null): RowNote => {
  const row = { row: holding.line, symbol: shownSymbol(holding) };
  if (converted.outcome === 'wrong') {
    const message = converted.error.message ?? 'The row has an error.';
    return { ...row, outcome: 'skipped', code: 'has_errors', message };
  }
  if (converted.outcome === 'skipped') {
    return { ...row, outcome: 'skipped', code: converted.code, message: converted.message };
  }
  const [first] = converted.assumptions;
  const messages = [...converted.assumptions.map(({ message }) => message), ...(more === null ? [] : [more])];
  if (messages.length > 0) {
    return {
      ...row,
      outcome: 'assumed',
      code: first?.code ?? 'lots_incomplete',
      message: messages.join(' '),
    };
  }
  return { ...row, outcome: 'taken', code: 'taken', message: 'Taken as it is printed.' };
};

type Asked = {
  undated: number;
  readonly lotSymbols: Map<string, number>;
  dateFormat: Extract<Question, { readonly id: 'date_format' }> | null;
};

const questionsOf = (
  asked: Asked,
  accounts: readonly AccountReading[],
  options: ReadingOptions,
): readonly Question[] => {
  const questions: Question[] = [];
  if (asked.dateFormat !== null) questions.push(asked.dateFormat);
  if (asked.undated > 0) {
    const message = 'The file does not say when these positions were opened: give one day for all of them.';
    questions.push({ id: 'entry_date', message, rows: asked.undated });
  }
  const symbols = [...asked.lotSymbols].flatMap(([symbol, count]) => (count > 1 ? [symbol] : []));
  if (options.lots === undefined && symbols.length > 0) {
    const message =
      'The file lists several lots of one security: keep them apart, or merge them at average cost.';
    questions.push({ id: 'lots', message, symbols: symbols.slice(0, limits.listedWarnings) });
  }
  const filled = accounts.filter(({ positions }) => positions.length > 0);
  if (filled.length > 1) {
    questions.push({
      id: 'accounts',
      message: 'The file has several accounts: say which of them become which portfolio.',
      accounts: filled.map(({ key, name, positions }) => ({ key, name, positions: positions.length })),
    });
  }
  return questions;
};

const differences = (accounts: readonly AccountReading[]): readonly ImportWarning[] =>
  accounts.flatMap(({ name, totals }) =>
    totals.flatMap((total) => {
      if (total.stated === null || total.read === null) return [];
      if (decimal(total.stated).minus(total.read).abs().lt('0.005')) return [];
      const of = total.name.replace('_', ' ');
      const message = `The file states a total ${of} of ${total.stated} for ${name === '' ? 'the account' : name}; its rows add up to ${total.read}.`;
      return [rowWarning(0, '', null, 'totals_differ', message)];
    }),
  );

/** Everything that is collected while the holdings go by. */
const collect = (options: ReadingOptions, totals: Totals) => {
  const notes = collectRowNotes();
  const errors: RowError[] = [];
  const warnings: ImportWarning[] = [];
  const byAccount = new Map<string, AccountPositions>();
  const asked: Asked = { undated: 0, lotSymbols: new Map(), dateFormat: null };
  let totalErrors = 0;

  const report = (error: RowError): void => {
    totalErrors++;
    if (errors.length < limits.listedErrors) errors.push(error);
  };

  const positionsOf = (account: string): AccountPositions => {
    const known = byAccount.get(account);
    if (known !== undefined) return known;
    const created = collectPositions({ onDuplicate: options.onDuplicate, lots: options.lots });
    byAccount.set(account, created);
    return created;
  };

  const addPosition = (
    holding: PrintedHolding,
    converted: Extract<Converted, { readonly outcome: 'position' }>,
    more: string | null,
  ): RowNote => {
    const { position, undated } = converted;
    const note = noteOf(holding, converted, more);
    const added = positionsOf(holding.account).add({
      line: holding.line,
      position,
      undated,
      lot: holding.lot,
    });
    if (added.kind === 'duplicate') {
      const error = rowError(holding.line, position.symbol, added.error);
      report(error);
      return { ...note, outcome: 'skipped', code: 'has_errors', message: error.message };
    }
    totals.add(holding.account, converted.sums);
    for (const warning of converted.warnings) {
      if (warnings.length < limits.listedWarnings) warnings.push(warning);
    }
    if (added.kind === 'merged') {
      return { ...note, outcome: 'assumed', code: 'merged', message: `Added to line ${added.into}.` };
    }
    if (undated) asked.undated++;
    if (holding.lot) asked.lotSymbols.set(position.symbol, (asked.lotSymbols.get(position.symbol) ?? 0) + 1);
    return note;
  };

  const take = (step: Step, rules: ConversionRules): void => {
    const { holding } = step;
    if (!step.take) {
      notes.add({
        row: holding.line,
        symbol: shownSymbol(holding),
        outcome: 'skipped',
        code: step.code,
        message: step.message,
      });
      return;
    }
    const converted = convertHolding(holding, rules);
    if (converted.outcome === 'position') {
      notes.add(addPosition(holding, converted, step.note));
      return;
    }
    notes.add(noteOf(holding, converted, null));
    if (converted.outcome === 'skipped') {
      totals.add(holding.account, converted.sums);
      return;
    }
    report(rowError(holding.line, shownSymbol(holding) ?? '', converted.error));
    if (converted.readings !== null) {
      asked.dateFormat ??= {
        id: 'date_format',
        message: converted.error.message ?? 'Dates can be read in two ways.',
        value: holding.entryDate ?? '',
        readings: converted.readings,
      };
    }
  };

  const skip = ({ line, symbol, code, message }: Statement['skipped'][number]): void =>
    notes.add({
      row: line,
      symbol: symbol === null ? null : cutTo(symbol, limits.shownValueLength),
      outcome: 'skipped',
      code,
      message: maskAccount(message),
    });

  return {
    take,
    skip,
    positionsOf,
    asked,
    warnings,
    finish: () => ({ ...notes.finish(), errors, totalErrors }),
  };
};

/** A statement as a reading; other work gets its turn every few milliseconds. */
export const convertStatement = async (
  statement: Statement,
  format: FileFormat,
  options: ReadingOptions,
): Promise<FileReading> => {
  const { holdings, decimalComma } = statement;
  const names = accountsOf(statement);
  const keys = maskedKeys([...names.keys()]);
  const totals = collectTotals(statement, [...names.keys()]);
  const rules: ConversionRules = {
    decimalComma,
    today: options.today,
    entryDate: options.entryDate,
    order: orderOf(statement, options.dateFormat),
    costColumns: checkCostColumns(holdings, decimalComma, (holding) => kindOf(holding).kind === 'option'),
  };
  const collection = collect(options, totals);
  for await (const step of inTurns(planLots(holdings, decimalComma))) collection.take(step, rules);
  for (const row of statement.skipped) collection.skip(row);

  const accounts = [...names].map(([key, name]) => ({
    // A file of one account need not name it.
    key: keys.get(key) || 'account',
    name: maskAccount(name) || (format.broker ?? ''),
    ...collection.positionsOf(key).finish(),
    totals: totals.ofAccount(key),
  }));
  return {
    format,
    asOf: statement.asOf,
    accounts,
    totals: totals.ofFile(),
    ...collection.finish(),
    warnings: [...collection.warnings, ...differences(accounts)].slice(0, limits.listedWarnings),
    questions: questionsOf(collection.asked, accounts, options),
    proposedMapping: null,
    columns: [],
  };
};
