import { upcasting } from '../../application/evolution/upcasting.ts';
import type { EventStore, NewEvent, Position } from '../../application/ports/event-store.ts';
import { streams } from '../../application/streams.ts';
import { type CalculationEvent, PHASES } from '../../domain/calculation/events.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { DomainEvent } from '../../domain/decider.ts';
import { portfolioIdOf, positionIdOf, userIdOf, uuid5 } from '../../domain/ids.ts';
import type { InviteEvent } from '../../domain/invite/events.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { Position as HeldPosition } from '../../domain/portfolio/position.ts';
import type { CompactExposures } from '../../domain/risk/compact-exposures.ts';
import type { CompactStress } from '../../domain/risk/compact-stress.ts';
import type { RiskEvent } from '../../domain/risk/events.ts';
import {
  FACTOR_ETFS,
  FACTOR_IDS,
  type FactorLoading,
  type SymbolFactors,
} from '../../domain/risk/factors.ts';
import type { PriceBar, SymbolEvent } from '../../domain/symbol/events.ts';
import type { TargetsEvent } from '../../domain/targets/events.ts';
import { type TargetPrice, targetIdOf } from '../../domain/targets/target-price.ts';
import type { UserEvent } from '../../domain/user/events.ts';
import type { ValuationEvent } from '../../domain/valuation/events.ts';
import type { Mark, Valuation } from '../../domain/valuation/valuation.ts';

/** An event and the stream it is told in. */
export type Told = { readonly stream: string; readonly event: NewEvent };

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** The envelope that the command handler makes; `id` is any text that is unique in the test. */
export const eventOf = (
  event: DomainEvent,
  id: string,
  occurredAt = '2024-07-01T14:00:00.123Z',
  metadata: Partial<NewEvent['metadata']> = {},
): NewEvent => ({
  ...event,
  eventId: uuid5(id),
  metadata: {
    correlationId: uuid5(`correlation ${id}`),
    causationId: uuid5(`command ${id}`),
    actor: { kind: 'process', name: 'test' },
    schemaVersion: upcasting.currentVersion(event.type),
    occurredAt,
    ...metadata,
  },
});

/** Appends in the order in which they are told; returns the last position. */
export const tell = async (store: EventStore, told: readonly Told[]): Promise<Position> => {
  let position = await store.head();
  for (let start = 0; start < told.length; ) {
    const stream = told[start]!.stream;
    let end = start;
    while (end < told.length && told[end]!.stream === stream && end - start < 40) end += 1;
    const outcome = await store.append(
      stream,
      'any',
      told.slice(start, end).map(({ event }) => event),
    );
    if (outcome.status !== 'appended') throw new Error('an append that expects nothing cannot conflict');
    position = outcome.position;
    start = end;
  }
  return position;
};

/** A code of two uses that was used by two people, of whom one gave it back and took it again, and then revoked. */
export const inviteStory = (): readonly Told[] => {
  const inviteId = 'c0de'.repeat(8);
  const uses = { inviteId, userId: userIdOf('guest@example.com') };
  const usedAt = '2024-07-01T14:00:00.123Z';
  const { told, say } = createTeller('invite');
  const invite = say<InviteEvent>(streams.invite(inviteId));
  invite({
    type: 'InviteCreated',
    data: { inviteId, cohort: 'spring', note: null, expiresAt: '2025-01-01T00:00:00.000Z', maxUses: 2 },
  });
  invite({ type: 'InviteUsed', data: { ...uses, usedAt } });
  invite({ type: 'InviteUsed', data: { inviteId, userId: userIdOf('other@example.com'), usedAt } });
  invite({ type: 'InviteUseReturned', data: uses });
  invite({ type: 'InviteUsed', data: { ...uses, usedAt: '2024-07-02T14:00:00.000Z' } });
  invite({ type: 'InviteUseReturned', data: { inviteId, userId: userIdOf('other@example.com') } });
  invite({ type: 'InviteRevoked', data: { inviteId } });
  return told;
};

/** Writes down events of one stream after the other; ids follow from the name and the order. */
const createTeller = (name: string) => {
  const told: Told[] = [];
  let minutes = 0;
  const say =
    <Event extends DomainEvent>(stream: string, metadata: Partial<NewEvent['metadata']> = {}) =>
    (event: Event): void => {
      minutes += 1;
      const occurredAt = new Date(
        Date.UTC(2024, 6, 1, 14, 0, 0, minutes % 1000) + minutes * 60_000,
      ).toISOString();
      told.push({ stream, event: eventOf(event, `${name} ${told.length}`, occurredAt, metadata) });
    };
  return { told, say };
};

const cents = (value: number): string => value.toFixed(2);

/** A random walk of closes over the sessions, with a split on one of them for some symbols. */
export const barsOf = (random: () => number, sessions: readonly IsoDate[]): readonly PriceBar[] => {
  let price = 20 + 300 * random();
  const splitAt = random() < 0.2 ? Math.floor(sessions.length / 2) : -1;
  return sessions.map((date, index) => {
    price *= 1 + 0.02 * (random() - 0.5);
    return {
      date,
      close: cents(index < splitAt ? price * 4 : price),
      adjustedClose: price * 0.987_654_321,
      splitFactor: index === splitAt ? 4 : 1,
    };
  });
};

const loading = (random: () => number): FactorLoading => {
  const raw = 4 * (random() - 0.4);
  return {
    beta: raw,
    raw,
    capped: false,
    rSquared: random(),
    standardError: random() / 10,
    tStatistic: raw / 0.07,
    pValue: random() / 100,
    observations: 90,
    quality: 'full',
  };
};

export const factorsOf = (random: () => number): SymbolFactors =>
  Object.fromEntries(FACTOR_IDS.map((factor) => [factor, loading(random)])) as SymbolFactors;

/** What the log says of one symbol that is priced and active. */
export const symbolStory = (symbol: string, seed: number, sessions: readonly IsoDate[]): readonly Told[] => {
  const random = seeded(seed);
  const { told, say } = createTeller(`symbol ${symbol} ${seed}`);
  const last = sessions.at(-1)!;
  const tellSymbol = say<SymbolEvent>(streams.symbol(symbol));
  tellSymbol({ type: 'SymbolTracked', data: { symbol } });
  tellSymbol({
    type: 'SymbolPriced',
    data: {
      symbol,
      source: 'simulated',
      simulated: true,
      closeBasis: 'raw',
      currency: 'USD',
      bars: barsOf(random, sessions),
      rejected: [],
    },
  });
  tellSymbol({
    type: 'SymbolProfiled',
    data: {
      symbol,
      source: 'simulated',
      asOf: last,
      profile: {
        companyName: `${symbol} Inc. “Ærø”`,
        assetType: 'equity',
        sector: 'Technology',
        industry: null,
        exchange: 'NMS',
        currency: 'USD',
        marketCap: Math.round(1e9 * random()),
        providerBeta: 0.5 + random(),
      },
    },
  });
  tellSymbol({ type: 'SymbolFactorsCalculated', data: { symbol, date: last, factors: factorsOf(random) } });
  tellSymbol({ type: 'SymbolActivated', data: { symbol, date: last } });
  return told;
};

/** Lots of every class: long and short, an option, private, cash, and one that was closed. */
export const lotsOf = (
  portfolioId: string,
  symbols: readonly string[],
  random: () => number,
): readonly HeldPosition[] => {
  const entryDate = '2024-01-16';
  const id = (symbol: string): string => positionIdOf(portfolioId, symbol, entryDate);
  const stocks = symbols.map(
    (symbol, index): HeldPosition => ({
      positionId: id(symbol),
      symbol,
      quantity: `${index % 3 === 2 ? '-' : ''}${1 + Math.floor(500 * random())}.5`,
      entryPrice: cents(10 + 400 * random()),
      entryDate,
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: 'STOCK',
    }),
  );
  const others: readonly HeldPosition[] = [
    {
      positionId: id('SPY250919C00460000'),
      symbol: 'SPY250919C00460000',
      quantity: '-2',
      entryPrice: '7.50',
      entryDate,
      exit: null,
      investmentClass: 'OPTIONS',
      contract: { underlying: 'SPY', strike: '460', expiration: '2025-09-19', right: 'CALL' },
    },
    {
      positionId: id('TWO_SIGMA_FUND'),
      symbol: 'TWO_SIGMA_FUND',
      quantity: '1',
      entryPrice: '142500.00',
      entryDate,
      exit: null,
      investmentClass: 'PRIVATE',
      subtype: 'HEDGE_FUND',
    },
    {
      positionId: id('SPAXX'),
      symbol: 'SPAXX',
      quantity: '12345.67',
      entryPrice: '1.00',
      entryDate,
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: 'CASH',
    },
    {
      positionId: id('SOLD'),
      symbol: 'SOLD',
      quantity: '10',
      entryPrice: '100.00',
      entryDate,
      exit: { date: '2024-03-01', price: '120.00' },
      investmentClass: 'PUBLIC',
      subtype: 'STOCK',
    },
  ];
  return [...stocks, ...others];
};

/** A valuation that looks like one; the figures agree with each other only roughly. */
export const valuationOf = (
  lots: readonly HeldPosition[],
  date: IsoDate,
  previousDate: IsoDate | null,
  random: () => number,
): Valuation => {
  const marks = lots
    .filter(({ exit }) => exit === null)
    .map((lot): Mark => {
      const price = Number(lot.entryPrice) * (0.9 + random() / 2);
      return {
        positionId: lot.positionId,
        symbol: lot.symbol,
        quantity: lot.quantity,
        price: cents(price),
        basis: lot.investmentClass === 'PRIVATE' ? 'stated' : 'close',
        priceDate: lot.investmentClass === 'PRIVATE' ? null : date,
        priceSymbol: lot.investmentClass === 'PRIVATE' ? null : lot.symbol,
        priceEventId: lot.investmentClass === 'PRIVATE' ? null : uuid5(`price ${lot.symbol}`),
        marketValue: cents(Number(lot.quantity) * price),
        gain: cents(Number(lot.quantity) * (price - Number(lot.entryPrice))),
      };
    });
  const long = marks.reduce((sum, { marketValue }) => sum + Math.max(0, Number(marketValue)), 0);
  const short = marks.reduce((sum, { marketValue }) => sum + Math.min(0, Number(marketValue)), 0);
  const equity = 500_000 + 10_000 * random();
  return {
    date,
    basis: 'recorded',
    equity: cents(equity),
    previousDate,
    previousEquity: previousDate === null ? null : '499123.4567',
    dailyPnl: cents(1000 * (random() - 0.5)),
    dailyRealized: '0.00',
    dailyUnrealized: cents(1000 * (random() - 0.5)),
    netFlow: '0.00',
    dailyReturn: previousDate === null ? null : 0.02 * (random() - 0.5),
    cumulativePnl: cents(10_000 * random()),
    cumulativeRealized: '200.00',
    unrealizedPnl: cents(5000 * random()),
    longValue: cents(long),
    shortValue: cents(short),
    grossExposure: cents(long - short),
    netMarketValue: cents(long + short),
    cash: cents(equity - long - short),
    leverage: (long - short) / equity,
    positions: { total: marks.length, long: marks.length - 1, short: 1, options: 1 },
    simulated: true,
    marks,
  };
};

const exposuresOf = (symbols: readonly string[], random: () => number): CompactExposures => ({
  equity: '500000.00',
  exposures: FACTOR_IDS.map((factor) => ({
    factor,
    beta: factor === 'provider_beta_1y' ? null : 2 * random() - 0.5,
    dollars: factor === 'provider_beta_1y' ? null : cents(500_000 * random()),
    coverage: random(),
    rSquared: random(),
    observations: 90,
  })),
  symbols: symbols.toSorted().map((symbol) => ({
    symbol,
    weight: random() - 0.3,
    factorEventId: uuid5(`factors ${symbol}`),
    betas: FACTOR_IDS.map(() => 2 * random()),
    observations: FACTOR_IDS.map(() => 90),
  })),
  privateAllocation: 0.1 * random(),
  quality: 'full',
});

const stressOf = (random: () => number): CompactStress => ({
  factorSet: 'market_rates_spreads',
  method: 'conditional',
  equity: '500000.00',
  observations: 252,
  covarianceAsOf: '2024-06-28',
  factorEtfs: [...FACTOR_ETFS],
  rateModel: { duration: 16.5, convexity: 350 },
  missingFactors: [],
  factors: [{ factor: 'market_beta_90d', beta: 1 + random() }],
  scenarios: ['market_down_35', 'rates_up_100bp', 'value_rotation'].map((scenarioId) => ({
    scenarioId,
    name: scenarioId.replaceAll('_', ' '),
    category: 'market',
    severity: 'severe',
    status: 'ok',
    conditional: { dollars: cents(-100_000 * random()), fractionOfEquity: -random() / 5 },
    direct: { dollars: cents(-90_000 * random()), fractionOfEquity: -random() / 5 },
    shocked: ['market_beta_90d'],
    moves: [-0.35],
    dollars: [cents(-50_000 * random())],
  })),
});

export type PortfolioStory = {
  readonly userId: string;
  readonly portfolioId: string;
  readonly importId: string;
  readonly runId: string;
  readonly lots: readonly HeldPosition[];
  readonly valuations: readonly Valuation[];
  readonly told: readonly Told[];
};

/**
 * One person from registration to numbers: a portfolio, an import, a complete calculation with a snapshot per session,
 * risk and stress; afterwards the last session but one is restated and the first withdrawn.
 */
export const portfolioStory = (
  name: string,
  symbols: readonly string[],
  sessions: readonly IsoDate[],
  seed: number,
): PortfolioStory => {
  const random = seeded(seed);
  const email = `${name}@example.com`;
  const userId = userIdOf(email);
  const accountName = `${name} ${seed}`;
  const portfolioId = portfolioIdOf(userId, accountName);
  const importId = uuid5(`import ${portfolioId}`);
  const runId = uuid5(`run ${portfolioId}`);
  const date = sessions.at(-1)!;
  const lots = lotsOf(portfolioId, symbols, random);
  const { told, say } = createTeller(`portfolio ${name} ${seed}`);
  const by = { actor: { kind: 'user', userId } } as const;
  const calculated = { ...by, engineVersion: '1.0.0' };

  say<UserEvent>(
    streams.user(userId),
    by,
  )({
    type: 'UserRegistered',
    data: { userId, email, fullName: `${name} O’Neill`, credentialId: uuid5(`credential ${userId}`) },
  });
  const tellPortfolio = say<PortfolioEvent>(streams.portfolio(portfolioId), by);
  tellPortfolio({
    type: 'PortfolioCreated',
    data: {
      portfolioId,
      userId,
      portfolioName: `Portfolio of ${name}`,
      accountName,
      accountType: 'taxable',
      equityBalance: '500000.00',
      equityAsOf: date,
      description: null,
      currency: 'USD',
    },
  });
  tellPortfolio({
    type: 'PositionsImported',
    data: {
      portfolioId,
      importId,
      fileSha256: 'ab'.repeat(32),
      importedOn: addDays(date, 1),
      positions: lots,
      autoCalculate: true,
    },
  });

  const tellRun = say<CalculationEvent>(streams.calculation(portfolioId), by);
  tellRun({
    type: 'CalculationRequested',
    data: { runId, portfolioId, calculationDate: date, force: false, trigger: 'import' },
  });
  for (const { id: phase } of PHASES) {
    tellRun({ type: 'CalculationPhaseStarted', data: { runId, portfolioId, phase, total: 10 } });
    tellRun({ type: 'CalculationPhaseAdvanced', data: { runId, portfolioId, phase, current: 4, total: 10 } });
    tellRun({
      type: 'CalculationPhaseCompleted',
      data: {
        runId,
        portfolioId,
        phase,
        current: 10,
        total: 10,
        seconds: 0.125,
        log: [{ level: 'info', message: `${phase} done` }],
      },
    });
  }

  const valuations = sessions.map((session, index) =>
    valuationOf(lots, session, sessions[index - 1] ?? null, random),
  );
  const tellValue = say<ValuationEvent>(streams.valuation(portfolioId), calculated);
  for (const valuation of valuations)
    tellValue({ type: 'PortfolioValued', data: { runId, portfolioId, valuation } });
  const tellRisk = say<RiskEvent>(streams.risk(portfolioId), calculated);
  tellRisk({
    type: 'FactorExposuresCalculated',
    data: {
      runId,
      portfolioId,
      date,
      exposures: exposuresOf(symbols, random),
      gaps: [{ symbol: symbols[0]!, lacks: 'profile', used: 'nothing', since: null }],
    },
  });
  tellRisk({
    type: 'PortfolioVolatilityCalculated',
    data: {
      runId,
      portfolioId,
      date,
      volatility: { window21: random() / 3, window63: random() / 3, observations: 63, coverage: 0.97 },
    },
  });
  tellRisk({
    type: 'PortfolioStressTested',
    data: { runId, portfolioId, date, stress: stressOf(random) },
  });
  const target = (symbol: string, eoy: string): TargetPrice => ({
    targetId: targetIdOf(portfolioId, { symbol, positionType: 'LONG' }),
    symbol,
    positionType: 'LONG',
    prices: { eoy, nextYear: null, downside: '0.000001' },
    userPrice: null,
  });
  const tellTargets = say<TargetsEvent>(streams.targets(portfolioId), by);
  const msft = target('MSFT', '261.38');
  tellTargets({
    type: 'TargetPricesSet',
    data: { portfolioId, targets: [target('AAPL', '261.38'), msft, target('ZM', '261.38')] },
  });
  tellTargets({ type: 'TargetPricesSet', data: { portfolioId, targets: [target('AAPL', '300.5')] } });
  const { targetId, symbol, positionType } = msft;
  tellTargets({ type: 'TargetPriceRemoved', data: { portfolioId, targetId, symbol, positionType } });

  tellRun({
    type: 'CalculationCompleted',
    data: {
      runId,
      portfolioId,
      date,
      outcome: 'complete',
      datesValued: sessions.length,
      datesRestated: 0,
      pendingSymbols: [],
      needsPriceUpdate: false,
      warnings: [],
      simulated: true,
    },
  });

  const restated = sessions.at(-2);
  if (restated !== undefined) {
    tellValue({
      type: 'SnapshotRestated',
      data: {
        runId,
        portfolioId,
        valuation: valuationOf(lots, restated, sessions.at(-3) ?? null, random),
        changed: [{ field: 'equity', before: '1.00', after: '2.00' }],
        reason: 'prices changed',
      },
    });
    tellValue({
      type: 'SnapshotWithdrawn',
      data: { runId, portfolioId, date: sessions[0]!, reason: 'the history now starts later' },
    });
  }
  return { userId, portfolioId, importId, runId, lots, valuations, told };
};

/** A second import that is undone again. */
export const revertedImport = (story: PortfolioStory): readonly Told[] => {
  const { portfolioId } = story;
  const importId = uuid5(`second import ${portfolioId}`);
  const { told, say } = createTeller(`reverted ${portfolioId}`);
  const tellPortfolio = say<PortfolioEvent>(streams.portfolio(portfolioId));
  tellPortfolio({
    type: 'PositionsImported',
    data: {
      portfolioId,
      importId,
      fileSha256: 'cd'.repeat(32),
      importedOn: '2024-07-02',
      positions: story.lots
        .slice(0, 1)
        .map((lot) => ({ ...lot, positionId: uuid5(`again ${lot.positionId}`) })),
      autoCalculate: false,
    },
  });
  tellPortfolio({
    type: 'PositionsImportReverted',
    data: { portfolioId, importId, reason: 'the wrong file' },
  });
  return told;
};

/** Three flows: one stays as it was recorded, one is corrected, one is removed. */
export const capitalFlows = ({ portfolioId }: PortfolioStory): readonly Told[] => {
  const { told, say } = createTeller(`flows ${portfolioId}`);
  const tellPortfolio = say<PortfolioEvent>(streams.portfolio(portfolioId));
  const flow = (name: string) => ({ portfolioId, flowId: uuid5(`${name} flow ${portfolioId}`) });
  const contribution = { kind: 'CONTRIBUTION', amount: '1000.10', date: '2024-06-20', notes: null } as const;
  const withdrawal = { kind: 'WITHDRAWAL', amount: '250.00', date: '2024-05-01', notes: 'a roof' } as const;
  for (const [name, stated] of [
    ['first', contribution],
    ['corrected', contribution],
    ['removed', withdrawal],
  ] as const) {
    tellPortfolio({
      type: 'CapitalFlowRecorded',
      data: { ...flow(name), ...stated, recordedOn: '2024-07-01' },
    });
  }
  tellPortfolio({ type: 'CapitalFlowCorrected', data: { ...flow('corrected'), ...withdrawal } });
  tellPortfolio({ type: 'CapitalFlowRemoved', data: flow('removed') });
  return told;
};

/** Several people and symbols, told one after the other: a log as a small installation has it. */
export const town = ({
  people = 2,
  symbols = ['AAPL', 'MSFT', 'BRK-B', 'SPY'],
  from = '2024-06-03',
  to = '2024-06-28',
}: {
  readonly people?: number;
  readonly symbols?: readonly string[];
  readonly from?: IsoDate;
  readonly to?: IsoDate;
} = {}): { readonly portfolios: readonly PortfolioStory[]; readonly told: readonly Told[] } => {
  const sessions = sessionsBetween(from, to);
  const portfolios = Array.from({ length: people }, (_, index) =>
    portfolioStory(`person-${index}`, symbols, sessions, index + 1),
  );
  const told = [
    ...symbols.flatMap((symbol, index) => symbolStory(symbol, 1000 + index, sessions)),
    ...portfolios.flatMap((story) => [...story.told, ...revertedImport(story), ...capitalFlows(story)]),
  ];
  return { portfolios, told };
};
