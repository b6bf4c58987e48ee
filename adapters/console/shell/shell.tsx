import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ExplainDrawer } from '../components/explain-drawer.tsx';
import { explained } from '../state/explained.ts';
import { refreshPortfolios } from '../state/portfolios.ts';
import { Banners } from './banners.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';

/** What stands around every page of somebody who is signed in. */
export const Shell = ({ children }: { readonly children: ComponentChildren }) => {
  const { url } = useLocation();
  const [menu, setMenu] = useState(false);
  // Whoever went somewhere has left what was open.
  useEffect(() => {
    setMenu(false);
    explained.value = null;
  }, [url]);
  useEffect(() => void refreshPortfolios(), []);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <div class="shell">
        <Navigation />
        <header class="topbar">
          <Brand />
          <Button small aria-expanded={menu} onClick={() => setMenu(true)}>
            Menu
          </Button>
        </header>
        <div class="main">
          <Banners />
          <main id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      {menu ? (
        <Dialog title="Menu" kind="menu" onClose={() => setMenu(false)}>
          <Navigation />
        </Dialog>
      ) : null}
      <ExplainDrawer />
    </>
  );
};
