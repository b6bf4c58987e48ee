import { createHash } from 'node:crypto';
import { upcasting } from '../../application/evolution/upcasting.ts';
import type { NewEvent } from '../../application/ports/event-store.ts';
import { streams } from '../../application/streams.ts';
import { PHASES } from '../../domain/calculation/events.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { DomainEvent } from '../../domain/decider.ts';
import { FACTOR_IDS } from '../../domain/risk/factors.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import { seeded } from '../support/events.ts';

/** What one caller appends at once. */
export type Append = { readonly stream: string; readonly events: readonly NewEvent[] };

export const PORTFOLIOS = 10_000;
export const SYMBOLS = 5_000;
const LOTS = 10;
const ENGINE = { engineVersion: '1.0.0' };

const SESSIONS = sessionsBetween('2025-01-02', '2025-12-31');
const HISTORY = sessionsBetween('2024-01-02', '2024-12-31');

/** As random as a real id, so that rows arrive at their indexes in no order, and the same in every run. */
const idOf = (kind: number, n: number): string => {
  const hash = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${hex(hash, 8)}-${hex(kind, 4)}-5000-8000-${hex(n, 12)}`;
};
const portfolioIdOf = (n: number): string => idOf(1, n);
const symbolOf = (n: number): string => `S${n.toString(36).toUpperCase().padStart(4, '0')}`;

const cents = (value: number): string => value.toFixed(2);

/**
 * A year of a service as it grows to 10,000 portfolios and 5,000 symbols, of about `count` events: every session some
 * people join (an import of ten lots, a first calculation over a history without marks), some symbols are learned with
 * a year of prices, others get the sessions since, some portfolios are calculated again, a few flows, targets,
 * restatements, undone imports and closed portfolios. Fewer events are fewer portfolios and symbols in as many days.
 */
export function* projectionsLog(count: number): Generator<readonly Append[]> {
  const scale = Math.min(1, count / 1_000_000);
  const portfolios = Math.max(SESSIONS.length, Math.round(PORTFOLIOS * scale));
  const symbols = Math.max(SESSIONS.length, Math.round(SYMBOLS * scale));
  const random = seeded(20_251_121);
  const below = (n: number): number => Math.floor(random() * n);
  let serial = 0;
  let told = 0;

  const event = (data: DomainEvent, at: string, calculated = false): NewEvent => {
    serial += 1;
    return {
      ...data,
      eventId: idOf(9, serial),
      metadata: {
        correlationId: idOf(10, serial >> 4),
        causationId: idOf(11, serial >> 2),
        actor: { kind: 'user', userId: idOf(2, serial % portfolios) },
        schemaVersion: upcasting.currentVersion(data.type),
        occurredAt: at,
        ...(calculated && ENGINE),
      },
    };
  };

  const lotsOf = (portfolio: number) =>
    Array.from({ length: LOTS }, (_, index) => {
      const symbol = symbolOf((portfolio * 7 + index * 131) % symbols);
      return {
        positionId: idOf(3, portfolio * LOTS + index),
        symbol,
        quantity: String(10 + ((portfolio + index) % 90)),
        entryPrice: cents(20 + ((portfolio * index) % 400)),
        entryDate: '2024-03-15',
        exit: null,
        investmentClass: 'PUBLIC' as const,
        subtype: 'STOCK' as const,
      };
    });

  const valuation = (portfolio: number, date: IsoDate, previousDate: IsoDate | null, recorded: boolean) => {
    const equity = 500_000 + 10_000 * random();
    const marks = recorded
      ? lotsOf(portfolio).map(({ positionId, symbol, quantity, entryPrice }) => ({
          positionId,
          symbol,
          quantity,
          price: entryPrice,
          basis: 'close',
          priceDate: date,
          priceSymbol: symbol,
          priceEventId: idOf(9, serial),
          marketValue: cents(Number(quantity) * Number(entryPrice)),
          gain: cents(1000 * random()),
        }))
      : [];
    return {
      date,
      basis: recorded ? 'recorded' : 'reconstructed',
      equity: cents(equity),
      previousDate,
      previousEquity: previousDate === null ? null : cents(equity - 100),
      dailyPnl: cents(2000 * random() - 1000),
      dailyRealized: '0.00',
      dailyUnrealized: cents(2000 * random() - 1000),
      netFlow: '0.00',
      dailyReturn: previousDate === null ? null : 0.02 * (random() - 0.5),
      cumulativePnl: cents(10_000 * random()),
      cumulativeRealized: '0.00',
      unrealizedPnl: cents(5000 * random()),
      longValue: cents(equity * 0.9),
      shortValue: '0.00',
      grossExposure: cents(equity * 0.9),
      netMarketValue: cents(equity * 0.9),
      cash: cents(equity * 0.1),
      leverage: 0.9,
      positions: { total: LOTS, long: LOTS, short: 0, options: 0 },
      simulated: true,
      marks,
    };
  };

  const exposures = (portfolio: number) => {
    const held = lotsOf(portfolio).slice(0, 3);
    return {
      equity: '500000.00',
      exposures: FACTOR_IDS.map((factor) => ({
        factor,
        beta: 2 * random() - 0.5,
        dollars: cents(500_000 * random()),
        coverage: 1,
        rSquared: random(),
        observations: 90,
      })),
      symbols: held.map(({ symbol }) => ({
        symbol,
        weight: 0.1,
        factorEventId: idOf(9, serial),
        betas: FACTOR_IDS.map(() => 1.1),
        observations: FACTOR_IDS.map(() => 90),
      })),
      privateAllocation: 0,
      quality: 'full',
    };
  };

  const stress = () => ({
    factorSet: 'market_rates_spreads',
    method: 'conditional',
    equity: '500000.00',
    observations: 252,
    covarianceAsOf: '2025-06-30',
    factorEtfs: ['SPY', 'TLT'],
    rateModel: { duration: 16.5, convexity: 350 },
    missingFactors: [],
    factors: [],
    scenarios: SCENARIOS.filter(({ active }) => active).map(({ id, name, category, severity }) => ({
      scenarioId: id,
      name,
      category,
      severity,
      status: 'ok',
      conditional: { dollars: cents(-100_000 * random()), fractionOfEquity: -random() / 5 },
      direct: { dollars: cents(-90_000 * random()), fractionOfEquity: -random() / 5 },
      shocked: [],
      moves: [],
      dollars: [],
    })),
  });

  let runs = 0;
  const calculation = (
    portfolio: number,
    dates: readonly IsoDate[],
    first: boolean,
    at: string,
  ): readonly Append[] => {
    const portfolioId = portfolioIdOf(portfolio);
    runs += 1;
    const runId = idOf(4, runs);
    const date = dates.at(-1) ?? '2025-01-02';
    const about = { runId, portfolioId };
    const phases = PHASES.flatMap(({ id: phase }) => [
      event({ type: 'CalculationPhaseStarted', data: { ...about, phase, total: 10 } }, at),
      event({ type: 'CalculationPhaseAdvanced', data: { ...about, phase, current: 5, total: 10 } }, at),
      event(
        {
          type: 'CalculationPhaseCompleted',
          data: {
            ...about,
            phase,
            current: 10,
            total: 10,
            seconds: 0.125,
            log: [{ level: 'info', message: `${phase}: 10 done` }],
          },
        },
        at,
      ),
    ]);
    const requested = {
      type: 'CalculationRequested',
      data: { ...about, calculationDate: date, force: false, trigger: first ? 'import' : 'user' },
    };
    const valued = dates.map((day, index) =>
      event(
        {
          type: 'PortfolioValued',
          data: { ...about, valuation: valuation(portfolio, day, dates[index - 1] ?? null, !first) },
        },
        at,
        true,
      ),
    );
    const restated =
      first || runs % 20 !== 0
        ? []
        : [
            event(
              {
                type: 'SnapshotRestated',
                data: {
                  ...about,
                  valuation: valuation(portfolio, date, dates.at(-2) ?? null, true),
                  changed: [{ field: 'equity', before: '1.00', after: '2.00' }],
                  reason: 'a price was corrected',
                },
              },
              at,
              true,
            ),
          ];
    const completed = {
      ...about,
      date,
      outcome: 'complete',
      datesValued: dates.length,
      datesRestated: restated.length,
      pendingSymbols: [],
      needsPriceUpdate: false,
      warnings: [],
      simulated: true,
    };
    const risk = [
      {
        type: 'FactorExposuresCalculated',
        data: { ...about, date, exposures: exposures(portfolio), gaps: [] },
      },
      {
        type: 'PortfolioVolatilityCalculated',
        data: {
          ...about,
          date,
          volatility: { window21: random() / 3, window63: random() / 3, observations: 63, coverage: 1 },
        },
      },
      { type: 'PortfolioStressTested', data: { ...about, date, stress: stress() } },
    ];
    return [
      { stream: streams.calculation(portfolioId), events: [event(requested, at), ...phases] },
      { stream: streams.valuation(portfolioId), events: [...valued, ...restated] },
      { stream: streams.risk(portfolioId), events: risk.map((told) => event(told, at, true)) },
      {
        stream: streams.calculation(portfolioId),
        events: [event({ type: 'CalculationCompleted', data: completed }, at)],
      },
    ];
  };

  const joining = (portfolio: number, today: IsoDate, at: string): readonly Append[] => {
    const portfolioId = portfolioIdOf(portfolio);
    const userId = idOf(2, portfolio);
    const name = `Person ${portfolio}`;
    const registered = {
      userId,
      email: `person-${portfolio}@example.com`,
      fullName: name,
      credentialId: idOf(5, portfolio),
    };
    const created = {
      portfolioId,
      userId,
      portfolioName: `Portfolio of ${name}`,
      accountName: `Account ${portfolio}`,
      accountType: 'taxable',
      equityBalance: '500000.00',
      equityAsOf: today,
      description: null,
      currency: 'USD',
    };
    const imported = {
      portfolioId,
      importId: idOf(6, portfolio),
      fileSha256: 'ab'.repeat(32),
      importedOn: today,
      positions: lotsOf(portfolio),
      autoCalculate: true,
    };
    return [
      {
        stream: `email-${createHash('sha256').update(registered.email).digest('hex')}`,
        events: [event({ type: 'EmailClaimed', data: { userId } }, at)],
      },
      { stream: streams.user(userId), events: [event({ type: 'UserRegistered', data: registered }, at)] },
      {
        stream: streams.accounts(userId),
        events: [
          event({ type: 'AccountOpened', data: { portfolioId, accountName: created.accountName } }, at),
        ],
      },
      {
        stream: streams.portfolio(portfolioId),
        events: [
          event({ type: 'PortfolioCreated', data: created }, at),
          event({ type: 'PositionsImported', data: imported }, at),
        ],
      },
    ];
  };

  const bars = (dates: readonly IsoDate[]) =>
    dates.map((date) => {
      const price = 50 + 100 * random();
      return { date, close: cents(price), adjustedClose: price * 0.98, splitFactor: 1 };
    });
  const priced = (symbol: string, dates: readonly IsoDate[], at: string): NewEvent =>
    event(
      {
        type: 'SymbolPriced',
        data: {
          symbol,
          source: 'simulated',
          simulated: true,
          closeBasis: 'raw',
          currency: 'USD',
          bars: bars(dates),
          rejected: [],
        },
      },
      at,
    );
  const factors = (symbol: string, date: IsoDate, at: string): NewEvent => {
    const loading = {
      beta: random(),
      raw: random(),
      capped: false,
      rSquared: random(),
      standardError: random(),
      tStatistic: random(),
      pValue: random(),
      observations: 90,
      quality: 'full',
    };
    const all = Object.fromEntries(FACTOR_IDS.map((factor) => [factor, loading]));
    return event({ type: 'SymbolFactorsCalculated', data: { symbol, date, factors: all } }, at, true);
  };
  const learning = (n: number, today: IsoDate, at: string): Append => {
    const symbol = symbolOf(n);
    const profile = {
      companyName: `Company ${n}`,
      assetType: 'equity',
      sector: 'Technology',
      industry: 'Software',
      exchange: 'XNYS',
      currency: 'USD',
      marketCap: 1e9 + n,
      providerBeta: 1.1,
    };
    return {
      stream: streams.symbol(symbol),
      events: [
        event({ type: 'SymbolTracked', data: { symbol } }, at),
        event({ type: 'SymbolProfiled', data: { symbol, source: 'simulated', asOf: today, profile } }, at),
        priced(symbol, HISTORY, at),
        factors(symbol, today, at),
        event({ type: 'SymbolActivated', data: { symbol, date: today } }, at),
      ],
    };
  };

  const perDay = (total: number, day: number): readonly [number, number] => [
    Math.floor((total * day) / SESSIONS.length),
    Math.floor((total * (day + 1)) / SESSIONS.length),
  ];
  const upTo = (length: number, last: number): readonly IsoDate[] =>
    SESSIONS.slice(Math.max(0, last - length + 1), last + 1);
  /** Of each portfolio and symbol the session up to which it was valued or priced. */
  const valuedUpTo = new Map<number, number>();
  const pricedUpTo = new Map<number, number>();
  const closed = new Set<number>();

  for (let day = 0; day < SESSIONS.length; day += 1) {
    const today = SESSIONS[day] ?? '2025-12-31';
    const at = `${today}T21:30:00.${String(day).padStart(3, '0')}Z`;
    const appends: Append[] = [];
    const [firstSymbol, endSymbol] = perDay(symbols, day);
    for (let n = firstSymbol; n < endSymbol; n += 1) {
      appends.push(learning(n, today, at));
      pricedUpTo.set(n, -1);
    }
    const [firstPortfolio, endPortfolio] = perDay(portfolios, day);
    for (let n = firstPortfolio; n < endPortfolio; n += 1) {
      appends.push(...joining(n, today, at));
      appends.push(...calculation(n, HISTORY.slice(-20), true, at));
      valuedUpTo.set(n, day - 1);
    }
    // What is left of the day's share: symbols that get the sessions since, portfolios that are calculated again.
    // The more there are the more happens.
    const share = count * ((day + 1) / SESSIONS.length) ** 2;
    let planned = told + appends.reduce((sum, { events }) => sum + events.length, 0);
    const later = (append: Append): void => {
      appends.push(append);
      planned += append.events.length;
    };
    for (let tries = 0; planned < share && tries < count; tries += 1) {
      for (let i = 0; i < 6; i += 1) {
        const n = below(endSymbol);
        const since = pricedUpTo.get(n) ?? -1;
        if (since >= day) continue;
        const symbol = symbolOf(n);
        const fresh = priced(symbol, upTo(day - since, day), at);
        later({
          stream: streams.symbol(symbol),
          events: i < 2 ? [fresh, factors(symbol, today, at)] : [fresh],
        });
        pricedUpTo.set(n, day);
      }
      const n = below(endPortfolio);
      const since = valuedUpTo.get(n) ?? -1;
      const dates = upTo(Math.min(20, day - since), day);
      if (dates.length > 0 && since < day && !closed.has(n)) {
        for (const append of calculation(n, dates, false, at)) later(append);
        valuedUpTo.set(n, day);
      }
      const portfolioId = portfolioIdOf(below(endPortfolio));
      const flowId = idOf(7, serial);
      const flow = { flowId, kind: 'CONTRIBUTION', amount: cents(5000 * random()), date: today, notes: null };
      if (serial % 3 === 0) {
        later({
          stream: streams.portfolio(portfolioId),
          events: [
            event({ type: 'CapitalFlowRecorded', data: { portfolioId, ...flow, recordedOn: today } }, at),
            ...(serial % 5 === 0
              ? [event({ type: 'CapitalFlowCorrected', data: { portfolioId, ...flow, amount: '42.00' } }, at)]
              : []),
          ],
        });
      }
      if (serial % 4 === 0) {
        const target = {
          targetId: idOf(8, serial),
          symbol: symbolOf(serial % symbols),
          positionType: 'LONG',
          prices: { eoy: '261.38', nextYear: null, downside: null },
          userPrice: null,
        };
        later({
          stream: streams.targets(portfolioId),
          events: [event({ type: 'TargetPricesSet', data: { portfolioId, targets: [target] } }, at)],
        });
      }
    }
    if (day % 3 === 2) {
      const n = below(endPortfolio);
      const portfolioId = portfolioIdOf(n);
      const importId = idOf(6, n);
      if (!closed.has(n))
        later({
          stream: streams.portfolio(portfolioId),
          events: [
            day % 2 === 0
              ? event(
                  {
                    type: 'PositionsImportReverted',
                    data: { portfolioId, importId, reason: 'the wrong file' },
                  },
                  at,
                )
              : event({ type: 'PortfolioArchived', data: { portfolioId, userId: idOf(2, n) } }, at),
          ],
        });
      closed.add(n);
    }
    told = planned;
    yield appends;
  }
}
