import type { Leadership } from '../../../application/ports/leadership.ts';
import { until } from '../../support/until.ts';

export type TwoProcesses = {
  readonly one: Leadership;
  readonly other: Leadership;
  /** Takes every lead away from `one`, as a lost connection does. */
  readonly cutOff: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Work that goes on until it is told to end, and who is doing it. */
const createWork = () => {
  const doing: string[] = [];
  let most = 0;
  return {
    doing: () => [...doing],
    most: () => most,
    by:
      (who: string) =>
      async (signal: AbortSignal): Promise<void> => {
        doing.push(who);
        most = Math.max(most, doing.length);
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        });
        doing.splice(doing.indexOf(who), 1);
      },
  };
};

/** What leadership is: one of all processes at a time, and always one. Every adapter passes it. */
export const leadershipContract = (create: () => Promise<TwoProcesses>): void => {
  let processes: TwoProcesses;
  const started: { readonly stop: () => Promise<void> }[] = [];
  const errors: unknown[] = [];
  const options = { onError: (error: unknown) => void errors.push(error) };
  const lead = (leadership: Leadership, name: string, work: (signal: AbortSignal) => Promise<void>) => {
    const background = leadership.whileLeading(name, work, options);
    started.push(background);
    return background;
  };

  beforeEach(async () => {
    processes = await create();
    errors.length = 0;
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ stop }) => stop()));
    await processes.close();
  });

  it('lets one process work, and another when that one stops', async () => {
    const work = createWork();
    const first = lead(processes.one, 'relay', work.by('one'));
    await until('one leads', () => work.doing().includes('one'));
    const second = lead(processes.other, 'relay', work.by('other'));
    await first.stop();
    await until('the other leads', () => work.doing().includes('other'));
    expect(work.most()).toBe(1);
    await second.stop();
    expect(work.doing()).toEqual([]);
  });

  it('leads several things apart from each other', async () => {
    const work = createWork();
    lead(processes.one, 'relay', work.by('relay of one'));
    await until('one leads', () => work.doing().length === 1);
    lead(processes.other, 'schedule', work.by('schedule of the other'));
    await until('both lead', () => work.doing().length === 2);
    expect([processes.one.leading(), processes.other.leading()]).toEqual([['relay'], ['schedule']]);
  });

  it('tells the leader at once that the lead was lost, and lets another take over', async () => {
    const work = createWork();
    lead(processes.one, 'relay', work.by('one'));
    await until('one leads', () => work.doing().includes('one'));
    lead(processes.other, 'relay', work.by('other'));
    await processes.cutOff();
    await until('one was told', () => !work.doing().includes('one') || work.doing().includes('other'));
    await until('somebody leads again', () => work.doing().length === 1);
    expect(processes.one.leading().length + processes.other.leading().length).toBe(1);
    expect(errors).toEqual([]);
  });

  it('takes no news of work that ends because it was told to, whichever way it ends', async () => {
    let begun = false;
    const background = lead(processes.one, 'relay', async (signal) => {
      begun = true;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    });
    await until('it leads', () => begun);
    await background.stop();
    expect(errors).toEqual([]);
    expect(processes.one.leading()).toEqual([]);
  });

  it('begins work again that failed, and tells of the failure', async () => {
    let attempts = 0;
    lead(processes.one, 'relay', async () => {
      attempts += 1;
      throw new Error(`attempt ${attempts}`);
    });
    await until('it is tried again', () => attempts >= 2);
    expect(errors.slice(0, 1)).toEqual([new Error('attempt 1')]);
  });

  it('begins work again that ended', async () => {
    let ended = 0;
    lead(processes.one, 'relay', async () => {
      ended += 1;
    });
    await until('it is done again', () => ended >= 2);
    expect(errors).toEqual([]);
  });
};
