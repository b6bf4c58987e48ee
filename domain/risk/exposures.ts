import { type Decimal, decimal, toMoney } from '../decimal.ts';
import { FACTOR_IDS, type FactorId, type FactorLoading, type SymbolFactors } from './factors.ts';
import { type Holding, netExposures, sum } from './holdings.ts';

/** A portfolio's sensitivity to one factor: Σ signed weight on equity × the symbol's beta. */
export type FactorExposure = {
  readonly factor: FactorId;
  /** Null when no held symbol has a beta: unknown is never zero. */
  readonly beta: number | null;
  /** beta × equity, dollars and cents. */
  readonly dollars: Decimal | null;
  /** Σ|exposure with a beta| / Σ|exposure of all public and option positions|, 0…1; null without such positions. */
  readonly coverage: number | null;
  /** |weight|-weighted mean R² over the symbols that have one. */
  readonly rSquared: number | null;
  /** The fewest observations behind any symbol's beta; null for published betas, which come without. */
  readonly observations: number | null;
  readonly contributions: readonly {
    readonly symbol: string;
    /** Signed dollar exposure / equity; options by dollar delta of the underlying. */
    readonly weight: number;
    readonly beta: number;
    readonly observations: number;
    readonly factorEventId: string;
  }[];
};

export type FactorExposures = {
  readonly equity: Decimal;
  readonly exposures: readonly FactorExposure[];
  /** Share of gross market value in private assets, which have value and no factor exposure. */
  readonly privateAllocation: number;
  readonly quality: 'full' | 'limited' | 'partial' | 'no_public_positions' | 'unavailable';
};

/** One symbol's loadings and the event they come from. */
export type HeldFactors = { readonly factorEventId: string; readonly factors: SymbolFactors };

type HeldSymbol = {
  readonly symbol: string;
  readonly exposure: number;
  readonly held: HeldFactors | undefined;
};

const exposureTo = (
  factor: FactorId,
  equity: number,
  symbols: readonly HeldSymbol[],
  coverage: number | null,
): FactorExposure => {
  const known = symbols.flatMap(({ symbol, exposure, held }) => {
    const loading = held?.factors[factor];
    return held && loading && loading.beta !== null
      ? [{ symbol, exposure, loading, beta: loading.beta, factorEventId: held.factorEventId }]
      : [];
  });
  const dollars = sum(known.map(({ exposure, beta }) => exposure * beta));
  const fitted = known.filter(({ loading }) => loading.rSquared !== null);
  const fittedWeight = sum(fitted.map(({ exposure }) => Math.abs(exposure)));
  const counts = known.map(({ loading }) => loading.observations).filter((count) => count > 0);
  return {
    factor,
    beta: known.length === 0 || equity <= 0 ? null : dollars / equity,
    dollars: known.length === 0 ? null : toMoney(decimal(dollars)),
    coverage,
    rSquared:
      fittedWeight === 0
        ? null
        : sum(fitted.map(({ exposure, loading }) => Math.abs(exposure) * (loading.rSquared ?? 0))) /
          fittedWeight,
    observations: counts.length === 0 ? null : Math.min(...counts),
    contributions:
      equity <= 0
        ? []
        : known.map(({ symbol, exposure, beta, loading, factorEventId }) => ({
            symbol,
            weight: exposure / equity,
            beta,
            observations: loading.observations,
            factorEventId,
          })),
  };
};

const loadingsThatShouldExist = (held: HeldFactors | undefined): readonly (FactorLoading | undefined)[] =>
  // A provider need not publish a beta: its absence says nothing about our data.
  FACTOR_IDS.filter((id) => id !== 'provider_beta_1y').map((id) => held?.factors[id]);

const qualityOf = (
  equity: number,
  symbols: readonly HeldSymbol[],
  unpricedOptions: boolean,
): FactorExposures['quality'] => {
  if (symbols.length === 0) return unpricedOptions ? 'unavailable' : 'no_public_positions';
  const loadings = symbols.flatMap(({ held }) => loadingsThatShouldExist(held));
  const known = loadings.filter((loading) => loading !== undefined && loading.beta !== null);
  if (equity <= 0 || known.length === 0) return 'unavailable';
  if (unpricedOptions || known.length < loadings.length) return 'partial';
  return known.every((loading) => loading?.quality === 'full') ? 'full' : 'limited';
};

/**
 * A portfolio's exposure to all thirteen factors: β_f = Σ (exposure / equity) × β_symbol,f, shorts subtracting.
 * Lots of a symbol add up. Weights are on equity, so a leveraged book shows its leverage. Private assets and cash
 * carry no factor exposure. A symbol without a beta adds nothing and lowers the coverage, lot by lot and gross, so that
 * a hedge does not hide it; so does an option without a delta, by its market value.
 *
 * Contributions are in the order of symbols, and the result does not depend on the order of holdings. With equity of
 * zero or less weights mean nothing: dollars are given, betas are null.
 *
 * @example one holding of 60,000 in a symbol with beta 1.2, equity 100,000: beta 0.72, dollars "72000.00"
 */
export const factorExposures = (input: {
  readonly equity: Decimal;
  readonly holdings: readonly Holding[];
  readonly factors: ReadonlyMap<string, HeldFactors>;
}): FactorExposures => {
  const { holdings, factors } = input;
  const equity = Number(input.equity);
  const market = holdings.filter(({ kind }) => kind === 'public' || kind === 'option');
  const symbols = [...netExposures(market)].map(([symbol, exposure]) => ({
    symbol,
    exposure,
    held: factors.get(symbol),
  }));
  const sizeOf = ({ exposure, marketValue }: Holding): number => Math.abs(exposure ?? marketValue);
  const gross = sum(market.map(sizeOf));
  const coverageOf = (factor: FactorId): number | null => {
    if (market.length === 0 || gross === 0) return null;
    const covered = market.filter(
      ({ symbol, exposure }) =>
        exposure !== null && (factors.get(symbol)?.factors[factor].beta ?? null) !== null,
    );
    return sum(covered.map(sizeOf)) / gross;
  };
  const grossValue = sum(holdings.map(({ marketValue }) => Math.abs(marketValue)));
  const privateValue = sum(
    holdings.filter(({ kind }) => kind === 'private').map(({ marketValue }) => Math.abs(marketValue)),
  );
  return {
    equity: input.equity,
    exposures: FACTOR_IDS.map((factor) => exposureTo(factor, equity, symbols, coverageOf(factor))),
    privateAllocation: grossValue === 0 ? 0 : privateValue / grossValue,
    quality: qualityOf(
      equity,
      symbols,
      market.some(({ exposure }) => exposure === null),
    ),
  };
};
