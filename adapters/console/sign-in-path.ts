/** Where to sign in, and where to go on afterwards. */
export const signInPath = (url: string): string =>
  url === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url)}`;

/** Only a place of our own: a link of somebody else must not lead away after signing in. */
export const nextOf = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
