/** What the demo imports: the classic three portfolios and a family office, as rows of the import template. */
export type DemoUser = { readonly email: string; readonly fullName: string };

export type DemoPortfolio = {
  readonly user: DemoUser;
  readonly name: string;
  readonly equity: string;
  readonly description: string;
  readonly holdings: string;
  /** Contracts by underlying; strikes and expirations are set near the day of the import. */
  readonly options?: readonly DemoOption[];
};

export type DemoOption = {
  readonly underlying: string;
  readonly right: 'CALL' | 'PUT';
  /** Strike as a share of the underlying's price. */
  readonly moneyness: number;
  readonly daysToExpiry: number;
  readonly contracts: number;
};

/** Also the password of every demo user. */
export const DEMO_PASSWORD = 'Demo12345';
export const DEMO_ENTRY_DATE = '2025-06-30';

const individual: DemoUser = {
  email: 'demo_individual@sigmasight.com',
  fullName: 'Demo Individual Investor',
};
const highNetWorth: DemoUser = { email: 'demo_hnw@sigmasight.com', fullName: 'Demo High Net Worth Investor' };
const hedgeFund: DemoUser = {
  email: 'demo_hedgefundstyle@sigmasight.com',
  fullName: 'Demo Hedge Fund Style Investor',
};
const familyOffice: DemoUser = {
  email: 'demo_familyoffice@sigmasight.com',
  fullName: 'Demo Family Office Manager',
};

export const DEMO_PORTFOLIOS: readonly DemoPortfolio[] = [
  {
    user: individual,
    name: 'Demo Individual Investor Portfolio',
    equity: '485000',
    description: '9 stocks, 4 mutual funds, 3 ETFs',
    holdings: `AAPL 80.9@204.94 AMZN 102.88@219.39 BND 298.66@72.44 FCNTX 4597.79@23.33 FMAGX 3677.83@15.67
      FXNAX 4137.31@10.34 GOOGL 108.87@176.07 JNJ 99.88@151.64 JPM 80.9@287.12 MSFT 42.95@496.59 NVDA 23.97@157.98
      TSLA 65.92@317.66 V 46.94@354.43 VNQ 201.77@88.22 VTI 146.83@303.09 VTIAX 919.95@36.92`,
  },
  {
    user: highNetWorth,
    name: 'Demo High Net Worth Investor Portfolio',
    equity: '2850000',
    description: 'Public book; the rest of the capital is elsewhere',
    holdings: `SPY 307.65@616.14 QQQ 346.36@551.00 AAPL 307.65@204.94 MSFT 386.08@496.59 AMZN 369.8@219.39
      GOOGL 501.21@176.07 BRK-B 138.54@485.77 JPM 269.95@287.12 JNJ 238.37@151.64 NVDA 73.33@157.98 META 69.26@737.59
      UNH 65.19@310.01 V 131.41@354.43 HD 96.77@364.57 PG 192.53@157.14 GLD 250.6@304.83 DJP 1462.91@33.98`,
  },
  {
    user: hedgeFund,
    name: 'Demo Hedge Fund Style Investor Portfolio',
    equity: '3200000',
    description: '13 longs, 9 shorts, 8 options: gross about 1.5 times equity',
    holdings: `AAPL 1332.51@204.94 AMD 1066.01@141.90 AMZN 1243.67@219.39 BRK-B 533@485.77 GOOGL 1599.01@176.07
      JNJ 710.67@151.64 JPM 888.34@287.12 META 888.34@737.59 MSFT 888.34@496.59 NVDA 710.67@157.98 TSLA 710.67@317.66
      UNH 177.66@310.01 V 310.43@354.43 C -1273.86@84.06 F -8392.88@10.58 GE -671.58@256.70 NFLX -503.69@1339.13
      PTON -2517.47@6.94 ROKU -1511.07@87.89 SHOP -839.48@115.35 XOM -1677.99@106.81 ZM -1677.99@77.98`,
    options: [
      { underlying: 'SPY', right: 'CALL', moneyness: 1.05, daysToExpiry: 90, contracts: 20 },
      { underlying: 'QQQ', right: 'CALL', moneyness: 1.05, daysToExpiry: 60, contracts: 15 },
      { underlying: 'AMD', right: 'CALL', moneyness: 1.1, daysToExpiry: 45, contracts: 30 },
      { underlying: 'NVDA', right: 'CALL', moneyness: 1.1, daysToExpiry: 120, contracts: 50 },
      { underlying: 'AAPL', right: 'PUT', moneyness: 0.95, daysToExpiry: 60, contracts: -30 },
      { underlying: 'MSFT', right: 'PUT', moneyness: 0.9, daysToExpiry: 90, contracts: -20 },
      { underlying: 'TSLA', right: 'CALL', moneyness: 1.1, daysToExpiry: 60, contracts: -20 },
      { underlying: 'META', right: 'PUT', moneyness: 0.9, daysToExpiry: 90, contracts: -10 },
    ],
  },
  {
    user: familyOffice,
    name: 'Demo Family Office Public Growth',
    equity: '1250000',
    description: 'Thematic ETFs and compounders',
    holdings: `ASML 189@797.95 AVGO 166@275.18 BIL 1089@90.18 COST 260@987.17 IGV 473@109.50 JEPQ 827@52.21
      LULU 355@237.58 NEE 592@68.89 SCHD 769@26.25 SMH 592@278.88 XLK 710@252.91 XLY 532@216.95`,
  },
  {
    user: familyOffice,
    name: 'Demo Family Office Private Opportunities',
    equity: '950000',
    description: 'Private assets only: valued as stated, never sent to a price provider',
    holdings: `FO_PRIVATE_CREDIT 1@218112.25:OTHER FO_GROWTH_PE 1@203571.43:PRIVATE_EQUITY
      FO_VC_SECONDARIES 1@140561.22:VENTURE_CAPITAL FO_REAL_ASSET_REIT 1@106632.65:PRIVATE_REIT
      FO_INFRASTRUCTURE 1@87244.90:OTHER FO_HOME_RENTAL 1@82397.96:REAL_ESTATE FO_IMPACT_LENDING 1@53316.33:OTHER
      FO_ART_COLLECTIVE 1@29081.63:ART FO_CRYPTO_DIGITAL 1@29081.63:CRYPTOCURRENCY`,
  },
];
