import { ScopePage } from '../portfolio/scope-page.tsx';
import { Concentration } from './concentration.tsx';
import { Correlations } from './correlations.tsx';
import { Factors } from './factors.tsx';
import { Greeks } from './greeks.tsx';
import { Tails } from './tails.tsx';

const RiskPage = () => (
  <ScopePage title="Risk">
    {(scope) => (
      <>
        <Factors scope={scope} />
        <Tails scope={scope} />
        <Correlations scope={scope} />
        <Concentration scope={scope} />
        <Greeks scope={scope} />
      </>
    )}
  </ScopePage>
);

export default RiskPage;
