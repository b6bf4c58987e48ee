import { createAsking } from '../../../infra/background/ask.ts';
import type { Question } from '../../../infra/background/messages.ts';

describe('questions to another thread', () => {
  const asked: { readonly id: number; readonly question: Question }[] = [];
  const create = (answerWithinMs?: number) =>
    createAsking((id, question) => asked.push({ id, question }), answerWithinMs);
  const lastId = (): number => asked.at(-1)?.id ?? -1;
  beforeEach(() => {
    asked.length = 0;
  });

  it('each get their own answer, in whatever order they come', async () => {
    const asking = create();
    const bus = asking.ask({ about: 'bus' });
    const backlog = asking.ask({ about: 'backlog', topic: 'calculations' });
    expect(asked.map(({ question }) => question)).toEqual([
      { about: 'bus' },
      { about: 'backlog', topic: 'calculations' },
    ]);
    asking.answered(lastId(), 3);
    asking.answered(lastId() - 1, { ok: true, detail: 'in process' });
    expect(await backlog).toBe(3);
    expect(await bus).toEqual({ ok: true, detail: 'in process' });
  });

  it('reject what is not an answer to them', async () => {
    const asking = create();
    const backlog = asking.ask({ about: 'backlog', topic: 'calculations' });
    asking.answered(lastId(), 'many');
    await expect(backlog).rejects.toThrow(/expected number/);
  });

  it('are given up when there is no answer in time, and hear nothing of a late one', async () => {
    const asking = create(1);
    await expect(asking.ask({ about: 'bus' })).rejects.toThrow('did not answer in time');
    asking.answered(lastId(), { ok: true, detail: 'late' });
  });

  it('are given up with the reason, those that wait and those that come, when nobody answers any more', async () => {
    const asking = create();
    const waiting = asking.ask({ about: 'metrics' });
    asking.end(new Error('it has ended'));
    await expect(waiting).rejects.toThrow('it has ended');
    await expect(asking.ask({ about: 'bus' })).rejects.toThrow('it has ended');
    expect(asked).toHaveLength(1);
  });
});
