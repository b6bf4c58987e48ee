import { type Decimal, decimal, toMoney } from '../decimal.ts';
import { factorSums, type Loadings } from './factor-sums.ts';
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

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Loadings of the held symbols in columns, one row per symbol. */
const loadingsOf = (symbols: readonly HeldSymbol[]): Loadings => {
  const betas = new Float64Array(symbols.length * FACTOR_IDS.length).fill(Number.NaN);
  const rSquared = betas.slice();
  let at = 0;
  for (const { held } of symbols) {
    for (const factor of FACTOR_IDS) {
      const loading = held?.factors[factor];
      betas[at] = loading?.beta ?? Number.NaN;
      rSquared[at] = loading?.rSquared ?? Number.NaN;
      at += 1;
    }
  }
  return { betas, rSquared };
};

/** What the symbols add to the exposure to one factor. */
const contributionsTo = (
  factor: FactorId,
  equity: number,
  symbols: readonly HeldSymbol[],
): FactorExposure['contributions'] => {
  const contributions: FactorExposure['contributions'][number][] = [];
  for (const { symbol, exposure, held } of symbols) {
    const loading = held?.factors[factor];
    if (!held || !loading || loading.beta === null) continue;
    const { beta, observations } = loading;
    const weight = exposure / equity;
    contributions.push({ symbol, weight, beta, observations, factorEventId: held.factorEventId });
  }
  return contributions;
};

/** The fewest observations of any; null where all were published without. */
const fewestObservations = (contributions: FactorExposure['contributions']): number | null => {
  let fewest: number | null = null;
  for (const { observations } of contributions) {
    if (observations > 0 && (fewest === null || observations < fewest)) fewest = observations;
  }
  return fewest;
};

/** A provider need not publish a beta: its absence says nothing about our data. */
const FACTORS_THAT_SHOULD_EXIST = FACTOR_IDS.filter((id) => id !== 'provider_beta_1y');

const loadingsThatShouldExist = (held: HeldFactors | undefined): readonly (FactorLoading | undefined)[] =>
  FACTORS_THAT_SHOULD_EXIST.map((id) => held?.factors[id]);

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
  const sizeOf = ({ exposure, marketValue }: Holding): number => Math.abs(exposure ?? marketValue);
  const gross = sum(market.map(sizeOf));
  const sizes = new Map<string, number[]>();
  for (const holding of market) {
    if (holding.exposure === null) continue;
    const lots = sizes.get(holding.symbol) ?? [];
    sizes.set(holding.symbol, lots);
    lots.push(sizeOf(holding));
  }
  const symbols = [...netExposures(market)].map(([symbol, exposure]) => ({
    symbol,
    exposure,
    held: factors.get(symbol),
  }));
  const sums = factorSums(
    {
      starts: Int32Array.of(0, symbols.length),
      symbols: Int32Array.from(symbols.keys()),
      exposures: Float64Array.from(symbols, ({ exposure }) => exposure),
      gross: Float64Array.from(symbols, ({ symbol }) => sum(sizes.get(symbol) ?? [])),
    },
    loadingsOf(symbols),
  );
  const exposureTo = (factor: FactorId, column: number): FactorExposure => {
    const dollars = known(sums.dollars[column]);
    const contributions = contributionsTo(factor, equity, symbols);
    return {
      factor,
      beta: dollars === null || equity <= 0 ? null : dollars / equity,
      dollars: dollars === null ? null : toMoney(decimal(dollars)),
      coverage: gross === 0 ? null : Math.min(1, (sums.covered[column] as number) / gross),
      rSquared: known(sums.rSquared[column]),
      observations: fewestObservations(contributions),
      contributions: equity <= 0 ? [] : contributions,
    };
  };
  const grossValue = sum(holdings.map(({ marketValue }) => Math.abs(marketValue)));
  const privateValue = sum(
    holdings.filter(({ kind }) => kind === 'private').map(({ marketValue }) => Math.abs(marketValue)),
  );
  return {
    equity: input.equity,
    exposures: FACTOR_IDS.map(exposureTo),
    privateAllocation: grossValue === 0 ? 0 : privateValue / grossValue,
    quality: qualityOf(
      equity,
      symbols,
      market.some(({ exposure }) => exposure === null),
    ),
  };
};
