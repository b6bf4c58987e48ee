import { useEffect, useReducer } from 'preact/hooks';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { importReducer, resumedImport } from '../import/machine.ts';
import { RunView } from './run-view.tsx';
import { useRun } from './use-run.ts';

/** The second half of an import, wherever it is looked at: the same machine, fed by the run. */
export const WatchedRun = ({
  portfolioId,
  name,
}: {
  readonly portfolioId: string;
  readonly name: string;
}) => {
  const { run, problem, connected } = useRun(portfolioId);
  const [{ step }, dispatch] = useReducer(importReducer, null, () => resumedImport([{ portfolioId, name }]));
  useEffect(() => {
    if (run !== null) dispatch({ type: 'progressed', run });
  }, [run]);
  if (problem !== null) return <ProblemNote problem={problem} title="The calculation cannot be shown" />;
  const shown = 'run' in step ? step.run : null;
  if (shown === null) return <Skeleton lines={6} />;
  return (
    <RunView
      portfolioId={portfolioId}
      at={step.at}
      run={shown}
      connected={connected}
      onRequested={() => dispatch({ type: 'calculation requested' })}
    />
  );
};
