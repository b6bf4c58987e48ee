import { useReducer } from 'preact/hooks';
import type { PositionPage } from '../../api/analytics.ts';
import { useResource } from '../../api/use-resource.ts';
import type { Scope } from '../portfolio/scope.ts';
import { ScopePage } from '../portfolio/scope-page.tsx';
import { draftReducer, NOTHING, requestOf } from './draft.ts';
import { Scenarios } from './scenarios.tsx';
import { Shocks } from './shocks.tsx';
import { useWhatIf } from './use-what-if.ts';
import { WhatIf } from './what-if.tsx';

const MOST_POSITIONS = 1000;

/** One draft, asked about as a whole: a shock of one's own shows with and without what is tried out. */
const Trials = ({ scope }: { readonly scope: Scope }) => {
  const [draft, dispatch] = useReducer(draftReducer, NOTHING);
  const positions = useResource<PositionPage>(
    scope.kind === 'all' ? null : `/api/v1/portfolios/${scope.id}/positions`,
    { limit: MOST_POSITIONS },
  );
  const tried = useWhatIf(scope, requestOf(draft, positions.value?.positions ?? []));
  return (
    <>
      <Shocks draft={draft} dispatch={dispatch} tried={tried} />
      <WhatIf
        scope={scope}
        positions={scope.kind === 'all' ? null : positions}
        draft={draft}
        dispatch={dispatch}
        tried={tried}
      />
    </>
  );
};

const StressPage = () => (
  <ScopePage title="Stress">
    {(scope) => (
      <>
        <Scenarios scope={scope} />
        <Trials scope={scope} />
      </>
    )}
  </ScopePage>
);

export default StressPage;
