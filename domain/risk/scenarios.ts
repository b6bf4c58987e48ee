import type { FactorId } from './factors.ts';

/** What a scenario may shock: an ETF's return, or for `ir_beta` the yield of long Treasuries. */
export type ShockedFactor = Extract<
  FactorId,
  'market_beta_90d' | 'ir_beta' | 'momentum' | 'value' | 'growth' | 'size' | 'quality' | 'low_volatility'
>;

export type StressScenario = {
  readonly id: string;
  readonly name: string;
  /** `user` = made up by the person who asks. */
  readonly category: 'market' | 'rates' | 'rotation' | 'volatility' | 'historical' | 'user';
  readonly severity: 'base' | 'mild' | 'moderate' | 'severe' | 'extreme' | 'user';
  /** Inactive ones run only when asked for. */
  readonly active: boolean;
  /** Decimal returns; for `ir_beta` the change of the yield, decimal (0.0025 is 25 basis points). */
  readonly shocks: Readonly<Partial<Record<ShockedFactor, number>>>;
};

const market = (
  id: string,
  name: string,
  severity: StressScenario['severity'],
  move: number,
): StressScenario => ({
  id,
  name,
  category: 'market',
  severity,
  active: true,
  shocks: { market_beta_90d: move },
});

const rates = (
  id: string,
  name: string,
  severity: StressScenario['severity'],
  yieldChange: number,
): StressScenario => ({
  id,
  name,
  category: 'rates',
  severity,
  active: true,
  shocks: { ir_beta: yieldChange },
});

/** The catalogue: the one place where scenarios are defined. */
export const SCENARIOS: readonly StressScenario[] = [
  market('market_up_5', 'Market Rally 5%', 'base', 0.05),
  market('market_down_5', 'Market Decline 5%', 'base', -0.05),
  market('market_up_10', 'Market Rally 10%', 'moderate', 0.1),
  market('market_down_10', 'Market Decline 10%', 'moderate', -0.1),
  market('market_crash_35', 'Market Crash 35%', 'severe', -0.35),
  market('market_rally_25', 'Market Rally 25%', 'severe', 0.25),
  rates('rates_up_25bp', 'Rates Up 25bp', 'mild', 0.0025),
  rates('rates_down_25bp', 'Rates Down 25bp', 'mild', -0.0025),
  rates('rates_up_50bp', 'Rates Up 50bp', 'base', 0.005),
  rates('rates_down_50bp', 'Rates Down 50bp', 'base', -0.005),
  rates('rates_up_100bp', 'Rates Up 100bp', 'moderate', 0.01),
  rates('rates_down_100bp', 'Rates Down 100bp', 'moderate', -0.01),
  rates('rate_spike_300bp', 'Rate Spike 300bp', 'severe', 0.03),
  {
    id: 'value_rotation_20',
    name: 'Value Rotation 20%',
    category: 'rotation',
    severity: 'moderate',
    active: true,
    shocks: { value: 0.2, growth: -0.1 },
  },
  {
    id: 'growth_rally_15',
    name: 'Growth Rally 15%',
    category: 'rotation',
    severity: 'moderate',
    active: true,
    shocks: { growth: 0.15, momentum: 0.1 },
  },
  {
    id: 'small_cap_outperformance_10',
    name: 'Small Cap Outperformance 10%',
    category: 'rotation',
    severity: 'mild',
    active: true,
    shocks: { size: 0.1 },
  },
  {
    id: 'quality_flight_12',
    name: 'Flight to Quality 12%',
    category: 'rotation',
    severity: 'mild',
    active: true,
    shocks: { quality: 0.12, market_beta_90d: -0.05 },
  },
  {
    id: 'vix_spike_150',
    name: 'VIX Spike 150%',
    category: 'volatility',
    severity: 'severe',
    active: true,
    shocks: { low_volatility: -0.25, market_beta_90d: -0.15 },
  },
  {
    id: 'liquidity_crisis',
    name: 'Liquidity Crisis',
    category: 'volatility',
    severity: 'severe',
    active: true,
    shocks: { market_beta_90d: -0.2, low_volatility: -0.3, quality: 0.15, size: -0.1 },
  },
  {
    id: 'financial_crisis_2008',
    name: 'Financial Crisis 2008 (15 Sep 2008 – 15 Mar 2009)',
    category: 'historical',
    severity: 'extreme',
    active: false,
    shocks: { market_beta_90d: -0.45, value: -0.3, size: -0.25, quality: 0.2, low_volatility: -0.35 },
  },
  {
    id: 'covid_crash_2020',
    name: 'COVID Crash 2020 (19 Feb – 23 Mar 2020)',
    category: 'historical',
    severity: 'extreme',
    active: false,
    shocks: { market_beta_90d: -0.35, growth: 0.15, value: -0.4, size: -0.3, quality: 0.1 },
  },
  {
    id: 'dotcom_crash_2000',
    name: 'Dot-com Crash 2000 (10 Mar 2000 – 9 Oct 2002)',
    category: 'historical',
    severity: 'extreme',
    active: false,
    shocks: { market_beta_90d: -0.45, growth: -0.6, value: 0.2, momentum: -0.5, quality: 0.15 },
  },
];

/** The scenarios that a calculation runs; with `historical` also the replays of 2000, 2008 and 2020. */
export const activeScenarios = ({
  historical,
}: {
  readonly historical: boolean;
}): readonly StressScenario[] =>
  SCENARIOS.filter(({ active, category }) => active || (historical && category === 'historical'));
