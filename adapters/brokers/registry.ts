import type { BrokerFormat, OtherFormat } from './format.ts';

/** Every layout of positions that is understood. The one that recognises most of its fingerprint reads a file. */
export const brokerFormats: readonly BrokerFormat[] = [];

/** What people take for a file of positions, and is none. */
export const otherFormats: readonly OtherFormat[] = [];
