import { degiroPortfolio } from './degiro/portfolio.ts';
import { etradePortfolioDownload } from './etrade/portfolio-download.ts';
import type { BrokerFormat, OtherFormat } from './format.ts';
import { hargreavesLansdownSummary } from './hargreaves-lansdown/account-summary.ts';
import { ibkrActivityStatement } from './interactive-brokers/activity-statement.ts';
import { ibkrFlexCsv } from './interactive-brokers/flex-csv.ts';
import { ibkrFlexXml } from './interactive-brokers/flex-xml.ts';
import { interactiveInvestorHoldings } from './interactive-investor/holdings.ts';
import { jpMorganPositions } from './jp-morgan/positions.ts';
import { m1Holdings } from './m1/holdings.ts';
import { merrillHoldings } from './merrill/holdings.ts';
import { aegonHoldings } from './pensions/aegon-holdings.ts';
import { plan401k } from './pensions/plan-401k.ts';
import { tastytradePositions } from './tastytrade/positions.ts';
import { thinkorswimPositionStatement } from './thinkorswim/position-statement.ts';
import { wealthfolioHoldings } from './wealthfolio/holdings.ts';
import { wealthsimpleHoldings } from './wealthsimple/holdings.ts';
import { yahooPortfolio } from './yahoo/portfolio.ts';

/** Every layout of positions that is understood. The one that recognises most of its fingerprint reads a file. */
export const brokerFormats: readonly BrokerFormat[] = [
  etradePortfolioDownload,
  merrillHoldings,
  ibkrActivityStatement,
  ibkrFlexXml,
  ibkrFlexCsv,
  degiroPortfolio,
  wealthfolioHoldings,
  jpMorganPositions,
  m1Holdings,
  tastytradePositions,
  thinkorswimPositionStatement,
  wealthsimpleHoldings,
  interactiveInvestorHoldings,
  hargreavesLansdownSummary,
  yahooPortfolio,
  plan401k,
  aegonHoldings,
];

/** What people take for a file of positions, and is none. */
export const otherFormats: readonly OtherFormat[] = [];
