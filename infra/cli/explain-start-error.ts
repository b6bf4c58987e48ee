import type { Config } from '../config/config.ts';
import { errorCode } from '../error-code.ts';
import { PrerequisitesMissing } from '../service/prerequisites.ts';
import { MixedPrices } from '../service/refuse-mixed-prices.ts';

/** One line for what a person can mend before the next start; null for anything else. */
export const explainStartError = (
  error: unknown,
  { host, port }: Pick<Config, 'host' | 'port'>,
): string | null => {
  if (error instanceof PrerequisitesMissing || error instanceof MixedPrices) return error.message;
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
