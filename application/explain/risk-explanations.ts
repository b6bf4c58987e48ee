import { FACTOR_IDS, type FactorId } from '../../domain/risk/factors.ts';
import type { RiskRow } from '../ports/queries.ts';
import type { Draft } from './draft.ts';

const FACTOR_FORMULAS: Readonly<Record<FactorId, { readonly formula: string; readonly window: string }>> =
  (() => {
    const ols = (regressor: string, window: string) => ({
      formula: `Σ weight × β, β = OLS with intercept on ${regressor}`,
      window,
    });
    const ridge = (etf: string) => ({
      formula: `Σ weight × β, β = ridge (α = 1, standardised, six style ETFs jointly), coefficient of ${etf}`,
      window: 'last 90 returns',
    });
    return {
      market_beta_90d: ols('SPY', 'last 90 returns'),
      provider_beta_1y: {
        formula: 'Σ weight × β as published by the data provider',
        window: 'one year, as published',
      },
      ir_beta: ols('TLT (its sign is opposite to that of a yield move)', 'last 90 returns'),
      momentum: ridge('MTUM'),
      value: ridge('VTV'),
      growth: ridge('VUG'),
      size: ridge('IWM'),
      quality: ridge('QUAL'),
      low_volatility: ridge('USMV'),
      growth_value_spread: ols('VUG − VTV', 'last 180 returns'),
      momentum_spread: ols('MTUM − SPY', 'last 180 returns'),
      size_spread: ols('IWM − SPY', 'last 180 returns'),
      quality_spread: ols('QUAL − SPY', 'last 180 returns'),
    };
  })();

const ofFactor = (number: string, risk: RiskRow): Draft | null => {
  const factor = FACTOR_IDS.find((id) => id === number);
  const exposure = risk.exposures?.exposures.find((candidate) => candidate.factor === factor);
  if (factor === undefined || exposure === undefined) return null;
  return {
    value: exposure.beta,
    unit: 'beta',
    formula: FACTOR_FORMULAS[factor].formula,
    convention:
      'weight = signed exposure / equity; options by dollar delta; the betas of different factor sets do not add up',
    inputs: [
      { name: 'equity', value: risk.exposures?.equity ?? null },
      { name: 'exposure_dollars', value: exposure.dollars },
      { name: 'coverage', value: exposure.coverage },
      ...exposure.contributions.flatMap(({ symbol, weight, beta }) => [
        { name: `weight ${symbol}`, value: weight },
        { name: `beta ${symbol}`, value: beta },
      ]),
    ],
    observations: exposure.observations,
    window: FACTOR_FORMULAS[factor].window,
    engineVersion: risk.engineVersion,
    stream: 'risk',
    eventId: risk.exposuresEventId,
    note: exposure.beta === null ? 'No held symbol has this beta.' : null,
  };
};

const ofVolatility = (number: string, risk: RiskRow): Draft | null => {
  const { volatility } = risk;
  if (volatility === null || (number !== 'realized_volatility_21d' && number !== 'realized_volatility_63d'))
    return null;
  const days = number === 'realized_volatility_21d' ? 21 : 63;
  return {
    value: days === 21 ? volatility.window21 : volatility.window63,
    unit: 'fraction per year',
    formula: 'sd(Σ weight × return, ddof 1) × √252',
    convention: 'today’s weights on equity, held constant over past daily returns of adjusted closes',
    inputs: [{ name: 'coverage', value: volatility.coverage }],
    observations: volatility.observations,
    window: `last ${days} returns`,
    engineVersion: risk.engineVersion,
    stream: 'risk',
    eventId: risk.volatilityEventId,
    note: null,
  };
};

const ofPrivateAllocation = (number: string, risk: RiskRow): Draft | null => {
  const { exposures } = risk;
  if (exposures === null || number !== 'private_allocation') return null;
  return {
    value: exposures.privateAllocation,
    unit: 'fraction',
    formula: 'Σ |market value of private assets| / Σ |market value|',
    convention: 'private assets have value and no factor exposure; cash counts in the gross value',
    inputs: [{ name: 'equity', value: exposures.equity }],
    observations: null,
    window: null,
    engineVersion: risk.engineVersion,
    stream: 'risk',
    eventId: risk.exposuresEventId,
    note: null,
  };
};

const ofStress = (number: string, risk: RiskRow): Draft | null => {
  const [kind, scenarioId] = number.split(':');
  const scenario = risk.stress?.scenarios.find((candidate) => candidate.scenarioId === scenarioId);
  if (kind !== 'stress' || risk.stress === null || scenario === undefined) return null;
  return {
    value: scenario.conditional?.dollars ?? null,
    unit: 'USD',
    formula:
      'Σ over factors: β × E[move | shocks] × equity, with E[U|S] = Σ_US Σ_SS⁻¹ s; shocked factors keep their own shock',
    convention: `linear (no gamma); factor set: ${risk.stress.factorSet}; yield shock Δy becomes a TLT return −${risk.stress.rateModel.duration}·Δy + ½·${risk.stress.rateModel.convexity}·Δy²`,
    inputs: [
      { name: 'equity', value: risk.stress.equity },
      { name: 'direct', value: scenario.direct?.dollars ?? null },
      ...scenario.impacts.flatMap(({ factor, beta, move, dollars }) => [
        { name: `beta ${factor}`, value: beta },
        { name: `move ${factor}`, value: move },
        { name: `impact ${factor}`, value: dollars },
      ]),
    ],
    observations: risk.stress.observations,
    window: 'EWMA covariance (λ = 0.94) of the last 252 returns of the factor ETFs',
    engineVersion: risk.engineVersion,
    stream: 'risk',
    eventId: risk.stressEventId,
    note: scenario.missingFactors.length > 0 ? `Without: ${scenario.missingFactors.join(', ')}` : null,
  };
};

/** A factor exposure, a volatility or a stress result; null for what is none of them. */
export const ofRisk = (number: string, risk: RiskRow): Draft | null =>
  ofFactor(number, risk) ??
  ofVolatility(number, risk) ??
  ofPrivateAllocation(number, risk) ??
  ofStress(number, risk);
