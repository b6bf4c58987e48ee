import type { Config } from '../config/config.ts';
import { errorCode } from '../error-code.ts';

/** One line for an address that cannot be listened on; null for anything else. */
export const explainStartError = (
  error: unknown,
  { host, port }: Pick<Config, 'host' | 'port'>,
): string | null => {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `PORT: ${port} on ${host} is taken; stop what listens there, or set PORT to another one (PORT=0 takes any free one).`;
    case 'EACCES':
      return `PORT: ${port} on ${host} needs rights that this user does not have; set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `HOST: ${host} is not an address of this machine; set HOST to one that is, such as 127.0.0.1.`;
    default:
      return null;
  }
};
