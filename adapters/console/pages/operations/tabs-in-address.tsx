import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { Tabs } from '../../components/tabs.tsx';

type Tab = { readonly id: string; readonly label: string; readonly content: () => ComponentChildren };

/** Tabs that a link can lead to: `?tab=rebuilds`. Only what is selected is read. */
export const TabsInAddress = ({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly [Tab, ...Tab[]];
}) => {
  const { path, query, route } = useLocation();
  const selected = tabs.find(({ id }) => id === query.tab) ?? tabs[0];
  return (
    <Tabs
      label={label}
      tabs={tabs}
      selected={selected.id}
      onSelect={(id) => route(id === tabs[0].id ? path : `${path}?tab=${id}`, true)}
    >
      <div class="stack" key={selected.id}>
        {selected.content()}
      </div>
    </Tabs>
  );
};
