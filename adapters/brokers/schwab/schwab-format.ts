import { shareOfTitles } from '../fingerprint.ts';
import type { BrokerFormat } from '../format.ts';
import { hasTitleLine, readSchwabPositions } from './read-positions.ts';

const DOWNLOAD =
  'On schwab.com open Accounts > Positions, choose one account or all accounts, and choose Export (top right), CSV.';

/** A layout of Schwab's positions by its titles: one of several sets. The title line is half of the certainty. */
export const schwabFormat = (
  version: string,
  fingerprints: readonly (readonly string[])[],
): BrokerFormat => ({
  id: `schwab-positions-${version}`,
  broker: 'Charles Schwab',
  name: `Charles Schwab positions (${version} layout)`,
  download: DOWNLOAD,
  recognise: (file) => {
    const share = Math.max(...fingerprints.map((titles) => shareOfTitles(file, titles)));
    // Many brokers have most of these titles; without the title line nearly all of them must be there.
    return hasTitleLine(file) && share > 0 ? (1 + share) / 2 : share ** 3 * 0.9;
  },
  read: readSchwabPositions,
});
