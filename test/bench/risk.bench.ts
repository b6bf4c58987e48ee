/**
 * Rates of the risk engine on one core, beside Python's libraries on the same data in the same run. Each row also checks
 * what it measured. Run it with `npm run bench:risk`; the Python rows need a `python3` with numpy, scipy, scikit-learn
 * and statsmodels on the path and say so where it is missing.
 */
import { cpus } from 'node:os';
import { blackScholes } from '../../domain/risk/black-scholes.ts';
import { correlationMatrix } from '../../domain/risk/correlation.ts';
import { type FactorCovariance, factorCovariance } from '../../domain/risk/covariance.ts';
import { factorExposures } from '../../domain/risk/exposures.ts';
import { type Books, factorSums } from '../../domain/risk/factor-sums.ts';
import { clipped, elementOf, factorsAt } from '../../domain/risk/factor-table.ts';
import { FACTOR_ETFS, FACTOR_IDS, type FactorEtf, type FactorId } from '../../domain/risk/factors.ts';
import type { Holding } from '../../domain/risk/holdings.ts';
import { impliedVolatility } from '../../domain/risk/implied-volatility.ts';
import { portfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import { scenarioLosses } from '../../domain/risk/scenario-losses.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import { STRESS_FACTORS, scenarioMoves, stressTest } from '../../domain/risk/stress.ts';
import { symbolFactors, symbolFactorTable } from '../../domain/risk/symbol-factors.ts';
import { runPython } from './python.ts';

const SYMBOLS = 10_000;
const DAYS = 180;
const PATTERNS = 60;
const PORTFOLIOS = 10_000;
const POSITIONS = 20;
const FACTORS = FACTOR_IDS.length;

/** The same numbers in every run. */
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
};
const uniform = random(20_240_628);
const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const between = (low: number, high: number): number => low + (high - low) * uniform();

const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`wrong result: ${what}`);
};
const near = (a: number, b: number, relative: number, absolute = 1e-12): boolean =>
  Math.abs(a - b) <= absolute + relative * Math.abs(b);

/** Median CPU milliseconds of a call, all threads of this process counted, after warming up. */
const cpuOf = (work: () => unknown, rounds = 15): number => {
  for (let round = 0; round < 4; round += 1) work();
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).toSorted((a, b) => a - b);
  return times[Math.floor(rounds / 2)]!;
};

const row = (what: string, ours: number, goal: string, beside = ''): void =>
  console.log(`| ${what} | ${ours < 10 ? ours.toFixed(2) : ours.toFixed(0)} ms | ${goal} | ${beside} |`);

const times = (theirs: number, ours: number): string => `${(theirs / ours).toPrecision(2)} ×`;

// What the market did, and 10,000 symbols that follow it, a tenth of them with gaps in 60 patterns.
const market = Float64Array.from({ length: DAYS }, () => normal() * 0.01);
const etfReturns = Object.fromEntries(
  FACTOR_ETFS.map((etf, i) => [
    etf,
    market.map((r) => r * (etf === 'TLT' ? -0.2 : 0.8 + 0.05 * i) + normal() * 0.004),
  ]),
) as Record<FactorEtf, Float64Array>;
const gaps = Array.from({ length: PATTERNS }, (_, pattern) =>
  Array.from({ length: 1 + (pattern % 9) }, () => Math.floor(uniform() * DAYS)),
);
const allReturns = new Float64Array(SYMBOLS * DAYS);
const symbols = Array.from({ length: SYMBOLS }, (_, index) => {
  const returns = allReturns.subarray(index * DAYS, (index + 1) * DAYS);
  const beta = between(-0.2, 2);
  for (let day = 0; day < DAYS; day += 1) returns[day] = beta * market[day]! + normal() * 0.015;
  if (index % 10 === 0) for (const day of gaps[(index / 10) % PATTERNS]!) returns[day] = Number.NaN;
  return { symbol: `S${index}`, returns, providerBeta: beta };
});
const input = { etfReturns, symbols };
const table = symbolFactorTable(input);

const benchFactors = (): void => {
  const columns = cpuOf(() => symbolFactorTable(input));
  const objects = cpuOf(() => symbolFactors(input));
  type Printed = {
    python: string;
    numpy: string;
    vectorised: number;
    loop: number | null;
    loopAgrees?: boolean;
    pValues: boolean;
    'scikit-learn'?: string;
    statsmodels?: string;
    loopMissing?: string;
  };
  const etfs = Float64Array.from(
    (['SPY', 'TLT', 'VTV', 'VUG', 'MTUM', 'QUAL', 'IWM', 'USMV'] as const).flatMap((etf) => [
      ...etfReturns[etf],
    ]),
  );
  const python = runPython<Printed>('factors.py', [allReturns, etfs], [SYMBOLS, DAYS, 40]);
  let numpy = python.ran ? '' : `not run: ${python.why}`;
  let loop = numpy;
  if (python.ran) {
    const { printed, output } = python;
    const order: readonly FactorId[] = [
      'market_beta_90d',
      'ir_beta',
      'momentum',
      'value',
      'growth',
      'size',
      'quality',
      'low_volatility',
      'growth_value_spread',
      'momentum_spread',
      'size_spread',
      'quality_spread',
    ];
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      order.forEach((factor, j) => {
        const [ours, theirs] = [table.beta[elementOf(symbol, factor)]!, output[symbol * 12 + j]!];
        check(near(ours, theirs, 1e-9), `${factor} of symbol ${symbol}: ${ours}, numpy ${theirs}`);
      });
    }
    check(printed.loopAgrees !== false, 'scikit-learn and statsmodels against numpy');
    const without = printed.pValues ? '' : ', without p-values: scipy is missing';
    numpy = `${times(printed.vectorised * 1000, columns)} numpy ${printed.numpy}${without}`;
    loop =
      printed.loop === null
        ? `not run: ${printed.loopMissing}`
        : `${times(printed.loop * 1000, columns)} scikit-learn ${printed['scikit-learn']} + statsmodels ${printed.statsmodels}`;
  }
  row('10,000 symbols × 13 factors, columns', columns, '< 150 ms; 3 × numpy', numpy);
  row('the same, against a loop over symbols (40, scaled)', columns, '200 × the loop', loop);
  row('the same, as plain objects', objects, '');
};

const sessions = Array.from({ length: DAYS }, (_, day) =>
  new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
) as unknown as Parameters<typeof factorCovariance>[0]['sessions'];
const covariance = factorCovariance({ sessions, etfReturns }) as FactorCovariance;

const benchPortfolios = (): void => {
  const starts = Int32Array.from({ length: PORTFOLIOS + 1 }, (_, p) => p * POSITIONS);
  const held = Int32Array.from({ length: PORTFOLIOS * POSITIONS }, (_, i) => (i * 7919) % SYMBOLS);
  const exposures = Float64Array.from(held, () => between(-20_000, 100_000));
  const books: Books = { starts, symbols: held, exposures, gross: exposures.map(Math.abs) };
  const equity = 1_000_000;
  const stressColumns = STRESS_FACTORS.map(({ id }) => FACTOR_IDS.indexOf(id));
  const aggregate = () => {
    const loadings = { betas: table.beta.map(clipped), rSquared: table.rSquared };
    const sums = factorSums(books, loadings);
    const betas = new Float64Array(PORTFOLIOS * stressColumns.length);
    for (let p = 0; p < PORTFOLIOS; p += 1) {
      stressColumns.forEach((column, j) => {
        betas[p * stressColumns.length + j] = sums.dollars[p * FACTORS + column]! / equity;
      });
    }
    const moves = scenarioMoves(SCENARIOS, covariance);
    const flat = (of: (moves: (typeof all)[number]) => Float64Array | null) =>
      Float64Array.from(all.flatMap((one) => [...(of(one) ?? [])]));
    const all = moves;
    return {
      sums,
      direct: scenarioLosses(
        betas,
        flat((one) => one.direct),
        stressColumns.length,
      ),
      conditional: scenarioLosses(
        betas,
        flat((one) => one.conditional),
        stressColumns.length,
      ),
    };
  };
  const time = cpuOf(aggregate);
  const bulk = aggregate();
  const alone = (p: number) => {
    const own = Array.from({ length: POSITIONS }, (_, i) => p * POSITIONS + i);
    const holdings = own.map((i): Holding => {
      const value = exposures[i]!;
      return { symbol: `S${held[i]!}`, kind: 'public', marketValue: value, exposure: value };
    });
    const factors = new Map(
      own.map((i) => [
        `S${held[i]!}`,
        { factorEventId: `e${held[i]!}`, factors: factorsAt(table, held[i]!) },
      ]),
    );
    const one = factorExposures({ equity: `${equity}.00`, holdings, factors });
    return { one, stress: stressTest({ exposures: one, covariance, scenarios: SCENARIOS }) };
  };
  for (let p = 0; p < PORTFOLIOS; p += 500) {
    const { one, stress } = alone(p);
    one.exposures.forEach(({ beta }, factor) => {
      check(near(beta!, bulk.sums.dollars[p * FACTORS + factor]! / equity, 1e-10), `portfolio ${p}`);
    });
    stress.scenarios.forEach(({ conditional, direct }, s) => {
      const at = p * SCENARIOS.length + s;
      check(near(conditional!.fractionOfEquity, bulk.conditional[at]!, 1e-10), `loss of portfolio ${p}`);
      check(near(direct!.fractionOfEquity, bulk.direct[at]!, 1e-10), `direct loss of portfolio ${p}`);
    });
  }
  row(`10,000 portfolios × 20 positions, 13 factors, ${SCENARIOS.length} scenarios both ways`, time, '< 1 s');
  const hundred = cpuOf(() => Array.from({ length: 100 }, (_, p) => alone(p)));
  row('100 of them one by one, with contributions, impacts and cents', hundred, '');
};

const benchOnePortfolio = (): void => {
  const chosen = Array.from({ length: 200 }, (_, i) => i * 37);
  const holdings = chosen.map((i): Holding => {
    const value = between(-20_000, 100_000);
    return { symbol: `S${i}`, kind: 'public', marketValue: value, exposure: value };
  });
  const factors = new Map(
    chosen.map((i) => [`S${i}`, { factorEventId: `e${i}`, factors: factorsAt(table, i) }]),
  );
  const returns = new Map(chosen.map((i) => [`S${i}`, symbols[i]!.returns]));
  const names = chosen.map((i) => `S${i}`);
  const equity = '5000000.00';
  const full = () => {
    const exposures = factorExposures({ equity, holdings, factors });
    return {
      exposures,
      stress: stressTest({ exposures, covariance, scenarios: SCENARIOS }),
      volatility: portfolioVolatility({ equity, holdings, returns }),
      greeks: chosen.map((i) => blackScholes(optionOf(i))),
      covariance: factorCovariance({ sessions, etfReturns }),
    };
  };
  const { exposures, stress, volatility } = full();
  check(
    exposures.exposures.every(({ contributions }) => contributions.length === 200),
    'contributions',
  );
  check(
    stress.scenarios.every(({ status }) => status === 'ok'),
    'scenarios',
  );
  check(volatility.window63 !== null, 'volatility');
  row('one portfolio of 200: exposures, stress, covariance, volatility, Greeks', cpuOf(full), '< 20 ms');
  const matrix = cpuOf(() =>
    correlationMatrix({ symbols: names, returns: chosen.map((i) => symbols[i]!.returns) }),
  );
  row('its 200 × 200 correlations with gaps, each pair on its own dates', matrix, '');
};

const optionOf = (i: number) => ({
  right: i % 2 === 0 ? ('CALL' as const) : ('PUT' as const),
  spot: 100,
  strike: 70 + (i % 61),
  years: (1 + (i % 700)) / 365,
  rate: 0.05,
  dividendYield: 0.01,
  volatility: 0.1 + 0.007 * (i % 101),
});

const benchOptions = (): void => {
  const options = Array.from({ length: 100_000 }, (_, i) => optionOf(i));
  const greeks = cpuOf(() => options.map(blackScholes), 7);
  const valued = options.map(blackScholes);
  options.forEach((option, i) => {
    const put = blackScholes({ ...option, right: option.right === 'CALL' ? 'PUT' : 'CALL' });
    const sign = option.right === 'CALL' ? 1 : -1;
    const forward =
      option.spot * Math.exp(-option.dividendYield * option.years) -
      option.strike * Math.exp(-option.rate * option.years);
    check(near(sign * (valued[i]!.price - put.price), forward, 1e-10, 1e-10), `parity of option ${i}`);
  });
  row('100,000 prices with five Greeks', greeks, '< 100 ms');

  const quotes = options.map((option, i) => ({ ...option, price: valued[i]!.price }));
  const implied = cpuOf(() => quotes.map(impliedVolatility), 5);
  quotes.forEach((quote, i) => {
    const { volatility } = impliedVolatility(quote);
    // Where the price hardly depends on the volatility it cannot say more of it.
    const { vega } = valued[i]!;
    if (vega < 1e-4) return;
    check(volatility !== null && near(volatility, quote.volatility, 1e-7), `implied volatility ${i}`);
  });
  row('100,000 implied volatilities', implied, '< 1 s');
};

const benchCorrelation = (): void => {
  const [count, days] = [500, 252];
  const all = Float64Array.from({ length: count * days }, () => normal() * 0.01);
  const returns = Array.from({ length: count }, (_, i) => all.subarray(i * days, (i + 1) * days));
  const names = returns.map((_, i) => `S${i}`);
  const correlate = () => correlationMatrix({ symbols: names, returns, window: days });
  const time = cpuOf(correlate);
  const python = runPython<{ numpy: string; corrcoef: number }>('correlation.py', [all], [count, days]);
  if (python.ran) {
    const { matrix } = correlate();
    python.output.forEach((theirs, at) => {
      check(near(matrix[at]!, theirs, 1e-9), `correlation ${at}`);
    });
  }
  row(
    'correlations of 500 symbols × 252 days',
    time,
    'numpy',
    python.ran
      ? `${times(python.printed.corrcoef * 1000, time)} numpy ${python.printed.numpy}`
      : `not run: ${python.why}`,
  );
};

const { length: cores } = cpus();
console.log(`${cores} cores (${cpus()[0]?.model ?? 'unknown'}), one used; Node ${process.version}\n`);
console.log('| work | CPU, median | goal | speed against the other |\n|---|---|---|---|');
benchFactors();
benchPortfolios();
benchOnePortfolio();
benchOptions();
benchCorrelation();
