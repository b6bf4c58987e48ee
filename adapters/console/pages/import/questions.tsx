import { useState } from 'preact/hooks';
import type { Problem } from '../../api/problem.ts';
import type { Preview } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Choice, TextField } from '../../components/field.tsx';
import { counted, day, grouped } from '../../components/format.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import type { Answers } from './answers.ts';
import { type OpenQuestion, openQuestions } from './machine.ts';
import { MappingForm } from './mapping-form.tsx';

type PartProps<Q> = {
  readonly question: Q;
  readonly answers: Answers;
  readonly onAnswer: (answers: Answers) => void;
};

const today = (): string => new Date().toISOString().slice(0, 10);

const EntryDate = ({
  question,
  answers,
  onAnswer,
}: PartProps<Extract<OpenQuestion, { id: 'entry_date' }>>) => (
  <Panel title="Since when do you hold them?">
    <p>
      {counted(question.rows, 'row')} of the file {question.rows === 1 ? 'says' : 'say'} no entry date, and
      none is made up. One date stands for all of them; each can be mended later.
    </p>
    <div class="fields">
      <TextField
        label="Entry date"
        type="date"
        max={today()}
        value={answers.entry_date ?? ''}
        onValue={(entry_date) => onAnswer({ ...answers, entry_date })}
      />
    </div>
  </Panel>
);

const LotsQuestion = ({ question, answers, onAnswer }: PartProps<Extract<OpenQuestion, { id: 'lots' }>>) => (
  <Panel title="One lot or several?">
    <p>
      The file has more than one lot of {question.symbols.slice(0, 12).join(', ')}
      {question.symbols.length > 12 ? ` and ${question.symbols.length - 12} more` : ''}.
    </p>
    <Choice
      legend="Lots of one security"
      name="lots"
      value={answers.lots ?? null}
      onValue={(lots) => onAnswer({ ...answers, lots })}
      options={[
        { value: 'keep', label: 'Keep them apart', hint: 'each with its own price and date' },
        { value: 'merge', label: 'Merge them', hint: 'at their average cost' },
      ]}
    />
  </Panel>
);

const DateFormat = ({
  question,
  answers,
  onAnswer,
}: PartProps<Extract<OpenQuestion, { id: 'date_format' }>>) => (
  <Panel title="Which way round are the dates?">
    <p>
      <code>{question.value}</code> can be {question.readings.map((reading) => day(reading)).join(' or ')}.
    </p>
    <Choice
      legend="Dates are written"
      name="date_format"
      value={answers.date_format ?? null}
      onValue={(date_format) => onAnswer({ ...answers, date_format })}
      options={[
        { value: 'mdy', label: 'Month/day/year' },
        { value: 'dmy', label: 'Day/month/year' },
        { value: 'iso', label: 'Year-month-day' },
      ]}
    />
  </Panel>
);

const Accounts = ({ question, answers, onAnswer }: PartProps<Extract<OpenQuestion, { id: 'accounts' }>>) => (
  <Panel title="Which accounts are this portfolio?">
    <fieldset class="stack-tight">
      <legend class="label">Accounts of the file</legend>
      {question.accounts.map(({ key, name, positions }) => (
        <label class="choice" key={key}>
          <input
            type="checkbox"
            checked={answers.account_keys?.includes(key) ?? false}
            onChange={(event) => {
              const others = (answers.account_keys ?? []).filter((other) => other !== key);
              onAnswer({ ...answers, account_keys: event.currentTarget.checked ? [...others, key] : others });
            }}
          />
          <span>
            {name} <span class="muted small">{counted(positions, 'position')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  </Panel>
);

const Split = ({ question, answers, onAnswer }: PartProps<Extract<OpenQuestion, { id: 'split' }>>) => (
  <Panel title={`Was ${question.symbol} split?`}>
    <p>
      {grouped(question.quantity_before)} at {grouped(question.cost_before)} became{' '}
      {grouped(question.quantity_after)} at {grouped(question.cost_after)}: that looks like{' '}
      {question.ratio.new_shares} for {question.ratio.old_shares}.
    </p>
    <Choice
      legend={question.symbol}
      name={`split-${question.symbol}`}
      value={answers.splits?.[question.symbol] ?? null}
      onValue={(value) => onAnswer({ ...answers, splits: { ...answers.splits, [question.symbol]: value } })}
      options={[
        { value: 'split', label: 'It was split', hint: 'nothing was bought or sold' },
        { value: 'trade', label: 'I traded', hint: 'quantity and cost are new' },
      ]}
    />
  </Panel>
);

const Exit = ({ question, answers, onAnswer }: PartProps<Extract<OpenQuestion, { id: 'exit' }>>) => {
  const said = answers.exits?.[question.symbol] ?? { date: question.suggested_date, price: '' };
  const say = (change: Partial<typeof said>): void =>
    onAnswer({ ...answers, exits: { ...answers.exits, [question.symbol]: { ...said, ...change } } });
  return (
    <Panel title={`When was ${question.symbol} sold?`}>
      <p>
        {grouped(question.quantity)} of {question.symbol} are no longer in the file, and no close of it is
        known.
      </p>
      <div class="fields">
        <TextField
          label="Sold on"
          type="date"
          max={today()}
          value={said.date}
          onValue={(date) => say({ date })}
        />
        <TextField
          label="At a price per share of"
          inputMode="decimal"
          value={said.price}
          onValue={(price) => say({ price })}
        />
      </div>
    </Panel>
  );
};

const Part = (props: PartProps<OpenQuestion>) => {
  const { question, ...rest } = props;
  switch (question.id) {
    case 'entry_date':
      return <EntryDate question={question} {...rest} />;
    case 'lots':
      return <LotsQuestion question={question} {...rest} />;
    case 'date_format':
      return <DateFormat question={question} {...rest} />;
    case 'accounts':
      return <Accounts question={question} {...rest} />;
    case 'split':
      return <Split question={question} {...rest} />;
    case 'exit':
      return <Exit question={question} {...rest} />;
    case 'mapping':
      return null;
    default:
      return question satisfies never;
  }
};

const isAnswered = (question: OpenQuestion, answers: Answers): boolean => {
  switch (question.id) {
    case 'entry_date':
      return (answers.entry_date ?? '') !== '';
    case 'lots':
      return answers.lots !== undefined;
    case 'date_format':
      return answers.date_format !== undefined;
    case 'accounts':
      return (answers.account_keys ?? []).length > 0;
    case 'split':
      return answers.splits?.[question.symbol] !== undefined;
    case 'exit':
      return (answers.exits?.[question.symbol]?.price ?? '') !== '';
    case 'mapping':
      return true;
    default:
      return question satisfies never;
  }
};

type Props = {
  readonly preview: Preview;
  readonly answering: boolean;
  readonly problem: Problem | null;
  readonly said: Answers;
  readonly onAnswers: (answers: Answers) => void;
  readonly onStartOver: () => void;
};

/** What only the person can say, each asked once per file. */
export const Questions = ({ preview, answering, problem, said, onAnswers, onStartOver }: Props) => {
  const [answers, setAnswers] = useState<Answers>(said);
  const [tried, setTried] = useState(false);
  const all = openQuestions(preview);
  const mapping = all.some(({ id }) => id === 'mapping');
  const asked = all.filter(({ id }) => id !== 'mapping');
  const open = asked.filter((question) => !isAnswered(question, answers));
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (open.length === 0 && !answering) onAnswers(answers);
  };
  return (
    <div class="stack">
      {problem === null ? null : <ProblemNote problem={problem} title="The answer was not taken" />}
      {mapping ? (
        <Panel title="What do the columns mean?">
          <p>
            Nobody has described this layout yet. This is what the titles suggest: correct it where it is
            wrong.
          </p>
          <MappingForm
            preview={preview}
            busy={answering}
            onStartOver={onStartOver}
            onMapping={(chosen) => onAnswers({ ...answers, mapping: chosen })}
            onSaved={(mapping_id) => onAnswers({ ...answers, mapping_id })}
          />
        </Panel>
      ) : (
        <form class="stack" onSubmit={submit}>
          {asked.map((question) => (
            <Part
              key={`${question.id} ${'symbol' in question ? question.symbol : ''}`}
              question={question}
              answers={answers}
              onAnswer={setAnswers}
            />
          ))}
          {tried && open.length > 0 ? (
            <p class="wrong-line" role="alert">
              {counted(open.length, 'question is', 'questions are')} still open.
            </p>
          ) : null}
          <div class="actions">
            <Button type="submit" kind="primary" busy={answering}>
              Go on
            </Button>
            <Button kind="quiet" onClick={onStartOver}>
              Start again with another file
            </Button>
          </div>
        </form>
      )}
    </div>
  );
};
