import { type Decimal, moneyOf } from '../decimal.ts';
import { type CompactExposures, expandExposures } from './compact-exposures.ts';
import type { FactorExposures } from './factor-exposure.ts';
import { factorSums, type Loadings } from './factor-sums.ts';
import { FACTOR_IDS, type SymbolFactors } from './factors.ts';
import { type Holding, netExposures, sum } from './holdings.ts';

/** One symbol's loadings and the event they come from. */
export type HeldFactors = { readonly factorEventId: string; readonly factors: SymbolFactors };

/** A provider need not publish a beta: its absence says nothing about our data. */
const FACTORS_THAT_SHOULD_EXIST = FACTOR_IDS.filter((id) => id !== 'provider_beta_1y');

/** What every book that holds a symbol takes from its loadings; lists are in the order of factors. */
type SymbolLists = {
  /** NaN = not known. */
  readonly loadings: Loadings;
  readonly betas: readonly (number | null)[];
  /** Null with the beta. */
  readonly observations: readonly (number | null)[];
  readonly hasBeta: boolean;
  /** Of those that should exist: how many have a beta, and whether each of these is of full quality. */
  readonly known: number;
  readonly full: boolean;
};

const listsOf = (factors: SymbolFactors | undefined): SymbolLists => {
  const loadings = FACTOR_IDS.map((id) => factors?.[id]);
  const betas = loadings.map((loading) => loading?.beta ?? null);
  const known = FACTORS_THAT_SHOULD_EXIST.flatMap((id) => factors?.[id] ?? []).filter(
    ({ beta }) => beta !== null,
  );
  return {
    loadings: {
      betas: Float64Array.from(betas, (beta) => beta ?? Number.NaN),
      rSquared: Float64Array.from(loadings, (loading) => loading?.rSquared ?? Number.NaN),
    },
    betas,
    observations: loadings.map((loading) => (loading?.beta == null ? null : loading.observations)),
    hasBeta: betas.some((beta) => beta !== null),
    known: known.length,
    full: known.every(({ quality }) => quality === 'full'),
  };
};

const UNKNOWN = listsOf(undefined);
const kept = new WeakMap<SymbolFactors, SymbolLists>();

/** Worked out once for each symbol, and not for every book: thousands hold the same. */
const keptListsOf = ({ factors }: HeldFactors): SymbolLists => {
  const found = kept.get(factors);
  if (found !== undefined) return found;
  const made = listsOf(factors);
  kept.set(factors, made);
  return made;
};

type HeldSymbol = {
  readonly symbol: string;
  readonly exposure: number;
  readonly factorEventId: string | null;
  readonly lists: SymbolLists;
};

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Loadings of the held symbols in columns, one row per symbol. */
const loadingsOf = (symbols: readonly HeldSymbol[]): Loadings => {
  const betas = new Float64Array(symbols.length * FACTOR_IDS.length);
  const rSquared = new Float64Array(betas.length);
  for (const [row, { lists }] of symbols.entries()) {
    betas.set(lists.loadings.betas, row * FACTOR_IDS.length);
    rSquared.set(lists.loadings.rSquared, row * FACTOR_IDS.length);
  }
  return { betas, rSquared };
};

/** The fewest observations of any; null where all were published without. */
const fewestObservations = (symbols: readonly HeldSymbol[], column: number): number | null => {
  let fewest: number | null = null;
  for (const { lists } of symbols) {
    const observations = lists.observations[column] ?? 0;
    if (observations > 0 && (fewest === null || observations < fewest)) fewest = observations;
  }
  return fewest;
};

const qualityOf = (
  equity: number,
  symbols: readonly HeldSymbol[],
  unpricedOptions: boolean,
): FactorExposures['quality'] => {
  if (symbols.length === 0) return unpricedOptions ? 'unavailable' : 'no_public_positions';
  let known = 0;
  for (const { lists } of symbols) known += lists.known;
  if (equity <= 0 || known === 0) return 'unavailable';
  if (unpricedOptions || known < symbols.length * FACTORS_THAT_SHOULD_EXIST.length) return 'partial';
  return symbols.every(({ lists }) => lists.full) ? 'full' : 'limited';
};

type Exposed = {
  readonly equity: Decimal;
  readonly holdings: readonly Holding[];
  readonly factors: ReadonlyMap<string, HeldFactors>;
};

/** `factorExposures` as they are recorded, with what a symbol contributes told once. */
export const compactFactorExposures = (input: Exposed): CompactExposures => {
  const { holdings, factors } = input;
  const equity = Number(input.equity);
  const market = holdings.filter(({ kind }) => kind === 'public' || kind === 'option');
  const sizeOf = ({ exposure, marketValue }: Holding): number => Math.abs(exposure ?? marketValue);
  const gross = sum(market.map(sizeOf));
  const sizes = new Map<string, number[]>();
  for (const holding of market) {
    if (holding.exposure === null) continue;
    const lots = sizes.get(holding.symbol);
    if (lots === undefined) sizes.set(holding.symbol, [sizeOf(holding)]);
    else lots.push(sizeOf(holding));
  }
  const symbols: HeldSymbol[] = [];
  for (const [symbol, exposure] of netExposures(market)) {
    const held = factors.get(symbol);
    const factorEventId = held?.factorEventId ?? null;
    symbols.push({ symbol, exposure, factorEventId, lists: held ? keptListsOf(held) : UNKNOWN });
  }
  const sums = factorSums(
    {
      starts: Int32Array.of(0, symbols.length),
      symbols: Int32Array.from(symbols.keys()),
      exposures: Float64Array.from(symbols, ({ exposure }) => exposure),
      gross: Float64Array.from(symbols, ({ symbol }) => sum(sizes.get(symbol) ?? [])),
    },
    loadingsOf(symbols),
  );
  const grossValue = sum(holdings.map(({ marketValue }) => Math.abs(marketValue)));
  const privateValue = sum(
    holdings.filter(({ kind }) => kind === 'private').map(({ marketValue }) => Math.abs(marketValue)),
  );
  return {
    equity: input.equity,
    exposures: FACTOR_IDS.map((factor, column) => {
      const dollars = known(sums.dollars[column]);
      return {
        factor,
        beta: dollars === null || equity <= 0 ? null : dollars / equity,
        dollars: dollars === null ? null : moneyOf(dollars),
        coverage: gross === 0 ? null : Math.min(1, (sums.covered[column] as number) / gross),
        rSquared: known(sums.rSquared[column]),
        observations: fewestObservations(symbols, column),
      };
    }),
    symbols:
      equity <= 0
        ? []
        : symbols.flatMap(({ symbol, exposure, factorEventId, lists: { hasBeta, betas, observations } }) =>
            factorEventId === null || !hasBeta
              ? []
              : [{ symbol, weight: exposure / equity, factorEventId, betas, observations }],
          ),
    privateAllocation: grossValue === 0 ? 0 : privateValue / grossValue,
    quality: qualityOf(
      equity,
      symbols,
      market.some(({ exposure }) => exposure === null),
    ),
  };
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
export const factorExposures = (input: Exposed): FactorExposures =>
  expandExposures(compactFactorExposures(input));
