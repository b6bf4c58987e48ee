import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import { fail, ok } from '../result.ts';
import type {
  PortfolioRefreshChunkCompleted,
  PortfolioRefreshEvent,
  PortfolioRefreshPlanned,
  PortfolioRefreshRequested,
  RefreshCounts,
} from './events.ts';

export type PortfolioRefreshCommand =
  | ({ readonly type: 'RequestRefresh' } & PortfolioRefreshRequested['data'])
  | {
      readonly type: 'PlanRefresh';
      readonly refreshId: string;
      readonly chunks: PortfolioRefreshPlanned['data']['chunks'];
      readonly seconds: number;
    }
  | ({
      readonly type: 'CompleteChunk';
      /** Since the refresh was asked for. */
      readonly secondsSinceRequest: number;
    } & Omit<PortfolioRefreshChunkCompleted['data'], 'date'>)
  | {
      readonly type: 'FailRefresh';
      readonly refreshId: string;
      readonly code: string;
      readonly message: string;
    };

type Chunks = PortfolioRefreshPlanned['data']['chunks'];
type Done = Pick<PortfolioRefreshChunkCompleted['data'], 'failed' | keyof RefreshCounts>;

/** The last attempt at the session. */
export type PortfolioRefreshState = {
  readonly date: IsoDate | null;
  readonly refreshId: string | null;
  readonly status: 'none' | 'requested' | 'planned' | 'completed' | 'failed';
  readonly chunks: Chunks;
  readonly done: ReadonlyMap<number, Done>;
  /** Of every attempt there was. */
  readonly known: ReadonlySet<string>;
};

export const NO_COUNTS: RefreshCounts = {
  portfolios: 0,
  refreshed: 0,
  unchanged: 0,
  datesValued: 0,
  datesRestated: 0,
  stillBehind: 0,
};

export const addCounts = (a: RefreshCounts, b: RefreshCounts): RefreshCounts => ({
  portfolios: a.portfolios + b.portfolios,
  refreshed: a.refreshed + b.refreshed,
  unchanged: a.unchanged + b.unchanged,
  datesValued: a.datesValued + b.datesValued,
  datesRestated: a.datesRestated + b.datesRestated,
  stillBehind: a.stillBehind + b.stillBehind,
});

type Decided = ReturnType<
  Decider<PortfolioRefreshCommand, PortfolioRefreshEvent, PortfolioRefreshState>['decide']
>;

const isOpen = ({ status }: PortfolioRefreshState): boolean => status === 'requested' || status === 'planned';

const request = (
  { type: _, ...data }: Extract<PortfolioRefreshCommand, { type: 'RequestRefresh' }>,
  state: PortfolioRefreshState,
): Decided => {
  if (state.known.has(data.refreshId)) return ok([]);
  if (isOpen(state))
    return fail(refuse('ERR_BATCH_011', { details: { refresh_id: state.refreshId, date: data.date } }));
  return ok([{ type: 'PortfolioRefreshRequested', data }]);
};

const plan = (
  { refreshId, chunks, seconds }: Extract<PortfolioRefreshCommand, { type: 'PlanRefresh' }>,
  { status, date }: PortfolioRefreshState,
): Decided => {
  if (status !== 'requested' || date === null) return ok([]);
  const portfolios = chunks.reduce((sum, chunk) => sum + chunk.portfolios, 0);
  const planned = { type: 'PortfolioRefreshPlanned', data: { refreshId, date, portfolios, chunks } } as const;
  if (chunks.length > 0) return ok([planned]);
  const nothing = { ...NO_COUNTS, outcome: 'nothing', failed: 0, seconds } as const;
  return ok([planned, { type: 'PortfolioRefreshCompleted', data: { refreshId, date, ...nothing } }]);
};

const completeChunk = (
  command: Extract<PortfolioRefreshCommand, { type: 'CompleteChunk' }>,
  { status, date, chunks, done }: PortfolioRefreshState,
): Decided => {
  const { type: _, secondsSinceRequest, ...chunk } = command;
  if (status !== 'planned' || date === null || done.has(chunk.chunk)) return ok([]);
  const completed = { type: 'PortfolioRefreshChunkCompleted', data: { ...chunk, date } } as const;
  if (done.size + 1 < chunks.length) return ok([completed]);
  const all: readonly Done[] = [...done.values(), chunk];
  const failed = all.reduce((sum, each) => sum + each.failed.length, 0);
  return ok([
    completed,
    {
      type: 'PortfolioRefreshCompleted',
      data: {
        refreshId: chunk.refreshId,
        date,
        outcome: failed > 0 ? 'partial' : 'complete',
        ...all.reduce<RefreshCounts>(addCounts, NO_COUNTS),
        failed,
        seconds: secondsSinceRequest,
      },
    },
  ]);
};

/**
 * One refresh of a session at a time: asked for, planned once, each chunk told once, and complete with the last chunk.
 * What is told of an attempt that has ended, or a second time after a crash, is nothing new.
 */
export const portfolioRefreshDecider: Decider<
  PortfolioRefreshCommand,
  PortfolioRefreshEvent,
  PortfolioRefreshState
> = {
  initial: { date: null, refreshId: null, status: 'none', chunks: [], done: new Map(), known: new Set() },

  decide: (command, state) => {
    if (command.type === 'RequestRefresh') return request(command, state);
    const { refreshId, date } = state;
    if (command.refreshId !== refreshId || date === null) return ok([]);
    switch (command.type) {
      case 'PlanRefresh':
        return plan(command, state);
      case 'CompleteChunk':
        return completeChunk(command, state);
      case 'FailRefresh': {
        const { code, message } = command;
        return ok(
          isOpen(state) ? [{ type: 'PortfolioRefreshFailed', data: { refreshId, date, code, message } }] : [],
        );
      }
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'PortfolioRefreshRequested': {
        const { refreshId, date } = event.data;
        const known = new Set(state.known).add(refreshId);
        return { date, refreshId, status: 'requested', chunks: [], done: new Map(), known };
      }
      case 'PortfolioRefreshPlanned':
        return { ...state, status: 'planned', chunks: event.data.chunks };
      case 'PortfolioRefreshChunkCompleted':
        return { ...state, done: new Map(state.done).set(event.data.chunk, event.data) };
      case 'PortfolioRefreshCompleted':
        return { ...state, status: 'completed' };
      case 'PortfolioRefreshFailed':
        return { ...state, status: 'failed' };
      default:
        return event satisfies never;
    }
  },
};
