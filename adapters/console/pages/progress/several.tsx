import { useLocation } from 'preact-iso/router';
import type { Portfolio } from '../../api/types.ts';
import { useResource } from '../../api/use-resource.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Empty } from '../../components/empty.tsx';
import { counted } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Progress } from '../../components/progress.tsx';
import { progressPath } from '../../progress-path.ts';
import { useRun } from './use-run.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const TONES: Readonly<Record<string, Tone>> = { completed: 'good', partial: 'warn', failed: 'bad' };

const One = ({ portfolioId }: { readonly portfolioId: string }) => {
  const portfolio = useResource<Portfolio>(`/api/v1/portfolios/${portfolioId}`);
  const { run, problem } = useRun(portfolioId);
  const status = run?.status ?? 'running';
  return (
    <Panel
      title={portfolio.value?.portfolio_name ?? 'Portfolio'}
      aside={<Badge tone={TONES[status] ?? 'accent'}>{status.replace('_', ' ')}</Badge>}
    >
      {problem === null ? null : <p class="loss">{problem.message}</p>}
      <Progress
        label={`Calculation of ${portfolio.value?.portfolio_name ?? 'the portfolio'}`}
        percent={run?.overall_progress.percent_complete ?? 0}
        bad={status === 'failed'}
      />
      <div class="actions">
        {run?.analytics_available ? (
          <a class="button button-primary" href={`/portfolios/${portfolioId}`}>
            View available analytics
          </a>
        ) : null}
        <a href={progressPath([portfolioId])}>Phases and log</a>
      </div>
    </Panel>
  );
};

/** The portfolios that one file has brought, as they are calculated. */
const SeveralProgress = () => {
  const { query } = useLocation();
  const ids = (query.portfolios ?? '').split(',').filter((id) => UUID.test(id));
  return (
    <Page title="Calculations" lead={`One file brought ${counted(ids.length, 'portfolio')}.`}>
      {ids.length === 0 ? (
        <Empty title="There is nothing to watch here">
          <a href="/">Go to your portfolios</a>
        </Empty>
      ) : (
        <div class="columns">
          {ids.map((id) => (
            <One key={id} portfolioId={id} />
          ))}
        </div>
      )}
    </Page>
  );
};

export default SeveralProgress;
