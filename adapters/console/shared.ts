/**
 * What several groups of pages use. Each group imports it whole, and the first script as well: what has the same
 * importers is one script, and one script compresses better than twenty.
 */
import './api/entry-errors.ts';
import './api/listen.ts';
import './api/problem.ts';
import './api/use-command.ts';
import './api/use-resource.ts';
import './components/button.tsx';
import './components/dialog.tsx';
import './components/download.tsx';
import './components/empty.tsx';
import './components/field.tsx';
import './components/figure.tsx';
import './components/loaded.tsx';
import './components/panel.tsx';
import './components/problem-note.tsx';
import './components/progress.tsx';
import './components/simulated-banner.tsx';
import './components/table.tsx';
import './components/tabs.tsx';
import './components/tiles.tsx';
import './pages/portfolio/scope.ts';
import './pages/portfolio/scope-pages.ts';
import './progress-path.ts';
import './shell/brand.tsx';
import './shell/use-as-of.ts';
import './state/may-edit.ts';
import './state/portfolios.ts';
import './state/theme.ts';
