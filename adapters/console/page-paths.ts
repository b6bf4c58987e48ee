/** The first parts of the paths of pages. The server answers all of them with the same index. */
const FIRST_PARTS = new Set([
  'sign-in',
  'register',
  'forgotten-password',
  'reset-password',
  'import',
  'portfolios',
  'account',
  'operations',
]);

export const isPage = (path: string): boolean => path === '/' || FIRST_PARTS.has(path.split('/', 2)[1] ?? '');
