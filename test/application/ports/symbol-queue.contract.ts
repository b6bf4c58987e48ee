import { randomUUID } from 'node:crypto';
import type { JobFailure, SymbolQueue } from '../../../application/ports/symbol-queue.ts';
import { MAX_PENDING_JOBS } from '../../../application/ports/symbol-queue.ts';
import { until } from '../../support/until.ts';

const LONG = 60_000;
const somebody = { priority: 'normal', requestedBy: 'somebody' } as const;
const notReached: JobFailure = { kind: 'unavailable', reason: 'no answer' };

/** What the queue of unknown symbols is, in every adapter. */
export const symbolQueueContract = (create: () => Promise<SymbolQueue>): void => {
  let queue: SymbolQueue;
  beforeEach(async () => {
    queue = await create();
  });

  const claim = (atOnce = 3, leaseMs = LONG) => queue.claim({ atOnce, leaseMs });
  const claimOne = async (leaseMs = LONG) => {
    const [lease] = await claim(1, leaseMs);
    if (lease === undefined) throw new Error('there was nothing to claim');
    return lease;
  };

  it('keeps one open job per symbol, whoever asks, and the higher of their priorities', async () => {
    await queue.enqueue(['NEWCO'], { priority: 'low', requestedBy: 'first' });
    expect(await queue.enqueue(['NEWCO', 'NEWCO'], { priority: 'high', requestedBy: 'second' })).toEqual({
      queued: ['NEWCO'],
      refused: [],
    });
    const { items, total } = await queue.list({}, { limit: 10, offset: 0 });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ symbol: 'NEWCO', priority: 'high', requestedBy: 'first', attempts: 0 });
  });

  it('keeps one open job per symbol also when many ask at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => queue.enqueue(['NEWCO', 'OTHER'], somebody)));
    expect(await queue.pending()).toBe(2);
  });

  it('hands out the most urgent first, then the oldest, to a limit that all workers share', async () => {
    await queue.enqueue(['OLDLOW'], { priority: 'low', requestedBy: 'batch' });
    await queue.enqueue(['OLD'], somebody);
    await queue.enqueue(['YOUNG'], somebody);
    await queue.enqueue(['URGENT'], { priority: 'high', requestedBy: 'a person' });
    expect((await claim()).map(({ symbol }) => symbol)).toEqual(['URGENT', 'OLD', 'YOUNG']);
    expect(await claim()).toEqual([]);
  });

  it('gives no job to two workers', async () => {
    await queue.enqueue(
      Array.from({ length: 20 }, (_, i) => `S${i}`),
      somebody,
    );
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => claim(10)))).flat();
    expect(claimed).toHaveLength(10);
    expect(new Set(claimed.map(({ symbol }) => symbol)).size).toBe(10);
  });

  it('refuses what would have to wait behind too many, and says which', async () => {
    const symbols = Array.from({ length: MAX_PENDING_JOBS + 2 }, (_, i) => `S${i}`);
    expect(await queue.enqueue(symbols, somebody)).toEqual({
      queued: symbols.slice(0, MAX_PENDING_JOBS),
      refused: symbols.slice(MAX_PENDING_JOBS),
    });
    expect(await queue.enqueue(['S0', 'MORE'], somebody)).toEqual({ queued: ['S0'], refused: ['MORE'] });
  });

  it('takes a symbol again once its job has ended', async () => {
    await queue.enqueue(['NEWCO'], somebody);
    expect(await queue.fail(await claimOne(), notReached)).toBe(true);
    await queue.enqueue(['NEWCO'], somebody);
    expect(await queue.pending()).toBe(1);
    expect((await queue.latest(['NEWCO', 'NOBODY'])).get('NEWCO')).toMatchObject({
      status: 'pending',
      attempts: 0,
      failure: null,
    });
    const { items } = await queue.list({}, { limit: 1, offset: 1 });
    expect(items[0]).toMatchObject({ status: 'failed', failure: notReached, attempts: 1 });
  });

  it('hands out the job of a killed worker again, and lets the dead hand change nothing', async () => {
    await queue.enqueue(['NEWCO'], somebody);
    const dead = await claimOne(1);
    let taken = dead;
    await until('the lease ran out', async () => {
      const [again] = await claim();
      if (again !== undefined) taken = again;
      return again !== undefined;
    });
    expect(taken).toMatchObject({ jobId: dead.jobId, attempts: 2 });
    expect(await queue.complete(dead)).toBe(false);
    expect(await queue.fail(dead, notReached)).toBe(false);
    expect(await queue.postpone(dead, notReached, 0)).toBe(false);
    expect(await queue.renew(dead, LONG)).toBe(false);
    expect(await queue.release(dead)).toBe(false);
    expect(await queue.complete(taken)).toBe(true);
    expect((await queue.latest(['NEWCO'])).get('NEWCO')?.status).toBe('completed');
  });

  it('keeps a lease that is renewed', async () => {
    await queue.enqueue(['NEWCO'], somebody);
    const lease = await claimOne(LONG);
    expect(await queue.renew(lease, LONG)).toBe(true);
    expect(await claim()).toEqual([]);
    expect(await queue.complete(lease)).toBe(true);
  });

  it('does not hand out a postponed job before its time, and says when that is', async () => {
    await queue.enqueue(['LATER'], somebody);
    await queue.postpone(await claimOne(), notReached, LONG);
    expect(await claim()).toEqual([]);
    const job = (await queue.latest(['LATER'])).get('LATER');
    expect(job).toMatchObject({ status: 'pending', attempts: 1, failure: notReached });
    expect(Date.parse(job?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('tries a postponed job at once when a person asks for it, and only then', async () => {
    await queue.enqueue(['LATER'], somebody);
    await queue.postpone(await claimOne(), notReached, LONG);
    await queue.enqueue(['LATER'], somebody);
    expect(await claim()).toEqual([]);
    await queue.enqueue(['LATER'], { priority: 'high', requestedBy: 'a person' });
    expect(await claimOne()).toMatchObject({ symbol: 'LATER', attempts: 1 });
  });

  it('puts a released job back untried', async () => {
    await queue.enqueue(['NEWCO'], somebody);
    expect(await queue.release(await claimOne())).toBe(true);
    expect(await claimOne()).toMatchObject({ symbol: 'NEWCO', attempts: 1 });
  });

  it('gives up an open job for good, also under the hands of its worker', async () => {
    await queue.enqueue(['NEWCO'], somebody);
    const lease = await claimOne();
    expect(await queue.giveUp('NEWCO', 'it is a typing error')).toMatchObject({
      status: 'failed',
      failure: { kind: 'given-up', reason: 'it is a typing error' },
    });
    expect(await queue.complete(lease)).toBe(false);
    expect(await queue.giveUp('NEWCO', 'again')).toBeNull();
  });

  it('lists open jobs in their order, then the newest ended, in pages and by status', async () => {
    await queue.enqueue(['ENDED'], somebody);
    await queue.complete(await claimOne());
    await queue.enqueue(['LOW'], { priority: 'low', requestedBy: 'batch' });
    await queue.enqueue(['HIGH'], { priority: 'high', requestedBy: 'a person' });
    const names = async (...asked: Parameters<SymbolQueue['list']>) =>
      (await queue.list(...asked)).items.map(({ symbol }) => symbol);
    expect(await names({}, { limit: 10, offset: 0 })).toEqual(['HIGH', 'LOW', 'ENDED']);
    expect(await names({}, { limit: 1, offset: 1 })).toEqual(['LOW']);
    expect(await names({ status: 'completed' }, { limit: 10, offset: 0 })).toEqual(['ENDED']);
    expect((await queue.list({ status: 'pending' }, { limit: 1, offset: 0 })).total).toBe(2);
  });

  describe('portfolios that wait', () => {
    const run = () => ({ runId: randomUUID(), portfolioId: randomUUID() });

    it('are ready the moment their last symbol has come in, and stay so until they are finished', async () => {
      const waiting = run();
      await queue.enqueue(['ONE', 'TWO'], somebody);
      await queue.waitFor(waiting, ['ONE', 'TWO'], 'high');
      expect((await queue.latest(['ONE'])).get('ONE')?.waitingPortfolios).toBe(1);
      const [one, two] = await claim();
      if (one === undefined || two === undefined) throw new Error('two jobs were due');
      await queue.complete(one);
      expect(await queue.ready()).toEqual([]);
      await queue.fail(two, { kind: 'unknown-symbol', reason: 'nobody knows it' });
      expect(await queue.ready()).toEqual([waiting]);
      expect(await queue.ready()).toEqual([waiting]);
      await queue.finished(waiting.runId);
      expect(await queue.ready()).toEqual([]);
    });

    it('share the job of a symbol', async () => {
      const [first, second] = [run(), run()];
      await queue.enqueue(['NEWCO'], somebody);
      await queue.waitFor(first, ['NEWCO'], 'high');
      await queue.waitFor(second, ['NEWCO'], 'high');
      await queue.complete(await claimOne());
      expect(new Set((await queue.ready()).map(({ runId }) => runId))).toEqual(
        new Set([first.runId, second.runId]),
      );
    });

    it('wait for what their newest run lacks, and for nothing once it lacks nothing', async () => {
      const before = run();
      const after = { ...before, runId: randomUUID() };
      await queue.waitFor(before, ['ONE', 'TWO'], 'high');
      await queue.waitFor(after, ['TWO'], 'high');
      expect((await claim()).map(({ symbol }) => symbol)).toEqual(['TWO']);
      await queue.waitFor(after, [], 'high');
      expect(await queue.ready()).toEqual([]);
    });

    it('wait for a symbol that others ask for again only where they wait for nothing', async () => {
      const [idle, busy] = [run(), run()];
      await queue.enqueue(['GONE', 'OTHER'], somebody);
      const [gone] = await claim(1);
      await queue.fail(gone!, { kind: 'unknown-symbol', reason: 'nobody knows it' });
      expect(gone?.failedBefore).toBe(false);
      await queue.waitFor(busy, ['OTHER'], 'high');
      await queue.enqueue(['GONE'], { priority: 'high', requestedBy: 'an administrator' });
      const again = await claimOne();
      expect(again).toMatchObject({ symbol: 'GONE', failedBefore: true });
      const later = [idle, { ...busy, runId: randomUUID() }];
      await queue.waitAlso(later, 'GONE');
      await queue.waitAlso(later, 'GONE');
      expect(await queue.ready()).toEqual([]);
      await queue.complete(again);
      expect(await queue.ready()).toEqual([idle]);
    });

    it('get the jobs for which there was no room as room is made', async () => {
      const waiting = run();
      await queue.enqueue(
        Array.from({ length: MAX_PENDING_JOBS }, (_, i) => `S${i}`),
        { priority: 'high', requestedBy: 'others' },
      );
      await queue.waitFor(waiting, ['LATE'], 'high');
      await claim(1);
      expect((await queue.latest(['LATE'])).has('LATE')).toBe(false);
      await claim(2);
      expect((await queue.latest(['LATE'])).get('LATE')).toMatchObject({
        status: 'pending',
        priority: 'high',
      });
    });
  });
};
