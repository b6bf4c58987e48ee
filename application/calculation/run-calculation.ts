import { calculationDecider } from '../../domain/calculation/decider.ts';
import type { CalculationTrigger } from '../../domain/calculation/events.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { HOT_DAYS } from '../../domain/hot-days.ts';
import type { CompactExposures } from '../../domain/risk/compact-exposures.ts';
import type { CompactStress } from '../../domain/risk/compact-stress.ts';
import { datesOf, riskDecider } from '../../domain/risk/decider.ts';
import { ENGINE_VERSION } from '../../domain/risk/engine-version.ts';
import type { CoverageGap } from '../../domain/risk/events.ts';
import { FACTOR_ETFS, FACTOR_IDS } from '../../domain/risk/factors.ts';
import { activeScenarios } from '../../domain/risk/scenarios.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import type { CommandContext } from '../command-handler.ts';
import type { BringIn } from '../onboarding/bring-in.ts';
import { loadPortfolio } from '../portfolios/load-portfolio.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { JobPriority } from '../ports/symbol-queue.ts';
import { streams } from '../streams.ts';
import { analyseFactors, stressTesterOn } from './analyse.ts';
import { coverageGaps } from './coverage-gaps.ts';
import type { CalculationDependencies } from './dependencies.ts';
import { lotsOf } from './lots.ts';
import { isCurrent, processSymbols } from './process-symbols.ts';
import { createPhaseRunner } from './progress.ts';
import { pricedSymbolsOf, valueHistory } from './value-history.ts';

export type RunCalculation = (
  request: { readonly runId: string; readonly portfolioId: string },
  context: CommandContext,
  signal: AbortSignal,
) => Promise<void>;

/** A person looks at the portfolio and waits; of the rest nobody does. */
const priorityOf = (trigger: CalculationTrigger): JobPriority =>
  trigger === 'restatement' || trigger === 'symbols' ? 'normal' : 'high';

/** What the run will say at its end. */
const warningsOf = (gaps: readonly CoverageGap[]): readonly string[] =>
  gaps.map(({ symbol, lacks, used }) => `${symbol}: no ${lacks.replaceAll('_', ' ')}; used ${used}`);

/**
 * Works on one open run until it ends. Every step can be repeated: its results are facts that are recorded once, so
 * a run that a crash cut short is simply run again from its start. A run that has ended is left alone.
 */
export const createRunCalculation =
  (
    dependencies: CalculationDependencies & { readonly store: EventStore; readonly bringIn: BringIn },
  ): RunCalculation =>
  async ({ runId, portfolioId }, requestContext, signal) => {
    const { store, openStream, queries, provider, clock, bringIn } = dependencies;
    const stream = await openStream(calculationDecider, streams.calculation(portfolioId));
    const run = stream.state().runs.get(runId);
    if (run?.status !== 'open') return;

    const context: CommandContext = { ...requestContext, commandId: runId };
    const calculated: CommandContext = { ...context, engineVersion: ENGINE_VERSION };
    const runPhase = createPhaseRunner(stream, runId, context, clock, signal);
    const portfolio = await loadPortfolio(store, portfolioId);
    if (portfolio.status !== 'open') {
      const message = 'The portfolio was archived before it was calculated.';
      await stream.execute({ type: 'FailCalculation', runId, code: 'ERR_NOT_FOUND', message }, context);
      return;
    }
    const lots = lotsOf(portfolio);
    const date: IsoDate = run.calculationDate;
    const symbols = pricedSymbolsOf(lots);
    const scope = [...new Set([...symbols, ...FACTOR_ETFS])];

    await runPhase('classify', scope.length, async (progress) => {
      const rows = new Map((await queries.symbols(scope)).map((row) => [row.symbol, row]));
      const current = scope.filter((symbol) => isCurrent(rows.get(symbol), date));
      const unknown = symbols.filter((symbol) => rows.get(symbol)?.status !== 'active');
      progress.note(
        'info',
        `${symbols.length} symbols held: ${symbols.length - unknown.length} known, ${unknown.length} new`,
      );
      progress.note(
        'info',
        `${scope.length - current.length} of ${scope.length} symbols need prices or factors of ${date}`,
      );
      progress.advance(scope.length);
    });

    const priority = priorityOf(run.trigger);
    const { pending, lacking } = await runPhase('symbol_processing', scope.length, async (progress) => {
      const rows = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
      const unknown = symbols.filter((symbol) => rows.get(symbol)?.lastPriceDate == null);
      const known = symbols.filter((symbol) => !unknown.includes(symbol));
      // What is known is brought up to date, whatever becomes of the rest.
      const [failed] = await Promise.all([
        bringIn.symbols(unknown, { portfolioId, priority, again: run.trigger !== 'symbols' }, signal),
        processSymbols(dependencies, known, { date, force: run.force }, context, progress, signal),
      ]);
      const after = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
      const pending = symbols.filter((symbol) => after.get(symbol)?.status !== 'active');
      const lacking = pending.filter(
        (symbol) => after.get(symbol)?.lastPriceDate == null && !failed.has(symbol),
      );
      if (failed.size > 0) progress.note('warning', `cannot be found: ${[...failed].join(', ')}`);
      if (lacking.length > 0)
        progress.note('info', `calculated without ${lacking.join(', ')}; again when they have come in`);
      return { pending, lacking };
    });

    const { valuations, recorded } = await runPhase('phase_4', 1, async (progress) => {
      const valuations = await valueHistory(queries, portfolio, lots, date);
      const valuationStream = await openStream(valuationDecider, streams.valuation(portfolioId));
      const result = await valuationStream.execute(
        {
          type: 'RecordValuations',
          runId,
          portfolioId,
          valuations,
          restatement: run.restatement ?? undefined,
        },
        calculated,
      );
      if (!result.ok) throw new Error(`valuations were refused: ${result.error.code}`);
      const types = result.value.events.map(({ type }) => type);
      const count = (type: string): number => types.filter((candidate) => candidate === type).length;
      const counts = { valued: count('PortfolioValued'), restated: count('SnapshotRestated') };
      progress.note(
        'info',
        types.length === 0
          ? `${valuations.length} dates are already valued`
          : `${counts.valued} dates valued, ${counts.restated} restated, of ${valuations.length}`,
      );
      const later = lots.filter(({ position }) => position.entryDate > date).length;
      if (later > 0)
        progress.note('info', `${later} positions were entered after ${date} and count from then on`);
      return { valuations, recorded: counts };
    });
    if (valuations.length === 0) {
      const message = `There is nothing to value on ${date}.`;
      await stream.execute({ type: 'FailCalculation', runId, code: 'ERR_BATCH_004', message }, context);
      return;
    }

    const riskStream = await openStream(riskDecider, streams.risk(portfolioId));
    // A restatement calculates anew what was ever shown since; every other run only its own date.
    const from = run.restatement?.from ?? date;
    // Of days before that there are no factors at hand: what was shown then stands.
    const oldest = addDays(date, -HOT_DAYS);
    const shown = new Set(datesOf(riskStream.state()));
    const books = valuations
      .filter(
        (valuation) =>
          valuation.date === date ||
          (valuation.date >= from && valuation.date >= oldest && shown.has(valuation.date)),
      )
      .map((valuation) => ({ lots, valuation, date: valuation.date }));

    const analyses = await runPhase('phase_5', books.length * FACTOR_IDS.length, async (progress) => {
      const results: {
        readonly date: IsoDate;
        readonly exposures: CompactExposures;
        readonly gaps: readonly CoverageGap[];
      }[] = [];
      for (const book of books) {
        const { exposures, volatility } = await analyseFactors(queries, book);
        const gaps = await coverageGaps(queries, book);
        const about = { runId, portfolioId, date: book.date };
        await riskStream.execute(
          { type: 'RecordFactors', ...about, exposures, volatility, gaps },
          calculated,
        );
        results.push({ date: book.date, exposures, gaps });
        progress.advance(FACTOR_IDS.length);
      }
      for (const warning of warningsOf(results.at(-1)?.gaps ?? [])) progress.note('warning', warning);
      return results;
    });

    const scenarios = activeScenarios({ historical: dependencies.historicalScenarios });
    const stress = await runPhase('phase_6', books.length * scenarios.length, async (progress) => {
      let last: CompactStress | null = null;
      for (const analysis of analyses) {
        const stressed = await stressTesterOn(queries, { date: analysis.date, scenarios });
        last = stressed(analysis.exposures);
        const about = { runId, portfolioId, date: analysis.date };
        await riskStream.execute({ type: 'RecordStress', ...about, stress: last }, calculated);
        progress.advance(scenarios.length);
      }
      const incomplete = last?.scenarios.filter(({ status }) => status !== 'ok') ?? [];
      if (incomplete.length > 0) progress.note('warning', `${incomplete.length} scenarios lack a factor`);
      return last;
    });
    const gaps = analyses.at(-1)?.gaps ?? [];

    const needsPriceUpdate = gaps.some(({ lacks }) => lacks === 'price' || lacks === 'recent_price');
    const warnings = warningsOf(gaps);
    const complete =
      pending.length === 0 &&
      !needsPriceUpdate &&
      (stress?.scenarios ?? []).every(({ status }) => status === 'ok');
    await bringIn.leaveWaiting({ runId, portfolioId }, lacking, priority);
    await stream.execute(
      {
        type: 'CompleteCalculation',
        runId,
        date,
        outcome: complete ? 'complete' : 'partial',
        datesValued: recorded.valued,
        datesRestated: recorded.restated,
        pendingSymbols: pending,
        needsPriceUpdate,
        warnings,
        simulated: provider.simulated,
      },
      context,
    );
  };
