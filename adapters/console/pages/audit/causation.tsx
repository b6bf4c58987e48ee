import { useState } from 'preact/hooks';
import type { Actor, CausationTree, CommandTree, EventTree, TouchedRows } from '../../api/audit.ts';
import { useResource } from '../../api/use-resource.ts';
import { Button } from '../../components/button.tsx';
import { counted, instant } from '../../components/format.ts';
import { Loaded } from '../../components/loaded.tsx';
import { session } from '../../state/session.ts';
import { Readable, words } from './readable.tsx';

type About = {
  readonly portfolioId: string;
  /** The event that the drawer is about. */
  readonly current: string;
  readonly onOpen: (eventId: string) => void;
};

const AT_ONCE = 25;

/** Where a row of a read model can be looked at; the rest are of the service's own house. */
const PAGE_OF_TABLE: Readonly<Record<string, string>> = {
  portfolios: '',
  positions: '',
  snapshots: '',
  capital_flows: '',
  portfolio_imports: '/audit?tab=imports',
  risk: '/risk',
  factor_exposures: '/risk',
  stress_results: '/stress',
  calculation_runs: '/progress',
};

export const whoText = ({ kind, user_id, impersonator_id, process }: Actor): string => {
  if (kind === 'process') return `the process “${process ?? ''}”`;
  const me = session.value.state === 'in' ? session.value.user.id : null;
  const named = (id: string): string => (id === me ? 'you' : `user ${id.slice(0, 8)}`);
  const who = user_id === null ? 'somebody else' : named(user_id);
  if (impersonator_id === null) return who;
  return `${impersonator_id === me ? 'you, as an administrator,' : `administrator ${impersonator_id.slice(0, 8)}`} acting as ${who}`;
};

const Rows = ({ rows, portfolioId }: { readonly rows: TouchedRows; readonly portfolioId: string }) => {
  const [open, setOpen] = useState(false);
  const part = PAGE_OF_TABLE[rows.table];
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {rows.operation === 'write' ? 'Wrote' : 'Removed'} {counted(rows.total, 'row')} of{' '}
          {words(rows.table)}
        </summary>
        {open ? (
          <div class="stack-tight">
            <Readable value={rows.keys} />
            {part === undefined ? null : (
              <p class="small">
                <a href={`/portfolios/${portfolioId}${part}`}>See what is shown of them</a>
              </p>
            )}
          </div>
        ) : null}
      </details>
    </li>
  );
};

const EventBranch = ({ event, ...about }: About & { readonly event: EventTree }) => (
  <li>
    <p>
      {event.event_id === about.current ? (
        <strong aria-current="true">{words(event.type)}</strong>
      ) : (
        <button type="button" class="link" onClick={() => about.onOpen(event.event_id)}>
          {words(event.type)}
        </button>
      )}{' '}
      <span class="muted small">
        position {event.position}, {instant(event.occurred_at)}
      </span>
    </p>
    {event.rows.length + event.commands.length === 0 ? null : (
      <ul>
        {event.rows.map((rows) => (
          <Rows key={`${rows.table} ${rows.operation}`} rows={rows} portfolioId={about.portfolioId} />
        ))}
        {event.commands.map((command) => (
          <CommandBranch key={command.command_id} command={command} {...about} />
        ))}
      </ul>
    )}
  </li>
);

const CommandBranch = ({ command, ...about }: About & { readonly command: CommandTree }) => {
  const [shown, setShown] = useState(AT_ONCE);
  const more = command.events.length - shown;
  return (
    <li>
      <p>
        Command of {whoText(command.actor)}{' '}
        <span class="muted small">
          {counted(command.events.length, 'event')} <code>{command.command_id.slice(0, 8)}</code>
        </span>
      </p>
      <ul>
        {command.events.slice(0, shown).map((event) => (
          <EventBranch key={event.event_id} event={event} {...about} />
        ))}
      </ul>
      {more <= 0 ? null : (
        <Button small onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(more, AT_ONCE)} more events
        </Button>
      )}
    </li>
  );
};

/** What came of a command: its events, what they set off, and the rows of the read models at the end. */
export const Causation = ({ correlationId, ...about }: About & { readonly correlationId: string }) => {
  const tree = useResource<CausationTree>(`/api/v1/audit/correlations/${encodeURIComponent(correlationId)}`);
  return (
    <Loaded of={tree} lines={4}>
      {({ commands, truncated_after }) => (
        <>
          <ul class="tree small">
            {commands.map((command) => (
              <CommandBranch key={command.command_id} command={command} {...about} />
            ))}
          </ul>
          {truncated_after === null ? null : (
            <p class="muted small">There was more after position {truncated_after} than is shown here.</p>
          )}
        </>
      )}
    </Loaded>
  );
};
