import lazy from 'preact-iso/lazy';

/**
 * Every page: its path, who may see it, and its own script. Each module has one default export, the page.
 * `anyone`: also those who are not signed in, and without the shell.
 */
export const PAGES = [
  { path: '/sign-in', access: 'anyone', component: lazy(() => import('./pages/sign-in/sign-in.tsx')) },
  { path: '/register', access: 'anyone', component: lazy(() => import('./pages/sign-in/register.tsx')) },
  {
    path: '/forgotten-password',
    access: 'anyone',
    component: lazy(() => import('./pages/sign-in/forgotten-password.tsx')),
  },
  {
    path: '/reset-password',
    access: 'anyone',
    component: lazy(() => import('./pages/sign-in/reset-password.tsx')),
  },
  { path: '/', access: 'signed in', component: lazy(() => import('./pages/home/home.tsx')) },
  { path: '/import', access: 'signed in', component: lazy(() => import('./pages/import/import.tsx')) },
  {
    path: '/import/progress',
    access: 'signed in',
    component: lazy(() => import('./pages/progress/several.tsx')),
  },
  {
    path: '/portfolios/:id/import',
    access: 'signed in',
    component: lazy(() => import('./pages/import/reimport.tsx')),
  },
  {
    path: '/portfolios/:id/progress',
    access: 'signed in',
    component: lazy(() => import('./pages/progress/progress.tsx')),
  },
] as const;

/** The pages of one portfolio, in the order of the navigation; `part` follows `/portfolios/{id}`. */
export const PORTFOLIO_PAGES = [
  { part: '', title: 'Overview' },
  { part: '/risk', title: 'Risk' },
  { part: '/stress', title: 'Stress' },
  { part: '/progress', title: 'Calculation' },
  { part: '/import', title: 'Newer file' },
] as const;
