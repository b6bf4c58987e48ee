import lazy from 'preact-iso/lazy';
import Home from './pages/home/home.tsx';

// What is used together is one script: many small ones compress badly.
const threshold = () => import('./pages/sign-in/pages.ts');
const imports = () => import('./pages/import/pages.ts');
const portfolio = () => import('./pages/portfolio/pages.ts');

/**
 * Every page: its path and who may see it. `anyone`: also those who are not signed in, and without the shell. A script
 * is loaded when the first page of it is gone to; that of `superuser` by nobody else.
 */
export const PAGES = [
  { path: '/sign-in', access: 'anyone', component: lazy(() => threshold().then((pages) => pages.SignIn)) },
  { path: '/register', access: 'anyone', component: lazy(() => threshold().then((pages) => pages.Register)) },
  {
    path: '/forgotten-password',
    access: 'anyone',
    component: lazy(() => threshold().then((pages) => pages.ForgottenPassword)),
  },
  {
    path: '/reset-password',
    access: 'anyone',
    component: lazy(() => threshold().then((pages) => pages.ResetPassword)),
  },
  { path: '/', access: 'signed in', component: Home },
  {
    path: '/portfolios/:id',
    access: 'signed in',
    component: lazy(() => portfolio().then((pages) => pages.Portfolio)),
  },
  {
    path: '/portfolios/:id/risk',
    access: 'signed in',
    component: lazy(() => portfolio().then((pages) => pages.Risk)),
  },
  {
    path: '/portfolios/:id/stress',
    access: 'signed in',
    component: lazy(() => portfolio().then((pages) => pages.Stress)),
  },
  {
    path: '/portfolios/:id/audit',
    access: 'signed in',
    component: lazy(() => import('./pages/audit/audit.tsx')),
  },
  {
    path: '/account',
    access: 'signed in',
    component: lazy(() => threshold().then((pages) => pages.Account)),
  },
  { path: '/import', access: 'signed in', component: lazy(() => imports().then((pages) => pages.Import)) },
  {
    path: '/import/progress',
    access: 'signed in',
    component: lazy(() => imports().then((pages) => pages.SeveralProgress)),
  },
  {
    path: '/portfolios/:id/import',
    access: 'signed in',
    component: lazy(() => imports().then((pages) => pages.Reimport)),
  },
  {
    path: '/portfolios/:id/progress',
    access: 'signed in',
    component: lazy(() => imports().then((pages) => pages.ProgressPage)),
  },
  {
    path: '/operations/:part?',
    access: 'superuser',
    component: lazy(() => import('./pages/operations/operations.tsx')),
  },
] as const;
