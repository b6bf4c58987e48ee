import '../../shared.ts';
import { useLocation, useRoute } from 'preact-iso/router';
import { Page } from '../../components/page.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { portfolioList } from '../../state/portfolios.ts';
import { Chain } from './chain.tsx';
import { Changes } from './changes.tsx';
import { EventDrawer } from './event-drawer.tsx';
import { Exports } from './exports.tsx';
import { Imports } from './imports.tsx';
import { LookBack } from './look-back.tsx';
import { TimelineList } from './timeline.tsx';
import { useTimeline } from './use-timeline.ts';

const TABS = [
  { id: 'timeline', label: 'Timeline' },
  { id: 'changes', label: 'What changed' },
  { id: 'imports', label: 'Imports' },
  { id: 'proof', label: 'Proof and export' },
] as const;

type Query = Readonly<Record<string, string | undefined>>;

const addressOf = (path: string, query: Query): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
};

const Audit = ({ portfolioId }: { readonly portfolioId: string }) => {
  const { path, query, route } = useLocation();
  const timeline = useTimeline(portfolioId);
  const tab = TABS.find(({ id }) => id === query.tab)?.id ?? 'timeline';
  const { from = '', to = '', event } = query;
  // All of it is in the address, so that a link leads to it.
  const go = (changed: Query): void => route(addressOf(path, { ...query, ...changed }), true);
  const open = (eventId: string): void => go({ event: eventId });
  const name = portfolioList.value?.find(({ portfolio_id }) => portfolio_id === portfolioId)?.portfolio_name;
  return (
    <Page
      title="Audit"
      lead="What happened, who did it and why; and everything as it was at any moment."
      {...(name === undefined ? {} : { caption: name })}
    >
      <LookBack portfolioId={portfolioId} timeline={timeline} />
      <Tabs label="Audit" tabs={TABS} selected={tab} onSelect={(id) => go({ tab: id })}>
        {tab === 'timeline' ? (
          <TimelineList
            portfolioId={portfolioId}
            timeline={timeline}
            onOpen={open}
            onCompare={(position) => go({ tab: 'changes', from: position, to: undefined })}
          />
        ) : null}
        {tab === 'changes' ? (
          <Changes
            key={`${from} ${to}`}
            portfolioId={portfolioId}
            timeline={timeline}
            from={from}
            to={to}
            onMoments={(first, second) => go({ from: first, to: second })}
            onOpen={open}
          />
        ) : null}
        {tab === 'imports' ? <Imports portfolioId={portfolioId} onReverted={timeline.reload} /> : null}
        {tab === 'proof' ? (
          <div class="columns">
            <Chain />
            <Exports portfolioId={portfolioId} />
          </div>
        ) : null}
      </Tabs>
      {event === undefined ? null : (
        <EventDrawer
          portfolioId={portfolioId}
          eventId={event}
          onOpen={open}
          onClose={() => go({ event: undefined })}
        />
      )}
    </Page>
  );
};

const AuditPage = () => {
  const { params } = useRoute();
  const id = params.id ?? '';
  return <Audit key={id} portfolioId={id} />;
};

export default AuditPage;
