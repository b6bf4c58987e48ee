import type { IsoDate } from '../../domain/dates.ts';
import type { Position as Lot } from '../../domain/portfolio/position.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { allPositions } from '../analytics/book.ts';
import type { Position } from '../ports/event-store.ts';
import type { Past } from '../ports/past.ts';
import type { PageOf, Paging, Queries } from '../ports/queries.ts';

type Value = string | number | boolean | null;

/** A field that is another than before; null where it was not there, or is not any more. */
export type Change = { readonly field: string; readonly before: Value; readonly after: Value };

/** A thing as named fields, so that two of a kind can be compared. */
type Fields = Readonly<Record<string, Value>>;

/** A thing that differs: its name, what it is, and the fields that moved. */
export type Difference = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly changes: readonly Change[];
  /** Of the event that wrote down what is there after, where one did. */
  readonly eventId: string | null;
};

type Thing = { readonly label: string; readonly fields: Fields; readonly eventId: string | null };

/** What a portfolio shows at one moment, as plain values. */
export type PortfolioView = {
  readonly portfolio: ReadonlyMap<string, Thing>;
  readonly positions: ReadonlyMap<string, Thing>;
  readonly prices: ReadonlyMap<string, Thing>;
  readonly flows: ReadonlyMap<string, Thing>;
  readonly targets: ReadonlyMap<string, Thing>;
  readonly snapshots: ReadonlyMap<string, Thing>;
  readonly risk: ReadonlyMap<string, Thing>;
};

const PARTS = ['portfolio', 'positions', 'prices', 'flows', 'targets', 'snapshots', 'risk'] as const;

export type PortfolioDifferences = Readonly<Record<(typeof PARTS)[number], readonly Difference[]>>;

const PAGE = 1000;

const all = async <Row>(read: (paging: Paging) => Promise<PageOf<Row>>): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (;;) {
    const { items, total } = await read({ limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The plain fields of a record, and of the records in it as `outer.inner`; lists and revisions are no figures. */
const plainFields = (record: object, prefix = ''): Fields => {
  const fields: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined || Array.isArray(value)) continue;
    if (isValue(value)) fields[`${prefix}${name}`] = value;
    else if (typeof value === 'object') Object.assign(fields, plainFields(value, `${prefix}${name}.`));
  }
  return fields;
};

const lotThing = (position: Lot): Thing => {
  const { positionId: _, exit, ...facts } = position;
  return {
    label: position.symbol,
    fields: { ...plainFields(facts), exitDate: exit?.date ?? null, exitPrice: exit?.price ?? null },
    eventId: null,
  };
};

const priceThing = (
  date: IsoDate,
  { symbol, quantity, price, basis, priceDate, marketValue, priceEventId }: Mark,
): Thing => ({
  label: symbol,
  fields: { date, quantity, price, basis, priceDate, marketValue },
  eventId: priceEventId,
});

const byKey = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  thingOf: (row: Row) => Thing,
): ReadonlyMap<string, Thing> => new Map(rows.map((row) => [keyOf(row), thingOf(row)]));

const riskThings = async (queries: Queries, portfolioId: string): Promise<ReadonlyMap<string, Thing>> => {
  const risk = await queries.risk(portfolioId);
  const things = new Map<string, Thing>();
  if (risk === null) return things;
  const { date } = risk;
  for (const exposure of risk.exposures?.exposures ?? []) {
    const { factor, contributions: _, ...figures } = exposure;
    things.set(factor, {
      label: factor,
      fields: { date, ...plainFields(figures) },
      eventId: risk.exposuresEventId,
    });
  }
  if (risk.volatility !== null) {
    things.set('volatility', {
      label: 'volatility',
      fields: { date, ...plainFields(risk.volatility) },
      eventId: risk.volatilityEventId,
    });
  }
  for (const scenario of risk.stress?.scenarios ?? []) {
    things.set(`stress:${scenario.scenarioId}`, {
      label: `stress:${scenario.scenarioId}`,
      fields: {
        date,
        ...plainFields({
          conditional: scenario.conditional,
          direct: scenario.direct,
          status: scenario.status,
        }),
      },
      eventId: risk.stressEventId,
    });
  }
  return things;
};

/** Everything of it that is compared. */
export const viewOf = async (queries: Queries, portfolioId: string): Promise<PortfolioView> => {
  const portfolio = await queries.portfolio(portfolioId);
  const lots = await allPositions(queries, portfolioId);
  const latest = await queries.snapshot(portfolioId, 'latest');
  const flows = await all((paging) => queries.capitalFlows(portfolioId, paging));
  const targets = await queries.targetPrices(portfolioId);
  const snapshots = await all((paging) => queries.snapshots(portfolioId, paging));
  return {
    portfolio: byKey(
      portfolio === null ? [] : [portfolio],
      (row) => row.portfolioId,
      ({ portfolioName, accountName, accountType, statedEquity, equityAsOf, description, archivedAt }) => ({
        label: portfolioName,
        fields: {
          portfolioName,
          accountName,
          accountType,
          statedEquity,
          equityAsOf,
          description,
          archivedAt,
        },
        eventId: null,
      }),
    ),
    positions: byKey(
      lots,
      ({ position }) => position.positionId,
      ({ position }) => lotThing(position),
    ),
    prices: byKey(
      latest?.marks ?? [],
      ({ positionId }) => positionId,
      (mark) => priceThing(latest?.valuation.date ?? '', mark),
    ),
    flows: byKey(
      flows,
      ({ flowId }) => flowId,
      ({ kind, amount, date, notes }) => ({
        label: `${kind} ${date}`,
        fields: { kind, amount, date, notes },
        eventId: null,
      }),
    ),
    targets: byKey(
      targets,
      ({ targetId }) => targetId,
      ({ symbol, positionType, prices, userPrice, eventId }) => ({
        label: `${symbol} ${positionType}`,
        fields: { ...prices, userPrice },
        eventId,
      }),
    ),
    snapshots: byKey(
      snapshots,
      ({ valuation }) => valuation.date,
      ({ valuation, engineVersion, eventId }) => ({
        label: valuation.date,
        fields: { ...plainFields(valuation), engineVersion },
        eventId,
      }),
    ),
    risk: await riskThings(queries, portfolioId),
  };
};

const changesBetween = (before: Fields, after: Fields): readonly Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after);

const compare = (
  before: ReadonlyMap<string, Thing>,
  after: ReadonlyMap<string, Thing>,
): readonly Difference[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly Difference[] => {
    const was = before.get(key);
    const is = after.get(key);
    const changes = changesBetween(was?.fields ?? {}, is?.fields ?? {});
    if (changes.length === 0) return [];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ key, label: (is ?? was)?.label ?? key, kind, changes, eventId: is?.eventId ?? null }];
  });

/** What is otherwise in `after` than it was in `before`, part by part. */
export const differencesBetween = (before: PortfolioView, after: PortfolioView): PortfolioDifferences =>
  Object.fromEntries(PARTS.map((part) => [part, compare(before[part], after[part])])) as PortfolioDifferences;

/** One moment after the other: each holds a connection while it is looked at. */
export const portfolioDifferences = async (
  past: Past,
  portfolioId: string,
  { from, to }: { readonly from: Position; readonly to: Position },
): Promise<PortfolioDifferences> => {
  const scope = { kind: 'portfolio', portfolioId } as const;
  const look = (position: Position): Promise<PortfolioView> =>
    past.at(scope, position, (queries) => viewOf(queries, portfolioId));
  return differencesBetween(await look(from), await look(to));
};
