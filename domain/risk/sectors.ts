/** The eleven sectors of the Global Industry Classification Standard. */
export const SECTORS = [
  'Communication Services',
  'Consumer Discretionary',
  'Consumer Staples',
  'Energy',
  'Financials',
  'Health Care',
  'Industrials',
  'Information Technology',
  'Materials',
  'Real Estate',
  'Utilities',
] as const;
export type Sector = (typeof SECTORS)[number];

/** Other names of the same sectors, as providers and older standards write them. */
const ALIASES: ReadonlyMap<string, Sector> = new Map<string, Sector>([
  ...SECTORS.map((sector): [string, Sector] => [sector.toLowerCase(), sector]),
  ['communications', 'Communication Services'],
  ['telecommunication', 'Communication Services'],
  ['telecommunications', 'Communication Services'],
  ['telecommunication services', 'Communication Services'],
  ['consumer cyclical', 'Consumer Discretionary'],
  ['consumer defensive', 'Consumer Staples'],
  ['financial', 'Financials'],
  ['financial services', 'Financials'],
  ['healthcare', 'Health Care'],
  ['industrial', 'Industrials'],
  ['technology', 'Information Technology'],
  ['basic materials', 'Materials'],
]);

/**
 * A provider's name of a sector as its GICS name, whatever its case and spaces; null for one that is not known.
 *
 * @example normaliseSector(' Consumer Cyclical ') // 'Consumer Discretionary'
 */
export const normaliseSector = (name: string | null): Sector | null =>
  name === null ? null : (ALIASES.get(name.trim().replace(/\s+/g, ' ').toLowerCase()) ?? null);
