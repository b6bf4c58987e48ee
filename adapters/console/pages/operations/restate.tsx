import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Restatement, RestatementAnswer, RestatementRun } from '../../api/operations.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRefreshed } from '../../api/use-refreshed.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Choice, TextField } from '../../components/field.tsx';
import { count, counted, day, grouped, instant, money } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Table } from '../../components/table.tsx';
import { Live } from './live.tsx';
import { ask } from './orders.tsx';
import { Pager } from './pager.tsx';
import { ShortId } from './short-id.tsx';

const PATH = '/api/v1/admin/restatements';
const PAGE = 20;

type Plan = RestatementAnswer['plans'][number];
type Scope = 'portfolio' | 'user' | 'all';

const CHANGES = { valued: 'accent', restated: 'warn', withdrawn: 'bad' } as const;

const PlanView = ({ plan }: { readonly plan: Plan }) => {
  const { portfolio_id, from, anchor, equity, dates, dates_changed } = plan;
  return (
    <Panel
      title={dates_changed === 0 ? 'Nothing would change' : `${counted(dates_changed, 'date')} would change`}
      aside={
        <a href={`/portfolios/${portfolio_id}`}>
          Portfolio <ShortId id={portfolio_id} />
        </a>
      }
    >
      <p class="muted small">
        From {day(from)}
        {anchor === null ? '' : `, with ${money(anchor.equity)} of ${day(anchor.date)} to start from`}
        {equity === null
          ? ''
          : `. Equity of ${day(equity.date)}: ${money(equity.before)} → ${money(equity.after)}`}
        .
      </p>
      {dates.length === 0 ? null : (
        <Table
          caption="Each date, as it is and as it would be"
          hideCaption
          cards
          pageSize={PAGE}
          rows={dates}
          keyOf={({ date }) => date}
          columns={[
            { id: 'date', title: 'Date', heading: true, cell: ({ date }) => day(date) },
            {
              id: 'change',
              title: 'Change',
              cell: ({ change }) => <Badge tone={CHANGES[change]}>{change}</Badge>,
            },
            { id: 'why', title: 'Why', cell: ({ reason }) => reason },
            {
              id: 'fields',
              title: 'Before and after',
              cell: ({ changed }) =>
                changed.length === 0 ? null : (
                  <details>
                    <summary>{counted(changed.length, 'figure')}</summary>
                    <dl class="facts small">
                      {changed.map(({ field, before, after }) => (
                        <>
                          <dt key={`${field}-name`}>{field.replaceAll('_', ' ')}</dt>
                          <dd key={field} class="number">
                            {before === null ? '–' : grouped(before)} →{' '}
                            {after === null ? '–' : grouped(after)}
                          </dd>
                        </>
                      ))}
                    </dl>
                  </details>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
};

const LookFirst = ({ onDone }: { readonly onDone: () => void }) => {
  const { query } = useLocation();
  const [scope, setScope] = useState<Scope>(query.user === undefined ? 'portfolio' : 'user');
  const [id, setId] = useState(query.user ?? query.portfolio ?? '');
  const [from, setFrom] = useState(query.from ?? '');
  const [start, setStart] = useState<'stated' | 'last_good'>('stated');
  const [answer, setAnswer] = useState<RestatementAnswer | null>(null);
  const { problem, sending, send } = useCommand<RestatementAnswer>();

  const terms = {
    ...(scope === 'all' ? { all: true } : { [`${scope}_id`]: id.trim() }),
    ...(from === '' ? {} : { from }),
    ...(start === 'last_good' ? { anchor: start } : {}),
  };
  /** Whatever is changed in the form, what was shown is about something else. */
  const changed = (set: () => void): void => {
    set();
    setAnswer(null);
  };
  const look = async (after: string | null): Promise<void> => {
    const found = await send(PATH, {
      method: 'POST',
      body: { ...terms, reason: 'looked at first', ...(after === null ? {} : { after }) },
    });
    if (!found.ok) return setAnswer(null);
    const { plans, refused, next_after } = found.value;
    setAnswer(
      after === null || answer === null
        ? found.value
        : {
            ...answer,
            plans: [...answer.plans, ...plans],
            refused: [...answer.refused, ...refused],
            next_after,
          },
    );
  };
  const whom = { portfolio: 'this portfolio', user: 'all portfolios of this user', all: 'all portfolios' }[
    scope
  ];
  return (
    <>
      <Panel title="What would change">
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!sending) void look(null);
          }}
        >
          <div class="fields">
            <Choice
              legend="Of"
              name="scope"
              value={scope}
              onValue={(value) => changed(() => setScope(value))}
              options={[
                { value: 'portfolio', label: 'One portfolio' },
                { value: 'user', label: 'All portfolios of a user' },
                { value: 'all', label: 'All portfolios' },
              ]}
            />
            <Choice
              legend="Equity is rolled from"
              name="start"
              value={start}
              onValue={(value) => changed(() => setStart(value))}
              options={[
                { value: 'stated', label: 'what the portfolio states' },
                { value: 'last_good', label: 'the last good date', hint: 'of imported snapshots' },
              ]}
            />
          </div>
          <div class="fields">
            {scope === 'all' ? null : (
              <TextField
                label={`Id of the ${scope}`}
                hint={scope === 'portfolio' ? 'The last part of its address' : 'As the list of users has it'}
                required
                value={id}
                onValue={(value) => changed(() => setId(value))}
              />
            )}
            <TextField
              label="From a date"
              type="date"
              required={start === 'stated'}
              hint="Dates before it stay as they are"
              value={from}
              onValue={(value) => changed(() => setFrom(value))}
            />
          </div>
          <div class="actions">
            <Button kind="primary" type="submit" busy={sending}>
              Show what would change
            </Button>
          </div>
        </form>
        {problem === null ? null : <ProblemNote problem={problem} />}
      </Panel>
      {answer === null ? null : (
        <div class="stack">
          {answer.plans.map((plan) => (
            <PlanView key={plan.portfolio_id} plan={plan} />
          ))}
          {answer.refused.map(({ portfolio_id, code, message }) => (
            <Note key={portfolio_id} tone="warn" title={`Portfolio ${portfolio_id} cannot be restated`}>
              <p>{message}</p>
              <p class="note-code">{code}</p>
            </Note>
          ))}
          <div class="actions">
            {answer.next_after === null ? null : (
              <Button busy={sending} onClick={() => void look(answer.next_after)}>
                Show more portfolios
              </Button>
            )}
            <Button
              kind="danger"
              onClick={() =>
                ask({
                  title: 'Restate?',
                  what: (
                    <p>
                      The dates of {whom}
                      {from === '' ? '' : ` from ${day(from)} on`} are valued anew and recorded with what they
                      were before and why. What was shown before stays in the log.
                    </p>
                  ),
                  verb: 'Restate',
                  danger: true,
                  path: PATH,
                  body: (reason) => ({ ...terms, reason, dry_run: false }),
                  done: 'The restatement is ordered.',
                  onDone: () => {
                    setAnswer(null);
                    onDone();
                  },
                })
              }
            >
              Restate {whom}
            </Button>
          </div>
        </div>
      )}
    </>
  );
};

const Runs = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const runs = useResource<{ readonly runs: readonly RestatementRun[]; readonly total: number }>(
    `${PATH}/${id}`,
    { limit: 100 },
  );
  return (
    <Dialog title="Runs of a restatement" kind="drawer" onClose={onClose}>
      <Loaded of={runs}>
        {({ runs: all, total }) => (
          <Table
            caption={
              total > all.length ? `The first ${all.length} of ${count(total)}` : counted(total, 'run')
            }
            rows={all}
            keyOf={({ batch_run_id }) => batch_run_id}
            columns={[
              {
                id: 'portfolio',
                title: 'Portfolio',
                heading: true,
                cell: ({ portfolio_id }) => (
                  <a href={`/portfolios/${portfolio_id}`}>
                    <ShortId id={portfolio_id} />
                  </a>
                ),
              },
              {
                id: 'status',
                title: 'Status',
                cell: ({ status, error }) => (
                  <>
                    {status}
                    {error === null ? null : <span class="loss small"> {error.message}</span>}
                  </>
                ),
              },
              {
                id: 'dates',
                title: 'Dates restated',
                right: true,
                cell: ({ dates_restated }) => count(dates_restated),
              },
            ]}
          />
        )}
      </Loaded>
    </Dialog>
  );
};

type Listed = { readonly restatements: readonly Restatement[]; readonly total: number };

export const RestatePage = () => {
  const [offset, setOffset] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const restatements = useRefreshed<Listed>(PATH, { limit: PAGE, offset });
  return (
    <Page
      title="Restate"
      caption="Operations"
      lead="Values dates anew with today’s engine and the facts that are known now. Looked at first, and then done."
    >
      <LookFirst onDone={restatements.reload} />
      <Panel title="Restatements" aside={<Live of={restatements} />}>
        <Loaded of={restatements}>
          {({ restatements: all, total }) =>
            total === 0 ? (
              <p class="muted">Nothing was restated yet.</p>
            ) : (
              <>
                <Table
                  caption={counted(total, 'restatement')}
                  cards
                  rows={all}
                  keyOf={({ restatement_id }) => restatement_id}
                  columns={[
                    {
                      id: 'at',
                      title: 'Ordered',
                      heading: true,
                      cell: ({ requested_at }) => instant(requested_at),
                    },
                    { id: 'from', title: 'From', cell: ({ from }) => day(from) },
                    { id: 'reason', title: 'Reason', cell: ({ reason }) => reason },
                    { id: 'by', title: 'By', cell: ({ requested_by }) => <ShortId id={requested_by} /> },
                    {
                      id: 'state',
                      title: 'State',
                      cell: ({ running, failed }) => (
                        <span class="row">
                          {running > 0 ? <Badge tone="accent">{running} run</Badge> : null}
                          {failed > 0 ? <Badge tone="bad">{failed} failed</Badge> : null}
                          {running + failed === 0 ? <Badge tone="good">done</Badge> : null}
                        </span>
                      ),
                    },
                    {
                      id: 'dates',
                      title: 'Dates restated',
                      right: true,
                      cell: ({ dates_restated }) => count(dates_restated),
                    },
                    {
                      id: 'runs',
                      title: 'Portfolios',
                      right: true,
                      cell: ({ portfolios, restatement_id }) => (
                        <Button small onClick={() => setOpen(restatement_id)}>
                          {count(portfolios)}
                          <span class="visually-hidden"> runs: show them</span>
                        </Button>
                      ),
                    },
                  ]}
                />
                <Pager total={total} offset={offset} limit={PAGE} onOffset={setOffset} />
              </>
            )
          }
        </Loaded>
      </Panel>
      {open === null ? null : <Runs id={open} onClose={() => setOpen(null)} />}
    </Page>
  );
};
