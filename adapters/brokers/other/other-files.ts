import { firstRowsOf, shareOfTitles } from '../fingerprint.ts';
import type { OtherFormat, SourceFile } from '../format.ts';

const firstText = (file: SourceFile): string => firstRowsOf(file)[0]?.fields.join(' ').slice(0, 500) ?? '';

const POSITIONS = 'Download your positions (holdings, portfolio) as CSV instead, or fill in our template.';

/** Schwab's window of one holding; its title names the holding and the account. */
export const schwabLotDetails: OtherFormat = {
  id: 'schwab-lot-details',
  what: 'the lot details of one holding at Charles Schwab',
  instead: 'On schwab.com choose Accounts > Positions > Export: that file has all holdings.',
  recognise: (file) =>
    /\blot details for\b/i.test(firstText(file))
      ? 1
      : shareOfTitles(file, ['open date', 'quantity', 'cost/share', 'cost basis', 'holding period']) * 0.9,
};

/** What was sold and what it brought, with the days of purchase and sale. */
export const realisedGains: OtherFormat = {
  id: 'realised-gains',
  what: 'a list of realised gains and losses',
  instead: POSITIONS,
  recognise: (file) => {
    if (/^realized (?:gain|g\/l)/i.test(firstText(file))) return 0.95;
    const proceeds = shareOfTitles(file, ['proceeds']);
    const sold = ['date sold', 'sell date', 'closed date', 'date of sale', 'sold date', 'disposal date'];
    return proceeds === 1 && sold.some((title) => shareOfTitles(file, [title]) === 1) ? 0.9 : 0;
  },
};

export const thinkorswimAccountStatement: OtherFormat = {
  id: 'thinkorswim-account-statement',
  what: 'an account statement of thinkorswim: orders, trades and balances',
  instead: 'In thinkorswim choose Monitor > Activity and Positions > Position Statement > Export to file.',
  recognise: (file) => (/^account statement for .* since /i.test(firstText(file)) ? 0.95 : 0),
};

/** OFX, also under the names QFX and QBO: version 1 is SGML that reads like rows, version 2 is XML. */
export const ofxDownload: OtherFormat = {
  id: 'ofx',
  what: 'an OFX file (QFX, QBO) for a personal-finance program',
  instead: 'Choose CSV or spreadsheet as the format of the download, and positions as its content.',
  recognise: (file) => {
    if (file.kind === 'xml') return file.elements[0]?.name.toUpperCase() === 'OFX' ? 1 : 0;
    return /^OFXHEADER\s*:/i.test(firstText(file)) ? 1 : 0;
  },
};

/** A Flex query is what its sections are: without open positions it is a history. */
export const ibkrFlexHistory: OtherFormat = {
  id: 'ibkr-flex-transactions',
  what: 'a Flex query of Interactive Brokers without the section Open Positions',
  instead: 'Add the section Open Positions to the query and run it again.',
  recognise: (file) =>
    file.kind === 'xml' &&
    file.elements[0]?.name === 'FlexQueryResponse' &&
    !file.elements.some(({ name }) => name === 'OpenPosition')
      ? 0.95
      : 0,
};
