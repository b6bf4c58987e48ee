import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import type { PortfolioState } from '../../domain/portfolio/decider.ts';
import { pricedSymbolOf } from '../../domain/portfolio/position.ts';
import { historyStart } from '../../domain/valuation/history-start.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Valuation } from '../../domain/valuation/valuation.ts';
import { valuationSteps } from '../../domain/valuation/value-portfolio.ts';
import type { Queries } from '../ports/queries.ts';

/** Older prices that a first session may have to fall back on. */
export const LOOK_BACK_DAYS = 380;

export const pricedSymbolsOf = (lots: readonly Lot[]): readonly string[] =>
  [...new Set(lots.flatMap(({ position }) => pricedSymbolOf(position) ?? []))].sort();

type StatedPortfolio = Pick<
  Extract<PortfolioState, { status: 'open' }>,
  'statedEquity' | 'equityAsOf' | 'recordedFrom' | 'flows'
>;

/** How long a calculation may keep the process from answering anybody else. */
const TURN_MS = 15;

const inTurns = async <Value>(steps: Generator<void, Value>): Promise<Value> => {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
};

/** The whole history of a portfolio up to `date`, from its facts and the prices known now. */
export const valueHistory = async (
  queries: Queries,
  { statedEquity, equityAsOf, recordedFrom, flows }: StatedPortfolio,
  lots: readonly Lot[],
  date: IsoDate,
): Promise<readonly Valuation[]> => {
  const from = addDays(recordedFrom, -LOOK_BACK_DAYS);
  const prices = await queries.prices(pricedSymbolsOf(lots), { from, to: date });
  const seriesOf = (symbol: string) => prices.get(symbol);
  const start = historyStart(lots, recordedFrom, seriesOf);
  const facts = { lots, statedEquity, equityAsOf, recordedFrom, flows: [...flows.values()], seriesOf };
  return inTurns(valuationSteps(facts, sessionsBetween(start, date)));
};
