import { type FactorPaths, RISK_FREE_RATE, STYLE_IDS } from './market.ts';
import { keyOf, normal } from './noise.ts';
import { type SecurityModel, VOLATILITY_INDEX } from './securities.ts';

/** One element per session since the first. */
export type PricePath = {
  /** Raw closes in cents: whole numbers, so that their text is exact. */
  readonly cents: Float64Array;
  readonly adjustedCloses: Float64Array;
};

const TRADING_DAYS = 252;

const wholeCents = (price: number): number => Math.max(1, Math.round(price * 100));

/**
 * A security's closes for the first `length` sessions (at least up to the anchor). Its daily total return is
 *
 *   risk-free × (1 − market) + market × M + rates × (R − risk-free) + Σ style × S + own shock
 *
 * compounded through the anchor price; on ex-dividend sessions the raw close gives up the dividend. The adjusted close
 * equals the raw one on the anchor session and earns the dividends on both sides of it, so that neither depends on the
 * day on which it is asked for.
 */
export const securityPath = (
  paths: FactorPaths,
  model: SecurityModel,
  seed: number,
  symbol: string,
  length: number,
): PricePath => {
  const key = keyOf(seed, `shock:${symbol}`);
  const dailyRiskFree = RISK_FREE_RATE / TRADING_DAYS;
  const dailyShock = model.idiosyncratic / Math.sqrt(TRADING_DAYS);
  const loadings = STYLE_IDS.map((id) => [paths.styles[id], model[id]] as const).filter(
    ([, beta]) => beta !== 0,
  );
  const logDividend = Math.log1p(-model.dividendYield / 4);
  const logPrice = new Float64Array(length);
  const paid = new Uint16Array(length);
  let level = 0;
  let dividends = 0;
  for (let i = 0; i < length; i += 1) {
    let earned =
      dailyRiskFree * (1 - model.market - model.rates) +
      model.market * (paths.market[i] ?? 0) +
      model.rates * (paths.rates[i] ?? 0);
    for (const [returns, beta] of loadings) earned += beta * (returns[i] ?? 0);
    if (dailyShock > 0) {
      earned += dailyShock * Math.sqrt(paths.turbulence[i] ?? 1) * normal(key, paths.dayNumbers[i] ?? 0);
    }
    level += Math.log1p(earned);
    if (paths.exDividend[i] === 1) {
      level += logDividend;
      dividends += 1;
    }
    logPrice[i] = level;
    paid[i] = dividends;
  }
  const anchorLevel = logPrice[paths.anchorIndex] ?? 0;
  const anchorPaid = paid[paths.anchorIndex] ?? 0;
  const cents = logPrice.map((at) => wholeCents(model.price * Math.exp(at - anchorLevel)));
  const adjustedCloses = cents.map((close, i) => {
    const adjustment = Math.exp(logDividend * (anchorPaid - (paid[i] ?? 0)));
    return Math.round(close * adjustment * 1e4) / 1e6;
  });
  return { cents, adjustedCloses };
};

/** The volatility index: the market's volatility in force after each session, scaled to its anchor level. */
export const volatilityIndexPath = (paths: FactorPaths, length: number): PricePath => {
  const atAnchor = paths.volatility[paths.anchorIndex] ?? 1;
  const cents = paths.volatility
    .slice(0, length)
    .map((volatility) => wholeCents((VOLATILITY_INDEX.level * volatility) / atAnchor));
  return { cents, adjustedCloses: cents.map((close) => close / 100) };
};
