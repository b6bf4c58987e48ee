import '../../shared.ts';
import type { ComponentType } from 'preact';
import { useLocation } from 'preact-iso/router';
import { DataHealthPage } from './data-health.tsx';
import { Asked } from './orders.tsx';
import { OverviewPage } from './overview.tsx';
import { ProjectionsPage } from './projections/projections.tsx';
import { RestatePage } from './restate.tsx';
import { SymbolsPage } from './symbols/symbols.tsx';
import { UsersPage } from './users/users.tsx';

type Part = { readonly part: string; readonly title: string; readonly page: ComponentType };

const PARTS: readonly [Part, ...Part[]] = [
  { part: '', title: 'Overview', page: OverviewPage },
  { part: '/projections', title: 'Projections', page: ProjectionsPage },
  { part: '/restate', title: 'Restate', page: RestatePage },
  { part: '/symbols', title: 'Symbols', page: SymbolsPage },
  { part: '/data-health', title: 'Data health', page: DataHealthPage },
  { part: '/users', title: 'Users', page: UsersPage },
];

const ROOT = '/operations';

/** For those who run the service; nobody else loads it. */
const Operations = () => {
  const { path } = useLocation();
  const found = PARTS.find(({ part }) => path === ROOT + part) ?? PARTS[0];
  const Content = found.page;
  return (
    <>
      <nav class="sub-nav operations-nav" aria-label="Operations">
        {PARTS.map(({ part, title }) => (
          <a key={part} href={ROOT + part} aria-current={found.part === part ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <Content key={found.part} />
      <Asked />
    </>
  );
};

export default Operations;
