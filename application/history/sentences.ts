import type { CalculationEvent } from '../../domain/calculation/events.ts';
import type { DomainEvent } from '../../domain/decider.ts';
import type { FlowKind } from '../../domain/portfolio/capital-flow.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { Position } from '../../domain/portfolio/position.ts';
import type { RiskEvent } from '../../domain/risk/events.ts';
import type { TargetsEvent } from '../../domain/targets/events.ts';
import type { ValuationEvent } from '../../domain/valuation/events.ts';

/** A number that matters in an entry; money and quantities as they were written down. */
export type Figure = { readonly name: string; readonly value: string | number };

/** What happened, to be said after the name of who did it: "imported 12 positions from a file". */
export type Told = {
  readonly about: 'portfolio' | 'positions' | 'capital_flow' | 'target_prices' | 'calculation' | 'other';
  readonly predicate: string;
  readonly figures: readonly Figure[];
};

/** Every event of a portfolio's streams. */
export type PortfolioStory = PortfolioEvent | TargetsEvent | CalculationEvent | ValuationEvent | RiskEvent;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const lot = ({ quantity, symbol, entryPrice }: Position): string => `${quantity} ${symbol} at ${entryPrice}`;

const flowNoun = (kind: FlowKind): string => (kind === 'CONTRIBUTION' ? 'contribution' : 'withdrawal');

const because = (reason: string | null | undefined): string => (reason == null ? '' : `: ${reason}`);

const figure = (name: string, value: string | number | null | undefined): readonly Figure[] =>
  value == null ? [] : [{ name, value }];

const lotFigures = (position: Position): readonly Figure[] => [
  { name: 'quantity', value: position.quantity },
  { name: 'entry_price', value: position.entryPrice },
  ...figure('exit_price', position.exit?.price),
];

const told = (about: Told['about'], predicate: string, figures: readonly Figure[] = []): Told => ({
  about,
  predicate,
  figures,
});

const changedLot = (before: Position, after: Position): string => {
  const parts = [
    ['quantity', before.quantity, after.quantity],
    ['entry price', before.entryPrice, after.entryPrice],
    ['entry date', before.entryDate, after.entryDate],
    ['exit date', before.exit?.date ?? 'none', after.exit?.date ?? 'none'],
    ['exit price', before.exit?.price ?? 'none', after.exit?.price ?? 'none'],
  ].filter(([, was, is]) => was !== is);
  return parts.length === 0
    ? `${after.symbol}`
    : `${after.symbol}: ${parts.map(([name, was, is]) => `${name} from ${was} to ${is}`).join(', ')}`;
};

/** A type of event that this version does not know is told by its name. */
const neutral = ({ type }: DomainEvent): Told =>
  told('other', `caused “${type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()}”`);

const ofRun = (event: CalculationEvent | ValuationEvent | RiskEvent): Told => {
  switch (event.type) {
    case 'CalculationRequested':
      return told('calculation', `asked for the calculation of ${event.data.calculationDate}`);
    case 'CalculationPhaseStarted':
    case 'CalculationPhaseAdvanced':
    case 'CalculationPhaseCompleted':
      return told('calculation', `went on with the phase ${event.data.phase} of a calculation`);
    case 'CalculationCompleted':
      return told('calculation', `finished the calculation of ${event.data.date}`);
    case 'CalculationFailed':
      return told('calculation', `gave up a calculation: ${event.data.message}`);
    case 'PortfolioValued':
      return told(
        'calculation',
        `valued ${event.data.valuation.date}`,
        figure('equity', event.data.valuation.equity),
      );
    case 'SnapshotRestated':
      return told(
        'calculation',
        `restated ${event.data.valuation.date}${because(event.data.reason)}`,
        figure('equity', event.data.valuation.equity),
      );
    case 'SnapshotWithdrawn':
      return told('calculation', `withdrew the snapshot of ${event.data.date}${because(event.data.reason)}`);
    case 'SnapshotImported':
      return told(
        'calculation',
        `imported the snapshot of ${event.data.valuation.date} from an earlier system`,
        figure('equity', event.data.valuation.equity),
      );
    case 'FactorExposuresCalculated':
      return told('calculation', `calculated the factor exposures of ${event.data.date}`);
    case 'PortfolioVolatilityCalculated':
      return told('calculation', `calculated the volatility of ${event.data.date}`);
    case 'PortfolioStressTested':
      return told('calculation', `ran the stress tests of ${event.data.date}`);
    default:
      event satisfies never;
      return neutral(event);
  }
};

/** One event as a sentence without its subject. */
export const tell = (event: PortfolioStory): Told => {
  switch (event.type) {
    case 'PortfolioCreated':
      return told(
        'portfolio',
        `created the portfolio “${event.data.portfolioName}” in the account “${event.data.accountName}”`,
        figure('equity', event.data.equityBalance),
      );
    case 'PositionsImported':
      return told(
        'positions',
        `imported ${counted(event.data.positions.length, 'position')} from a file`,
        figure('positions', event.data.positions.length),
      );
    case 'PositionsReconciled': {
      const { opened, changed, closed, splits } = event.data;
      const parts = [
        `${opened.length} opened`,
        `${changed.length} changed`,
        `${closed.length} closed`,
        ...(splits.length > 0 ? [`${counted(splits.length, 'split')} applied`] : []),
      ];
      return told('positions', `imported a newer file of the account: ${parts.join(', ')}`, [
        { name: 'opened', value: opened.length },
        { name: 'changed', value: changed.length },
        { name: 'closed', value: closed.length },
      ]);
    }
    case 'PositionsImportReverted':
      return told(
        'positions',
        `undid an import${because(event.data.reason)}`,
        figure('removed', event.data.removed?.length),
      );
    case 'PositionOpened':
      return told(
        'positions',
        `entered ${lot(event.data.lot.position)}`,
        lotFigures(event.data.lot.position),
      );
    case 'PositionAdjusted': {
      const { before, after } = event.data;
      return told(
        'positions',
        `changed ${changedLot(before.position, after.position)}`,
        lotFigures(after.position),
      );
    }
    case 'PositionClosed': {
      const { closed, remainder } = event.data;
      const { position } = closed;
      const exit = position.exit === null ? '' : ` at ${position.exit.price} on ${position.exit.date}`;
      const rest = remainder === null ? '' : `; ${remainder.position.quantity} remain`;
      return told(
        'positions',
        `closed ${position.quantity} ${position.symbol}${exit}${rest}`,
        lotFigures(position),
      );
    }
    case 'PositionRemoved': {
      const { position } = event.data.removed;
      return told('positions', `removed ${lot(position)}${because(event.data.reason)}`, lotFigures(position));
    }
    case 'PortfolioRenamed': {
      const { before, after } = event.data;
      return told(
        'portfolio',
        `renamed it from “${before.portfolioName}” (${before.accountName}) to “${after.portfolioName}” (${after.accountName})`,
      );
    }
    case 'EquityStated': {
      const { equity, asOf, reason } = event.data;
      return told(
        'portfolio',
        `stated the equity anew: ${equity} at the close of ${asOf}${because(reason)}`,
        [{ name: 'equity', value: equity }],
      );
    }
    case 'PortfolioArchived':
      return told('portfolio', 'archived the portfolio');
    case 'PortfolioRevived':
      return told('portfolio', 'brought the portfolio back');
    case 'CapitalFlowRecorded':
    case 'CapitalFlowCorrected': {
      const { kind, amount, date } = event.data;
      const verb = event.type === 'CapitalFlowRecorded' ? 'recorded a' : 'corrected a flow: it is a';
      return told(
        'capital_flow',
        `${verb} ${flowNoun(kind)} of ${amount} on ${date}`,
        figure('amount', amount),
      );
    }
    case 'CapitalFlowRemoved':
      return told('capital_flow', 'removed a contribution or withdrawal');
    case 'TargetPricesSet': {
      const { targets } = event.data;
      const symbols = targets.slice(0, 5).map(({ symbol }) => symbol);
      const more = targets.length > symbols.length ? ', …' : '';
      return told(
        'target_prices',
        `set ${counted(targets.length, 'target price')} (${symbols.join(', ')}${more})`,
        figure('targets', targets.length),
      );
    }
    case 'TargetPriceRemoved':
      return told(
        'target_prices',
        `removed the target price of ${event.data.symbol} (${event.data.positionType})`,
      );
    default:
      return ofRun(event);
  }
};
