import { isIPv4 } from 'node:net';
import type { Config } from './config.ts';

/**
 * Why this configuration must not be served, or null. Anybody on the network could register with the published invite
 * code; and a generated signing secret is one that no operator chose, keeps or rotates.
 */
export const unsafePublicBind = (
  config: Pick<
    Config,
    'roles' | 'host' | 'inviteCodeIsDefault' | 'jwtSecret' | 'jwtKeysFile' | 'allowPublicBindWithDefaults'
  >,
): string | null => {
  // Nobody can register or sign in with a process that answers for its health alone.
  if (!config.roles.includes('api')) return null;
  if (isLoopback(config.host) || config.allowPublicBindWithDefaults) return null;
  const unsafe = [
    ...(config.inviteCodeIsDefault ? ['BETA_INVITE_CODE'] : []),
    ...(config.jwtSecret === null && config.jwtKeysFile === null ? ['JWT_SECRET'] : []),
  ];
  if (unsafe.length === 0) return null;
  return `HOST: "${config.host}" can be reached from other machines and ${unsafe.join(' and ')} ${unsafe.length > 1 ? 'are' : 'is'} not set; set ${unsafe.length > 1 ? 'them' : 'it'}, or listen on 127.0.0.1, or accept the risk with ALLOW_PUBLIC_BIND_WITH_DEFAULTS=true.`;
};

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
