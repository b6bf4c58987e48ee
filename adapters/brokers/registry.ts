import { degiroPortfolio } from './degiro/portfolio.ts';
import { etradePortfolioDownload } from './etrade/portfolio-download.ts';
import { fidelityPositions } from './fidelity/positions.ts';
import { fidelityStatement } from './fidelity/statement.ts';
import type { BrokerFormat, OtherFormat } from './format.ts';
import { hargreavesLansdownSummary } from './hargreaves-lansdown/account-summary.ts';
import { ibkrActivityStatement } from './interactive-brokers/activity-statement.ts';
import { ibkrFlexCsv } from './interactive-brokers/flex-csv.ts';
import { ibkrFlexXml } from './interactive-brokers/flex-xml.ts';
import { interactiveInvestorHoldings } from './interactive-investor/holdings.ts';
import { jpMorganPositions } from './jp-morgan/positions.ts';
import { m1Holdings } from './m1/holdings.ts';
import { merrillHoldings } from './merrill/holdings.ts';
import { likelyHistory } from './other/likely-history.ts';
import { namedHistories } from './other/named-histories.ts';
import {
  ibkrFlexHistory,
  ofxDownload,
  realisedGains,
  schwabLotDetails,
  thinkorswimAccountStatement,
} from './other/other-files.ts';
import { aegonHoldings } from './pensions/aegon-holdings.ts';
import { plan401k } from './pensions/plan-401k.ts';
import { schwabPositions2020 } from './schwab/positions-2020.ts';
import { schwabPositions2025 } from './schwab/positions-2025.ts';
import { schwabPositions2026 } from './schwab/positions-2026.ts';
import { tastytradePositions } from './tastytrade/positions.ts';
import { thinkorswimPositionStatement } from './thinkorswim/position-statement.ts';
import { vanguardOfxDownload } from './vanguard/ofx-download.ts';
import { wealthfolioHoldings } from './wealthfolio/holdings.ts';
import { wealthsimpleHoldings } from './wealthsimple/holdings.ts';
import { yahooPortfolio } from './yahoo/portfolio.ts';

/**
 * Every layout of positions that is understood. The one that recognises most of its fingerprint reads a file; of
 * equals the first, so that a broker's newer layouts stand before its older ones.
 */
export const brokerFormats: readonly BrokerFormat[] = [
  schwabPositions2026,
  schwabPositions2025,
  schwabPositions2020,
  fidelityPositions,
  fidelityStatement,
  vanguardOfxDownload,
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
export const otherFormats: readonly OtherFormat[] = [
  ...namedHistories,
  thinkorswimAccountStatement,
  schwabLotDetails,
  realisedGains,
  ofxDownload,
  ibkrFlexHistory,
  likelyHistory,
];
