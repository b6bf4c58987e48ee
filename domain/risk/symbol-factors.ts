import { FACTOR_DEFINITIONS } from './factor-definitions.ts';
import { elementOf, type FactorTable, factorsAt, factorTable, qualityCode } from './factor-table.ts';
import { FACTOR_IDS, type FactorEtf, type FactorId, type SymbolFactors } from './factors.ts';
import { fitCentred, type Regressor, regressor } from './ols.ts';
import { type Panels, packPanels, paddedColumns, panelProducts } from './panel-product.ts';
import { type RidgeDesign, ridgeDesign, solveRidge } from './ridge.ts';
import { studentTTail } from './student-t.ts';

/** Windows count returns up to and including the date; rows with a missing value are dropped from the window. */
export const MARKET_WINDOW = { returns: 90, minimum: 30, full: 60 } as const;
export const SPREAD_WINDOW = { returns: 180, minimum: 60, full: 120 } as const;
const FULL = qualityCode('full');
const LIMITED = qualityCode('limited');
const DEGENERATE = qualityCode('degenerate');
const NOT_PUBLISHED = qualityCode('not_published');
/** Returns that the longest window needs: prices of one session more. */
export const RETURNS_NEEDED = SPREAD_WINDOW.returns;

type Window = { readonly returns: number; readonly minimum: number; readonly full: number };

/** One regression: a single factor by OLS, or the style factors together by ridge. */
type Model = {
  readonly window: Window;
  readonly method: 'ols' | 'ridge';
  /** Aligned with `regressors`. */
  readonly factors: readonly FactorId[];
  /** Returns of the regressors, as long as the symbols' returns; NaN where an ETF's is missing. */
  readonly regressors: readonly Float64Array[];
};

/** A model on the rows of a design; element j of `products` is the product of its column j with the symbol's returns. */
type Prepared = {
  readonly model: Model;
  /** Where its factors stand in a symbol's row of the table. */
  readonly columns: readonly number[];
  readonly products: Float64Array;
} & (
  | { readonly kind: 'ols'; readonly regressor: Regressor }
  | { readonly kind: 'ridge'; readonly design: RidgeDesign; readonly betas: Float64Array }
);

/** Models that use the same rows: a symbol's returns are gathered, centred and multiplied once for all of them. */
type Design = {
  readonly window: Window;
  readonly rows: Int32Array;
  readonly models: readonly Prepared[];
  readonly panels: Panels;
  readonly products: Float64Array;
  readonly tail: (t: number) => number;
  /** The same design without some of its rows, by those rows. */
  readonly without: Map<string, Design>;
};

export type SymbolReturns = {
  readonly symbol: string;
  /** Simple returns of adjusted closes, newest last, as long as the ETFs'; NaN = missing. */
  readonly returns: Float64Array;
  /** As published; null and 0 both mean that the provider has none. */
  readonly providerBeta: number | null;
};

const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, i) => value - (b[i] as number));

const modelsOf = (etfReturns: Readonly<Record<FactorEtf, Float64Array>>): readonly Model[] => {
  const single: Model[] = [];
  const styles: { factor: FactorId; etf: FactorEtf }[] = [];
  for (const { id, method, proxy } of FACTOR_DEFINITIONS) {
    if (proxy === null) continue;
    if (method === 'ridge_regression') {
      styles.push({ factor: id, etf: proxy.long });
      continue;
    }
    const { long, short } = proxy;
    single.push({
      window: short === null ? MARKET_WINDOW : SPREAD_WINDOW,
      method: 'ols',
      factors: [id],
      regressors: [short === null ? etfReturns[long] : difference(etfReturns[long], etfReturns[short])],
    });
  }
  const joint: Model = {
    window: MARKET_WINDOW,
    method: 'ridge',
    factors: styles.map((style) => style.factor),
    regressors: styles.map((style) => etfReturns[style.etf]),
  };
  return [...single, joint];
};

const take = (values: Float64Array, rows: Int32Array): Float64Array => {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) taken[i] = values[rows[i] as number] as number;
  return taken;
};

/** Rows of the window in which no regressor is missing, in order. */
const completeRows = (model: Model): Int32Array => {
  const length = model.regressors[0]?.length ?? 0;
  const rows: number[] = [];
  for (let row = Math.max(0, length - model.window.returns); row < length; row += 1) {
    if (model.regressors.every((values) => Number.isFinite(values[row]))) rows.push(row);
  }
  return Int32Array.from(rows);
};

const designOf = (window: Window, models: readonly Model[], rows: Int32Array): Design => {
  const products = new Float64Array(paddedColumns(models.flatMap(({ factors }) => factors).length));
  const packed: Float64Array[] = [];
  const prepared = models.map((model): Prepared => {
    const own = model.regressors.map((values) => take(values, rows));
    const place = {
      model,
      columns: model.factors.map((factor) => elementOf(0, factor)),
      products: products.subarray(packed.length, packed.length + own.length),
    };
    const [only] = own;
    if (model.method === 'ols' && only !== undefined) {
      const made = regressor(only);
      packed.push(made.centred);
      return { ...place, kind: 'ols', regressor: made };
    }
    const design = ridgeDesign(own);
    const n = rows.length;
    packed.push(...own.map((_, j) => design.standardised.subarray(j * n, (j + 1) * n)));
    return { ...place, kind: 'ridge', design, betas: new Float64Array(own.length) };
  });
  return {
    window,
    rows,
    models: prepared,
    panels: packPanels(packed),
    products,
    tail: studentTTail(Math.max(1, rows.length - 2)),
    without: new Map(),
  };
};

/** The designs for symbols without gaps: one for each set of rows that the regressors leave. */
const designsOf = (models: readonly Model[]): readonly Design[] => {
  const groups = new Map<string, { rows: Int32Array; window: Window; models: Model[] }>();
  for (const model of models) {
    const rows = completeRows(model);
    const key = `${model.window.returns}:${rows.join()}`;
    const group = groups.get(key) ?? { rows, window: model.window, models: [] };
    groups.set(key, group);
    group.models.push(model);
  }
  return [...groups.values()].map((group) => designOf(group.window, group.models, group.rows));
};

/** The design without the rows that the symbol misses; made once for all symbols with the same gaps. */
const designFor = (design: Design, returns: Float64Array): Design => {
  let gaps = '';
  for (let i = 0; i < design.rows.length; i += 1) {
    const row = design.rows[i] as number;
    if (!Number.isFinite(returns[row])) gaps += `${row},`;
  }
  const known = design.without.get(gaps);
  if (known) return known;
  const models = design.models.map(({ model }) => model);
  const present = design.rows.filter((row) => Number.isFinite(returns[row]));
  const made = designOf(design.window, models, present);
  design.without.set(gaps, made);
  return made;
};

/** Copies the rows of the returns and adds them up: not finite when one of them is missing. */
const gather = (returns: Float64Array, rows: Int32Array, out: Float64Array): number => {
  const n = rows.length;
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < n; i += 2) {
    const a = returns[rows[i] as number] as number;
    const b = returns[rows[i + 1] as number] as number;
    out[i] = a;
    out[i + 1] = b;
    even += a;
    odd += b;
  }
  if (i < n) {
    const last = returns[rows[i] as number] as number;
    out[i] = last;
    even += last;
  }
  return even + odd;
};

/** Takes the mean from the first n values; the sum of their squares, corrected for the rounding of the mean. */
const centreOn = (mean: number, values: Float64Array, n: number): number => {
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = (values[i] as number) - mean;
    values[i] = deviation;
    squares += deviation * deviation;
    rest += deviation;
  }
  return Math.max(0, squares - (rest * rest) / n);
};

/** Fits every model of the design to a centred y and writes the symbol's row of the table, which starts at `row`. */
const fitAll = (
  { window, rows, models, panels, products, tail }: Design,
  y: Float64Array,
  ySumOfSquares: number,
  table: FactorTable,
  row: number,
): void => {
  const n = rows.length;
  const quality = n >= window.full ? FULL : LIMITED;
  panelProducts(panels, y, products);
  for (const prepared of models) {
    const { columns } = prepared;
    if (prepared.kind === 'ols') {
      const at = row + (columns[0] as number);
      const { varies } = prepared.regressor;
      table.observations[at] = n;
      table.quality[at] = varies ? quality : DEGENERATE;
      if (varies) {
        fitCentred(prepared.regressor, y, prepared.products[0] as number, ySumOfSquares, tail, table, at);
      }
      continue;
    }
    const { design, betas } = prepared;
    const explained = solveRidge(design, prepared.products, betas);
    const rSquared = ySumOfSquares === 0 ? 0 : explained / ySumOfSquares;
    for (let j = 0; j < columns.length; j += 1) {
      const at = row + (columns[j] as number);
      const varies = design.varies[j] === true;
      table.observations[at] = n;
      table.quality[at] = varies ? quality : DEGENERATE;
      table.beta[at] = varies ? (betas[j] as number) : Number.NaN;
      table.rSquared[at] = varies ? rSquared : Number.NaN;
    }
  }
};

/** No basis for a fit: how many rows there were, and no loading. */
const leaveOut = ({ rows, models }: Design, table: FactorTable, row: number): void => {
  for (const { columns } of models) {
    for (const column of columns) table.observations[row + column] = rows.length;
  }
};

const checkLengths = ({ etfReturns, symbols }: SymbolFactorsInput): void => {
  const { length } = etfReturns.SPY;
  const check = (name: string, own: number): void => {
    if (own !== length) throw new RangeError(`${name} has ${own} returns where SPY has ${length}`);
  };
  for (const [etf, returns] of Object.entries(etfReturns)) check(etf, returns.length);
  for (const { symbol, returns } of symbols) check(symbol, returns.length);
};

export type SymbolFactorsInput = {
  readonly etfReturns: Readonly<Record<FactorEtf, Float64Array>>;
  readonly symbols: readonly SymbolReturns[];
};

/**
 * The thirteen factor loadings of many symbols on one date, in the order of `symbols`.
 *
 * Every array has the same length and ends with the return of the date; 180 returns or more, fewer give fewer
 * observations. Betas are in return per return; see `FACTOR_DEFINITIONS` for the regressors, `ols` and `ridge` for
 * the formulas. A loading never depends on which other symbols are asked for.
 *
 * All symbols share the regressors, so each regression is prepared once per set of rows (symbols with the same missing
 * returns share theirs). A symbol costs one copy of its returns, one pass over it for all regressors, and its p-values,
 * which take the most. docs/benchmarks.md has the times.
 *
 * Throws a RangeError when the arrays differ in length.
 */
export const symbolFactorTable = (input: SymbolFactorsInput): FactorTable => {
  checkLengths(input);
  const { etfReturns, symbols } = input;
  const table = factorTable(symbols.length);
  const designs = designsOf(modelsOf(etfReturns));
  const y = new Float64Array(RETURNS_NEEDED);
  symbols.forEach(({ returns, providerBeta }, symbol) => {
    const published = elementOf(symbol, 'provider_beta_1y');
    const isPublished = providerBeta !== null && providerBeta !== 0 && Number.isFinite(providerBeta);
    table.quality[published] = isPublished ? FULL : NOT_PUBLISHED;
    if (isPublished) table.beta[published] = providerBeta;

    const row = elementOf(symbol, FACTOR_IDS[0]);
    for (const complete of designs) {
      let design = complete;
      let total = gather(returns, design.rows, y);
      if (!Number.isFinite(total)) {
        design = designFor(complete, returns);
        total = gather(returns, design.rows, y);
      }
      const n = design.rows.length;
      const squares = centreOn(total / n, y, n);
      // Returns whose squares leave float64 are no basis for a fit.
      if (n < design.window.minimum || !Number.isFinite(squares)) leaveOut(design, table, row);
      else fitAll(design, y, squares, table, row);
    }
  });
  return table;
};

/** The same as plain values, one per symbol. */
export const symbolFactors = (input: SymbolFactorsInput): readonly SymbolFactors[] => {
  const table = symbolFactorTable(input);
  return input.symbols.map((_, symbol) => factorsAt(table, symbol));
};
