import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { isOnlyNow } from '../as-of-address.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ExplainDrawer } from '../components/explain-drawer.tsx';
import { asOf } from '../state/as-of.ts';
import { explained } from '../state/explained.ts';
import { refreshPortfolios } from '../state/portfolios.ts';
import { Banners } from './banners.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { OnlyNow } from './only-now.tsx';
import { useAsOfInAddress } from './use-as-of.ts';

/** What stands around every page of somebody who is signed in. */
export const Shell = ({ children }: { readonly children: ComponentChildren }) => {
  const { url, path } = useLocation();
  useAsOfInAddress();
  const [menu, setMenu] = useState(false);
  // Whoever went somewhere has left what was open.
  useEffect(() => {
    setMenu(false);
    explained.value = null;
  }, [url]);
  // Their names as they were then.
  useEffect(() => void refreshPortfolios(), [asOf.value]);
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
            {asOf.value !== null && isOnlyNow(path) ? <OnlyNow /> : children}
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
