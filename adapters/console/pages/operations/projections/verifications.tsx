import type { Verification } from '../../../api/operations.ts';
import { useRefreshed } from '../../../api/use-refreshed.ts';
import { Badge } from '../../../components/badge.tsx';
import { Empty } from '../../../components/empty.tsx';
import { count, counted, instant } from '../../../components/format.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Panel } from '../../../components/panel.tsx';
import { CommandLine } from '../copy.tsx';
import { comparedTables } from './compared-tables.ts';
import { Differences } from './differences.tsx';

const scopeText = (scope: Verification['scope']): string => {
  switch (scope.kind) {
    case 'whole':
      return 'Everything';
    case 'sample':
      return `A sample of ${counted(scope.keys, 'key')} of each kind`;
    case 'key':
      return `The ${scope.key_kind} ${scope.key}`;
  }
};

const Outcome = ({ verification: { status, differences } }: { readonly verification: Verification }) => {
  if (status === 'running') return <Badge tone="accent">runs</Badge>;
  if (status === 'failed') return <Badge tone="bad">failed</Badge>;
  return differences === 0 ? (
    <Badge tone="good">no drift</Badge>
  ) : (
    <Badge tone="bad">{counted(differences, 'row differs', 'rows differ')}</Badge>
  );
};

const One = ({ verification }: { readonly verification: Verification }) => {
  const { projections, scope, actor, started_at, ended_at, error } = verification;
  const events = projections.reduce((sum, compared) => sum + compared.events, 0);
  const skipped = projections.filter(({ position }) => position === null);
  const repairs = [...new Set(projections.flatMap(({ repair }) => repair))];
  const drifted = comparedTables(projections, false);
  return (
    <Panel
      title={scopeText(scope)}
      aside={
        <>
          <Outcome verification={verification} />
          <span>{instant(ended_at ?? started_at)}</span>
        </>
      }
    >
      <p class="small muted">
        {projections.length === 0
          ? 'The log is being folded beside the live tables.'
          : `${counted(projections.length, 'read model')} against ${count(events)} events`}
        {actor.kind === 'process' ? `, by the ${actor.id}` : ', by an operator'}.
        {skipped.length === 0
          ? ''
          : ` Not looked at, because their tables are of another version: ${skipped.map(({ projection }) => projection).join(', ')}.`}
      </p>
      {error === null ? null : <p class="loss">{error}</p>}
      {drifted.length === 0 ? null : <Differences caption="What differs from the log" tables={drifted} />}
      {repairs.length === 0 ? null : (
        <div class="stack-tight">
          <h3>This mends it</h3>
          {repairs.map((command) => (
            <CommandLine key={command} command={command} />
          ))}
        </div>
      )}
    </Panel>
  );
};

/** Whether the read models were what the log says, the newest first. */
export const Verifications = () => {
  const verifications = useRefreshed<{ readonly verifications: readonly Verification[] }>(
    '/api/v1/admin/projections/verifications',
  );
  return (
    <Loaded of={verifications}>
      {({ verifications: all }) =>
        all.length === 0 ? (
          <Empty title="Nothing was verified yet">
            <p class="muted">
              It happens by itself once a day, of a sample. Begin one at{' '}
              <a href="/operations/projections">Read models</a>.
            </p>
          </Empty>
        ) : (
          all.map((verification) => <One key={verification.verification_id} verification={verification} />)
        )
      }
    </Loaded>
  );
};
