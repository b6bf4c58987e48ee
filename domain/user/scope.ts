/** What an API key may be made for: to look, to change, to administer (which only a superuser's key can). */
export const SCOPES = ['read', 'write', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];
