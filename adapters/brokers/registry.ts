import { degiroPortfolio } from './degiro/portfolio.ts';
import { etradePortfolioDownload } from './etrade/portfolio-download.ts';
import type { BrokerFormat, OtherFormat } from './format.ts';
import { ibkrActivityStatement } from './interactive-brokers/activity-statement.ts';
import { ibkrFlexXml } from './interactive-brokers/flex-xml.ts';
import { merrillHoldings } from './merrill/holdings.ts';
import { aegonHoldings } from './pensions/aegon-holdings.ts';
import { plan401k } from './pensions/plan-401k.ts';
import { wealthfolioHoldings } from './wealthfolio/holdings.ts';

/** Every layout of positions that is understood. The one that recognises most of its fingerprint reads a file. */
export const brokerFormats: readonly BrokerFormat[] = [
  etradePortfolioDownload,
  merrillHoldings,
  ibkrActivityStatement,
  ibkrFlexXml,
  degiroPortfolio,
  wealthfolioHoldings,
  plan401k,
  aegonHoldings,
];

/** What people take for a file of positions, and is none. */
export const otherFormats: readonly OtherFormat[] = [];
