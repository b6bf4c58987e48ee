import { randomUUID } from 'node:crypto';
import { type Message, type MessageBus, unprocessable } from '../../../application/ports/message-bus.ts';
import { createRandom, SEED } from '../../support/random.ts';

export const newMessage = (key: string, payload: object = {}): Message => ({
  id: randomUUID(),
  key,
  type: 'CalculateSomething',
  payload,
});

const numbered = (key: string, count: number): readonly Message[] =>
  Array.from({ length: count }, (_, n) => newMessage(key, { n }));

const until = async (happened: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await happened()); tries += 1) {
    if (tries > 4000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** A handler that ends when it is told to. */
const gate = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

export type BusSettings = {
  readonly attempts: number;
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
};

/**
 * What a message bus is: each message is handled at least once, messages of one key one at a time in order, and a
 * message that keeps failing ends among the dead letters. Every adapter passes it.
 */
export const messageBusContract = (create: (settings: BusSettings) => Promise<MessageBus>): void => {
  const attempts = 3;
  const backoff = { firstMs: 1, maxMs: 4 };
  let bus: MessageBus;
  let topic: string;
  beforeEach(async () => {
    bus = await create({ attempts, backoff });
    topic = `topic-${randomUUID()}`;
  });
  afterEach(async () => {
    await bus.close();
  });

  it('hands over the message as it was published', async () => {
    const seen: Message[] = [];
    await bus.subscribe(topic, async (message) => void seen.push(message), { concurrency: 1 });
    const message: Message = {
      ...newMessage('kéy 🔑', { text: 'naïve 東京 🏦', nested: { list: [1, null, '2.50'] } }),
      correlationId: randomUUID(),
    };
    await bus.publish(topic, message);
    await until(() => seen.length === 1);
    expect(seen).toEqual([message]);
  });

  it('handles the messages of one key one at a time, in the order in which they were published', async () => {
    const log: string[] = [];
    let inHand = 0;
    let most = 0;
    await bus.subscribe(
      topic,
      async (message) => {
        inHand += 1;
        most = Math.max(most, inHand);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
        log.push(message.id);
        inHand -= 1;
      },
      { concurrency: 8 },
    );
    const messages = numbered('k', 40);
    await Promise.all(messages.map((message) => bus.publish(topic, message)));
    await until(() => log.length === 40);
    expect(log).toEqual(messages.map((message) => message.id));
    expect(most).toBe(1);
  });

  it('works on as many keys at once as it was asked to, and on no more', async () => {
    let inHand = 0;
    let most = 0;
    let handled = 0;
    const { opened, open } = gate();
    await bus.subscribe(
      topic,
      async () => {
        inHand += 1;
        most = Math.max(most, inHand);
        await opened;
        inHand -= 1;
        handled += 1;
      },
      { concurrency: 3 },
    );
    const published = Array.from({ length: 9 }, (_, n) => bus.publish(topic, newMessage(`key-${n}`)));
    await until(() => inHand === 3);
    open();
    await Promise.all(published);
    await until(() => handled === 9);
    expect(most).toBe(3);
  });

  it('keeps what is published before anybody subscribes', async () => {
    const messages = numbered('k', 3);
    const published = Promise.all(messages.map((message) => bus.publish(topic, message)));
    const seen: string[] = [];
    await bus.subscribe(topic, async (message) => void seen.push(message.id), { concurrency: 1 });
    await published;
    await until(() => seen.length === 3);
    expect(seen).toEqual(messages.map((message) => message.id));
  });

  it('keeps topics apart', async () => {
    const seen: string[] = [];
    await bus.subscribe(topic, async () => void seen.push('here'), { concurrency: 1 });
    await bus.subscribe(`${topic}-other`, async () => void seen.push('there'), { concurrency: 1 });
    await bus.publish(topic, newMessage('k'));
    await until(() => seen.length === 1);
    expect(seen).toEqual(['here']);
  });

  it('tries a failing message again, before the later ones of its key', async () => {
    const log: string[] = [];
    const messages = numbered('k', 3);
    let failures = 0;
    await bus.subscribe(
      topic,
      async (message) => {
        log.push(message.id);
        if (message.id === messages[1]?.id) {
          failures += 1;
          if (failures < attempts) throw new Error('not yet');
        }
      },
      { concurrency: 4 },
    );
    await Promise.all(messages.map((message) => bus.publish(topic, message)));
    await until(() => log.length === 2 + attempts);
    const [first, second, third] = messages.map((message) => message.id);
    expect(log).toEqual([first, ...Array.from({ length: attempts }, () => second), third]);
  });

  it('goes on with other keys while one waits to be tried again, even with a single worker', async () => {
    const patient = await create({ attempts: 10_000, backoff });
    const handled: string[] = [];
    try {
      await patient.subscribe(
        topic,
        async ({ key }) => {
          if (key === 'bad' && handled.length < 2) throw new Error('not yet');
          handled.push(key);
        },
        { concurrency: 1 },
      );
      await Promise.all(['bad', 'good', 'better'].map((key) => patient.publish(topic, newMessage(key))));
      await until(() => handled.length === 3);
      expect(handled.at(-1)).toBe('bad');
    } finally {
      await patient.close();
    }
  });

  it('handles every message, each key in order, when any attempt may fail', async () => {
    const handled = new Map<string, number[]>();
    const luck = createRandom(SEED);
    const patient = await create({ attempts: 10_000, backoff });
    try {
      await patient.subscribe(
        topic,
        async ({ key, payload }) => {
          if (luck.chance(0.3)) throw new Error('bad luck');
          handled.set(key, [...(handled.get(key) ?? []), (payload as { readonly n: number }).n]);
        },
        { concurrency: 5 },
      );
      const keys = Array.from({ length: 12 }, (_, k) => `key-${k}`);
      await Promise.all(
        keys.flatMap((key) => numbered(key, 10)).map((message) => patient.publish(topic, message)),
      );
      await until(() => [...handled.values()].flat().length === 120);
      expect([...handled.values()]).toEqual(keys.map(() => Array.from({ length: 10 }, (_, n) => n)));
    } finally {
      await patient.close();
    }
  });

  it('keeps each key in order and one at a time while subscribers come and go', async () => {
    const keys = Array.from({ length: 8 }, (_, k) => `key-${k}`);
    const handled = new Map(keys.map((key) => [key, [] as number[]]));
    const inHand = new Set<string>();
    const overlapping: string[] = [];
    const work = async ({ key, payload }: Message): Promise<void> => {
      if (inHand.has(key)) overlapping.push(key);
      inHand.add(key);
      await new Promise((resolve) => setTimeout(resolve, 5));
      handled.get(key)?.push((payload as { readonly n: number }).n);
      inHand.delete(key);
    };
    const count = (): number => [...handled.values()].flat().length;
    const first = await bus.subscribe(topic, work, { concurrency: 3 });
    const published = Promise.all(
      keys.flatMap((key) => numbered(key, 30)).map((message) => bus.publish(topic, message)),
    );
    await until(() => count() > 20);
    await bus.subscribe(topic, work, { concurrency: 3 });
    await until(() => count() > 80);
    await first();
    await until(() => [...handled.values()].every((seen) => seen.includes(29)));
    await published;
    expect(overlapping).toEqual([]);
    // a message may come again; a later one may not come before its first time
    expect([...handled.values()].map((seen) => [...new Set(seen)])).toEqual(
      keys.map(() => Array.from({ length: 30 }, (_, n) => n)),
    );
  });

  it('gives a message up into the dead letters in the end, with the last error, and goes on with its key', async () => {
    const tried: string[] = [];
    const dead: { readonly message: Message; readonly error: unknown }[] = [];
    const [hopeless, next] = numbered('k', 2) as [Message, Message];
    await bus.subscribe(
      topic,
      async (message) => {
        tried.push(message.id);
        if (message.id === hopeless.id) throw new Error(`failure ${tried.length}`);
      },
      { concurrency: 1, onDeadLetter: async (message, error) => void dead.push({ message, error }) },
    );
    await Promise.all([bus.publish(topic, hopeless), bus.publish(topic, next)]);
    await until(() => tried.length === attempts + 1);
    expect(dead).toEqual([{ message: hopeless, error: new Error(`failure ${attempts}`) }]);
    expect(tried.at(-1)).toBe(next.id);
  });

  it('gives a message that no attempt can make good up at once, and goes on with its key', async () => {
    const tried: string[] = [];
    const dead: string[] = [];
    const [foreign, next] = numbered('k', 2) as [Message, Message];
    await bus.subscribe(
      topic,
      async (message) => {
        tried.push(message.id);
        if (message.id === foreign.id) throw unprocessable('not one of ours');
      },
      { concurrency: 1, onDeadLetter: async (message) => void dead.push(message.id) },
    );
    await Promise.all([bus.publish(topic, foreign), bus.publish(topic, next)]);
    await until(() => tried.length === 2);
    expect(tried).toEqual([foreign.id, next.id]);
    expect(dead).toEqual([foreign.id]);
  });

  it('counts what is not dealt with yet, what is in hand included', async () => {
    const { opened, open } = gate();
    let handled = 0;
    await bus.subscribe(
      topic,
      async () => {
        await opened;
        handled += 1;
      },
      { concurrency: 2 },
    );
    const published = ['a', 'b', 'c', 'd'].map((key) => bus.publish(topic, newMessage(key)));
    await until(async () => (await bus.backlog(topic)) === 4);
    open();
    await Promise.all(published);
    await until(async () => (await bus.backlog(topic)) === 0);
    expect(handled).toBe(4);
    expect(await bus.backlog(`${topic}-unheard-of`)).toBe(0);
  });

  it('does not lose a message when the dead letters fail too', async () => {
    let burials = 0;
    await bus.subscribe(
      topic,
      async () => {
        throw new Error('never');
      },
      {
        concurrency: 1,
        onDeadLetter: async () => {
          burials += 1;
          if (burials === 1) throw new Error('no room');
        },
      },
    );
    await bus.publish(topic, newMessage('k'));
    await until(() => burials === 2);
  });

  it('stops after the work in hand, and leaves the rest to the next subscriber', async () => {
    const { opened, open } = gate();
    const log: string[] = [];
    const stop = await bus.subscribe(
      topic,
      async () => {
        log.push('begun');
        await opened;
        log.push('ended');
      },
      { concurrency: 1 },
    );
    const published = Promise.all(['a', 'b'].map((key) => bus.publish(topic, newMessage(key))));
    await until(() => log.length === 1);
    const stopped = stop().then(() => log.push('stopped'));
    open();
    await stopped;
    expect(log).toEqual(['begun', 'ended', 'stopped']);

    await bus.subscribe(topic, async (message) => void log.push(`next ${message.key}`), { concurrency: 1 });
    await published;
    await until(() => log.length === 4);
    expect(log.at(-1)).toBe('next b');
  });

  it('says that it is well, until it is closed', async () => {
    expect(await bus.check()).toMatchObject({ ok: true });
    await bus.close();
    expect(await bus.check()).toMatchObject({ ok: false });
  });

  it('tells handlers when it closes, waits for them, and takes nothing after that', async () => {
    const log: string[] = [];
    await bus.subscribe(
      topic,
      (_, signal) =>
        new Promise((resolve) => {
          log.push('begun');
          signal.addEventListener('abort', () => {
            log.push('told');
            setTimeout(() => {
              log.push('ended');
              resolve();
            }, 20);
          });
        }),
      { concurrency: 1 },
    );
    const published = bus.publish(topic, newMessage('k'));
    await until(() => log.length === 1);
    await bus.close();
    expect(log).toEqual(['begun', 'told', 'ended']);
    await published;
    await expect(bus.publish(topic, newMessage('k'))).rejects.toThrow();
  });
};
