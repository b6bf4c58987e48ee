import type { IsoDate } from '../../../domain/dates.ts';
import { lastDayIn } from '../as-of.ts';
import type {
  BrokerFormat,
  PrintedHolding,
  SkippedRow,
  SourceFile,
  Statement,
  XmlElement,
} from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { printedCash, printedHolding, skippedRow } from '../printed.ts';
import { lotsInPlace } from './lots-in-place.ts';
import { securityOf } from './security.ts';

const BROKER = 'Interactive Brokers';

const attribute = (element: XmlElement, name: string): string | null => {
  const value = (element.attributes.get(name) ?? '').trim();
  return value === '' ? null : value;
};

/** Where a query leaves the level of detail out, only the whole holding has a share of the account. */
const isLot = ({ attributes }: XmlElement, hasWhole: boolean): boolean => {
  const level = attributes.get('levelOfDetail')?.trim().toUpperCase() ?? '';
  return level === 'LOT' || (level === '' && hasWhole && attributes.get('percentOfNAV')?.trim() === '');
};

/** A query that is broken out by day has each day's positions and cash; the newest of each account is what is held. */
const newestDays = async (elements: readonly XmlElement[], dayOf: (element: XmlElement) => string) => {
  const newest = new Map<string, string>();
  for await (const element of inTurns(elements)) {
    const key = `${element.name} ${attribute(element, 'accountId')}`;
    const day = dayOf(element);
    if (day > (newest.get(key) ?? '')) newest.set(key, day);
  }
  return (element: XmlElement): boolean => {
    const day = dayOf(element);
    return day === '' || day === newest.get(`${element.name} ${attribute(element, 'accountId')}`);
  };
};

/** The day of a row, '' where it has none. */
const dayOfRow = (element: XmlElement): IsoDate =>
  lastDayIn(attribute(element, element.name === 'OpenPosition' ? 'reportDate' : 'toDate')) ?? '';

/**
 * A query may print positions as a summary, as lots, or as both. Lots belong to the summary above them; where there
 * are only lots, each is a holding.
 */
const read = async (file: SourceFile): Promise<Statement> => {
  const elements = file.kind === 'xml' ? file.elements : [];
  const accounts = new Map<string, string>();
  const rows = elements.filter(({ name }) => name === 'OpenPosition' || name === 'CashReportCurrency');
  const isNewest = await newestDays(rows, dayOfRow);
  const wholes = new Set<string>();
  const holdings: PrintedHolding[] = [];
  const skipped: SkippedRow[] = [];
  let account = BROKER;
  let asOf: IsoDate | null = null;

  const accountOf = (element: XmlElement): string => {
    const own = attribute(element, 'accountId') ?? account;
    const alias = attribute(element, 'acctAlias');
    if (!accounts.has(own)) accounts.set(own, own === BROKER ? BROKER : `${alias ?? BROKER} ${own}`);
    return own;
  };

  const addPosition = (position: XmlElement): void => {
    const { line } = position;
    const symbol = attribute(position, 'symbol');
    const security = securityOf({
      category: attribute(position, 'assetCategory'),
      symbol,
      description: attribute(position, 'description'),
      isin: attribute(position, 'isin'),
      multiplier: attribute(position, 'multiplier'),
    });
    if (!isNewest(position)) {
      const message = 'The position of an earlier day; the newest one is read.';
      skipped.push(skippedRow(line, symbol, 'older_snapshot', message));
      return;
    }
    asOf = dayOfRow(position) || asOf;
    if ('skip' in security) {
      skipped.push(skippedRow(line, symbol, security.skip, security.message));
      return;
    }
    const whole = `${accountOf(position)} ${symbol}`;
    const lot = isLot(position, wholes.has(whole));
    if (!lot) wholes.add(whole);
    holdings.push(
      printedHolding({
        line,
        account: accountOf(position),
        ...security,
        quantity: attribute(position, 'position') ?? attribute(position, 'quantity') ?? '',
        price: attribute(position, 'markPrice'),
        marketValue: attribute(position, 'positionValue'),
        costPerShare: attribute(position, 'costBasisPrice'),
        costTotal: attribute(position, 'costBasisMoney'),
        gain: attribute(position, 'fifoPnlUnrealized'),
        entryDate: attribute(position, 'openDateTime'),
        currency: attribute(position, 'currency'),
        lot,
      }),
    );
  };

  for await (const element of inTurns(elements)) {
    if (element.name === 'FlexStatement') {
      account = attribute(element, 'accountId') ?? account;
      asOf ??= lastDayIn(attribute(element, 'toDate'));
    } else if (element.name === 'OpenPosition') {
      addPosition(element);
    } else if (element.name === 'CashReportCurrency') {
      const currency = attribute(element, 'currency');
      const amount = attribute(element, 'endingCash');
      if (currency === null || currency === 'BASE_SUMMARY' || amount === null) continue;
      if (!isNewest(element)) continue;
      holdings.push(printedCash(element.line, accountOf(element), amount, currency));
    }
  }
  return {
    asOf,
    accounts: [...accounts].map(([key, name]) => ({ key, name })),
    holdings: lotsInPlace(holdings),
    totals: [],
    skipped,
    decimalComma: false,
    dateFormat: 'iso',
  };
};

/** A query without positions is told apart as a history elsewhere; here its open positions are the fingerprint. */
const recognise = (file: SourceFile): number => {
  if (file.kind !== 'xml' || file.elements[0]?.name !== 'FlexQueryResponse') return 0;
  return file.elements.some(({ name }) => name === 'OpenPosition') ? 1 : 0.3;
};

export const ibkrFlexXml: BrokerFormat = {
  id: 'ibkr-flex-xml',
  broker: BROKER,
  name: 'Interactive Brokers Flex query (XML)',
  download:
    'Performance & Reports > Flex Queries: an Activity Flex Query with the sections Open Positions (and Cash Report), format XML, then Run.',
  recognise,
  read,
};
