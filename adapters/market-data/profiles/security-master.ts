import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { publishedText } from './published.ts';
import { SP500_MEMBERS } from './sp500-members.ts';
import { US_ETFS } from './us-etfs.ts';

type Kind = NonNullable<SymbolProfile['assetType']>;
type Security = readonly [
  symbol: string,
  name: string,
  kind: Kind,
  sector: string | null,
  industry: string | null,
  /** US dollars, in thousands of millions; null where it is not known or has no meaning. */
  marketCapBillions: number | null,
];

const TECHNOLOGY = 'Technology';
const COMMUNICATION = 'Communication Services';
const DISCRETIONARY = 'Consumer Discretionary';
const STAPLES = 'Consumer Staples';
const FINANCIALS = 'Financials';
const HEALTHCARE = 'Healthcare';

/**
 * Illustrative facts of mid-2025 about the securities of the demo portfolios and the factor ETFs, written down by hand.
 * A fund has no sector of its own; its category stands in `industry`.
 */
const securities: readonly Security[] = [
  ['AAPL', 'Apple Inc.', 'equity', TECHNOLOGY, 'Consumer Electronics', 3500],
  ['MSFT', 'Microsoft Corporation', 'equity', TECHNOLOGY, 'Software - Infrastructure', 3200],
  ['NVDA', 'NVIDIA Corporation', 'equity', TECHNOLOGY, 'Semiconductors', 3850],
  ['AMD', 'Advanced Micro Devices, Inc.', 'equity', TECHNOLOGY, 'Semiconductors', 230],
  ['SHOP', 'Shopify Inc.', 'equity', TECHNOLOGY, 'Software - Application', 150],
  ['ZM', 'Zoom Communications, Inc.', 'equity', TECHNOLOGY, 'Software - Application', 23],
  ['ASML', 'ASML Holding N.V.', 'equity', TECHNOLOGY, 'Semiconductors', null],
  ['AVGO', 'Broadcom Inc.', 'equity', TECHNOLOGY, 'Semiconductors', null],
  ['GOOGL', 'Alphabet Inc.', 'equity', COMMUNICATION, 'Internet Content & Information', 2100],
  ['META', 'Meta Platforms, Inc.', 'equity', COMMUNICATION, 'Internet Content & Information', 1300],
  ['NFLX', 'Netflix, Inc.', 'equity', COMMUNICATION, 'Entertainment', 570],
  ['ROKU', 'Roku, Inc.', 'equity', COMMUNICATION, 'Entertainment', 13],
  ['AMZN', 'Amazon.com, Inc.', 'equity', DISCRETIONARY, 'Internet Retail', 1800],
  ['TSLA', 'Tesla, Inc.', 'equity', DISCRETIONARY, 'Auto Manufacturers', 800],
  ['F', 'Ford Motor Company', 'equity', DISCRETIONARY, 'Auto Manufacturers', 50],
  ['HD', 'The Home Depot, Inc.', 'equity', DISCRETIONARY, 'Home Improvement Retail', 420],
  ['PTON', 'Peloton Interactive, Inc.', 'equity', DISCRETIONARY, 'Leisure', 1.5],
  ['LULU', 'Lululemon Athletica Inc.', 'equity', DISCRETIONARY, 'Apparel Retail', null],
  ['PG', 'The Procter & Gamble Company', 'equity', STAPLES, 'Household & Personal Products', 380],
  ['COST', 'Costco Wholesale Corporation', 'equity', STAPLES, 'Discount Stores', null],
  ['JPM', 'JPMorgan Chase & Co.', 'equity', FINANCIALS, 'Banks - Diversified', 650],
  ['C', 'Citigroup Inc.', 'equity', FINANCIALS, 'Banks - Diversified', 110],
  ['BRK-B', 'Berkshire Hathaway Inc. Class B', 'equity', FINANCIALS, 'Insurance - Diversified', 900],
  ['V', 'Visa Inc.', 'equity', FINANCIALS, 'Credit Services', 550],
  ['JNJ', 'Johnson & Johnson', 'equity', HEALTHCARE, 'Drug Manufacturers', 450],
  ['UNH', 'UnitedHealth Group Incorporated', 'equity', HEALTHCARE, 'Healthcare Plans', 500],
  ['GE', 'GE Aerospace', 'equity', 'Industrials', 'Aerospace & Defense', 180],
  ['XOM', 'Exxon Mobil Corporation', 'equity', 'Energy', 'Oil & Gas Integrated', 450],
  ['NEE', 'NextEra Energy, Inc.', 'equity', 'Utilities', 'Utilities - Regulated Electric', null],
  ['SPY', 'SPDR S&P 500 ETF Trust', 'etf', null, 'Large Blend', 500],
  ['QQQ', 'Invesco QQQ Trust', 'etf', null, 'Large Growth', 220],
  ['VTI', 'Vanguard Total Stock Market ETF', 'etf', null, 'Large Blend', 350],
  ['BND', 'Vanguard Total Bond Market ETF', 'etf', null, 'Intermediate Core Bond', 90],
  ['VNQ', 'Vanguard Real Estate ETF', 'etf', null, 'Real Estate', 35],
  ['GLD', 'SPDR Gold Shares', 'etf', null, 'Gold', 60],
  ['DJP', 'iPath Bloomberg Commodity Index Total Return ETN', 'etf', null, 'Commodities', 2],
  ['TLT', 'iShares 20+ Year Treasury Bond ETF', 'etf', null, 'Long Government', null],
  ['VTV', 'Vanguard Value ETF', 'etf', null, 'Large Value', null],
  ['VUG', 'Vanguard Growth ETF', 'etf', null, 'Large Growth', null],
  ['MTUM', 'iShares MSCI USA Momentum Factor ETF', 'etf', null, 'Momentum', null],
  ['QUAL', 'iShares MSCI USA Quality Factor ETF', 'etf', null, 'Quality', null],
  ['IWM', 'iShares Russell 2000 ETF', 'etf', null, 'Small Blend', null],
  ['USMV', 'iShares MSCI USA Min Vol Factor ETF', 'etf', null, 'Low Volatility', null],
  ['IGV', 'iShares Expanded Tech-Software Sector ETF', 'etf', null, TECHNOLOGY, null],
  ['SMH', 'VanEck Semiconductor ETF', 'etf', null, TECHNOLOGY, null],
  ['XLK', 'Technology Select Sector SPDR Fund', 'etf', null, TECHNOLOGY, null],
  ['XLY', 'Consumer Discretionary Select Sector SPDR Fund', 'etf', null, DISCRETIONARY, null],
  ['SCHD', 'Schwab U.S. Dividend Equity ETF', 'etf', null, 'Large Value', null],
  ['JEPQ', 'JPMorgan Nasdaq Equity Premium Income ETF', 'etf', null, 'Derivative Income', null],
  ['BIL', 'SPDR Bloomberg 1-3 Month T-Bill ETF', 'etf', null, 'Treasury Bills', null],
  ['FCNTX', 'Fidelity Contrafund', 'fund', null, 'Large Growth', 130],
  ['FMAGX', 'Fidelity Magellan Fund', 'fund', null, 'Large Growth', 25],
  ['FXNAX', 'Fidelity U.S. Bond Index Fund', 'fund', null, 'Intermediate Core Bond', 45],
  ['VTIAX', 'Vanguard Total International Stock Index Fund', 'fund', null, 'Foreign Large Blend', 380],
  ['VIX', 'CBOE Volatility Index', 'index', null, null, null],
];

const bySymbol: ReadonlyMap<string, SymbolProfile> = new Map(
  securities.map(([symbol, companyName, assetType, sector, industry, marketCapBillions]) => [
    symbol,
    {
      companyName,
      assetType,
      sector,
      industry,
      exchange: null,
      currency: 'USD',
      marketCap: marketCapBillions === null ? null : marketCapBillions * 1e9,
      providerBeta: null,
    },
  ]),
);

/** What is known of a security when its source publishes no profile: nothing, rather than the word "Unknown". */
export const UNKNOWN_PROFILE: SymbolProfile = {
  companyName: null,
  assetType: null,
  sector: null,
  industry: null,
  exchange: null,
  currency: null,
  marketCap: null,
  providerBeta: null,
};

type Listed = Pick<SymbolProfile, 'companyName' | 'assetType' | 'sector' | 'industry'>;

/** One line a security: its symbol and what is known of it, with bars between. */
const read = (
  lines: string,
  listed: (fields: readonly string[]) => Listed,
): readonly (readonly [string, SymbolProfile])[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [symbol = '', ...fields] = line.split('|');
      return [symbol, { ...UNKNOWN_PROFILE, currency: 'USD', ...listed(fields) }];
    });

const readListed = (): ReadonlyMap<string, SymbolProfile> =>
  new Map([
    ...read(US_ETFS, ([name, category]) => ({
      companyName: publishedText(name),
      assetType: 'etf',
      sector: null,
      industry: publishedText(category),
    })),
    ...read(SP500_MEMBERS, ([name, sector, industry]) => ({
      companyName: publishedText(name),
      assetType: 'equity',
      sector: publishedText(sector),
      industry: publishedText(industry),
    })),
  ]);

let published: ReadonlyMap<string, SymbolProfile> | undefined;

/**
 * The static facts of a common security by its canonical symbol; null when there are none. What was written down by
 * hand comes before what the lists say; they are read when somebody first asks.
 */
export const staticProfile = (symbol: string): SymbolProfile | null => {
  published ??= readListed();
  return bySymbol.get(symbol) ?? published.get(symbol) ?? null;
};

/** A provider's profile, with static facts where it says nothing. */
export const completedProfile = (symbol: string, profile: SymbolProfile): SymbolProfile => {
  const known = staticProfile(symbol);
  return known === null
    ? profile
    : {
        ...profile,
        companyName: profile.companyName ?? known.companyName,
        assetType: profile.assetType ?? known.assetType,
        sector: profile.sector ?? known.sector,
        industry: profile.industry ?? known.industry,
        marketCap: profile.marketCap ?? known.marketCap,
      };
};
