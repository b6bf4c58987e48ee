import type { CalculationCommand, CalculationState } from '../../domain/calculation/decider.ts';
import type { CalculationEvent, LogLine, PhaseId } from '../../domain/calculation/events.ts';
import type { CommandContext, OpenStream } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';

/** Progress within a phase is told at most this often: it is for a person's eyes. */
const ADVANCE_EVERY_MS = 250;

export type PhaseProgress = {
  /** One more unit is done. */
  readonly advance: (by?: number) => void;
  readonly note: (level: LogLine['level'], message: string) => void;
};

export type CalculationStream = OpenStream<CalculationCommand, CalculationEvent, CalculationState>;

/**
 * Tells one phase as events: started, advanced now and then, completed with its log. A phase that was told before a
 * crash is not told again, though its work is repeated, so progress never goes back.
 */
export const createPhaseRunner =
  (stream: CalculationStream, runId: string, context: CommandContext, clock: Clock, signal: AbortSignal) =>
  async <Value>(
    phase: PhaseId,
    total: number,
    work: (progress: PhaseProgress) => Promise<Value>,
  ): Promise<Value> => {
    signal.throwIfAborted();
    const startedAt = clock().getTime();
    const log: LogLine[] = [];
    let current = 0;
    let toldAt = startedAt;
    let telling: Promise<unknown> = stream.execute({ type: 'StartPhase', runId, phase, total }, context);
    // One append at a time: they are on one stream.
    const tell = (command: CalculationCommand): void => {
      telling = telling.then(() => stream.execute(command, context));
      // Whoever awaits `telling` sees the failure; until then it must not count as unhandled.
      telling.catch(() => {});
    };
    const value = await work({
      advance: (by = 1) => {
        current = Math.min(current + by, total);
        const now = clock().getTime();
        if (now - toldAt < ADVANCE_EVERY_MS) return;
        toldAt = now;
        tell({ type: 'AdvancePhase', runId, phase, current, total });
      },
      note: (level, message) => log.push({ level, message }),
    });
    await telling;
    signal.throwIfAborted();
    const seconds = (clock().getTime() - startedAt) / 1000;
    await stream.execute(
      { type: 'CompletePhase', runId, phase, current: total, total, seconds, log },
      context,
    );
    return value;
  };
