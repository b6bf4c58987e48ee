import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import { FACTOR_IDS, type FactorId } from '../../domain/risk/factors.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { marksOn } from '../../domain/valuation/value-portfolio.ts';
import { lotsOf } from '../calculation/lots.ts';
import { LOOK_BACK_DAYS, pricedSymbolsOf } from '../calculation/value-history.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import type { Queries, RiskRow, SnapshotRow } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import type { EventReference, ExplainedPrice, Explanation } from './explanation.ts';
import { SNAPSHOT_NUMBERS, wireName } from './snapshot-numbers.ts';

type Snapshot = SnapshotRow & { readonly marks: readonly Mark[] };

export type Explain = (
  portfolioId: string,
  about: { readonly number: string; readonly date: IsoDate | 'latest' },
) => Promise<Explanation | null>;

const referenceTo = (event: RecordedEvent): EventReference => ({
  eventId: event.eventId,
  type: event.type,
  stream: event.stream,
  revision: event.revision.toString(),
  position: event.position.toString(),
  recordedAt: event.recordedAt,
});

/** The prices behind a valuation, each with the event that it was learned from. */
const explainPrices = async (
  store: EventStore,
  marks: readonly Mark[],
): Promise<readonly ExplainedPrice[]> => {
  const symbols = new Set(marks.flatMap(({ priceSymbol }) => priceSymbol ?? []));
  const histories = await Promise.all([...symbols].map((symbol) => store.readStream(streams.symbol(symbol))));
  const events = new Map(histories.flat().map((event) => [event.eventId, event]));
  return marks.map((mark) => {
    const event = mark.priceEventId === null ? undefined : events.get(mark.priceEventId);
    const source = event === undefined ? null : (event.data as { readonly source?: string }).source;
    return {
      symbol: mark.symbol,
      positionId: mark.positionId,
      quantity: mark.quantity,
      price: mark.price,
      basis: mark.basis,
      priceDate: mark.priceDate,
      marketValue: mark.marketValue,
      source: source ?? null,
      event: event === undefined ? null : referenceTo(event),
    };
  });
};

/** Reconstructed days carry no marks: they are worked out from the same facts. */
const reconstructMarks = async (
  store: EventStore,
  queries: Queries,
  portfolioId: string,
  { valuation: { date } }: SnapshotRow,
): Promise<readonly Mark[]> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const lots = lotsOf(events as unknown as readonly PortfolioEvent[]);
  const prices = await queries.prices(pricedSymbolsOf(lots), {
    from: addDays(date, -LOOK_BACK_DAYS),
    to: date,
  });
  return marksOn({ lots, seriesOf: (symbol) => prices.get(symbol) }, date);
};

const findEvent = async (
  store: EventStore,
  stream: string,
  eventId: string | null,
): Promise<EventReference | null> => {
  if (eventId === null) return null;
  const event = (await store.readStream(stream)).find((candidate) => candidate.eventId === eventId);
  return event === undefined ? null : referenceTo(event);
};

type Draft = Omit<Explanation, 'event' | 'prices' | 'date' | 'number' | 'simulated'> & {
  readonly stream: 'valuation' | 'risk';
  readonly eventId: string | null;
};

const ofSnapshot = (number: string, snapshot: Snapshot): Draft | null => {
  const known = SNAPSHOT_NUMBERS[number];
  if (known === undefined) return null;
  const { valuation } = snapshot;
  return {
    value: known.value(valuation),
    unit: known.unit,
    formula: known.formula,
    convention: known.convention,
    inputs: known.inputs.map((field) => ({
      name: wireName(field),
      value: valuation[field] as string | number | null,
    })),
    observations: null,
    window: valuation.previousDate === null ? null : `${valuation.previousDate} … ${valuation.date}`,
    engineVersion: snapshot.engineVersion,
    stream: 'valuation',
    eventId: snapshot.eventId,
    note:
      valuation.basis === 'reconstructed'
        ? 'Before the day the equity was stated: reconstructed from entry dates and prices.'
        : null,
  };
};

const ofPosition = (positionId: string, snapshot: Snapshot): Draft | null => {
  const mark = snapshot.marks.find((candidate) => candidate.positionId === positionId);
  if (mark === undefined) return null;
  return {
    value: mark.marketValue,
    unit: 'USD',
    formula: 'quantity × price × multiplier',
    convention:
      'raw close of the session; else the last close known; else the entry price, and it says which',
    inputs: [
      { name: 'quantity', value: mark.quantity },
      { name: 'price', value: mark.price },
      { name: 'price_basis', value: mark.basis },
      { name: 'price_date', value: mark.priceDate },
      { name: 'gain_since_entry', value: mark.gain },
    ],
    observations: null,
    window: null,
    engineVersion: snapshot.engineVersion,
    stream: 'valuation',
    eventId: snapshot.eventId,
    note: null,
  };
};

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

/** Every number that `explain` knows, for the documentation and for the error that lists them. */
export const EXPLAINABLE = [
  ...Object.keys(SNAPSHOT_NUMBERS),
  ...FACTOR_IDS,
  'realized_volatility_21d',
  'realized_volatility_63d',
  'private_allocation',
  'stress:{scenario_id}',
  'position:{position_id}',
] as const;

/** Answers "where does this number come from?"; null for a number or a date that does not exist. */
export const createExplain =
  ({ store, queries }: { readonly store: EventStore; readonly queries: Queries }): Explain =>
  async (portfolioId, { number, date }) => {
    const snapshot = await queries.snapshot(portfolioId, date);
    if (snapshot === null) return null;
    const risk = await queries.risk(portfolioId);
    const ofDate = risk?.date === snapshot.valuation.date ? risk : null;
    const draft =
      ofSnapshot(number, snapshot) ??
      (number.startsWith('position:') ? ofPosition(number.slice('position:'.length), snapshot) : null) ??
      (ofDate === null
        ? null
        : (ofFactor(number, ofDate) ??
          ofPrivateAllocation(number, ofDate) ??
          ofVolatility(number, ofDate) ??
          ofStress(number, ofDate)));
    if (draft === null) return null;
    const { stream, eventId, ...answer } = draft;
    const all =
      snapshot.valuation.basis === 'recorded'
        ? snapshot.marks
        : await reconstructMarks(store, queries, portfolioId, snapshot);
    const wanted = number.startsWith('position:') ? number.slice('position:'.length) : null;
    const marks = all.filter(({ positionId }) => wanted === null || positionId === wanted);
    return {
      number,
      date: snapshot.valuation.date,
      ...answer,
      simulated: snapshot.simulated,
      event: await findEvent(store, streams[stream](portfolioId), eventId),
      prices: await explainPrices(store, marks),
    };
  };
