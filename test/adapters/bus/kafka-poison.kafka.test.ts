import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaMessage, logLevel, Partitioners } from 'kafkajs';
import { z } from 'zod';
import { type Message, type MessageBus, UNREADABLE } from '../../../application/ports/message-bus.ts';
import { defineTopic } from '../../../application/topic.ts';
import { newMessage } from '../../application/ports/message-bus.contract.ts';
import { createTestKafkaBus, describeWithKafka, testBrokers } from '../../support/kafka.ts';
import { until } from '../../support/until.ts';

describeWithKafka('what comes over Kafka and is no message of ours', () => {
  const prefix = `test-${randomUUID().slice(0, 8)}.`;
  const kafka = new Kafka({ brokers: testBrokers(), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  let bus: MessageBus;
  let topic: string;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(() => producer.connect());
  afterAll(() => producer.disconnect());
  beforeEach(() => {
    bus = createTestKafkaBus({ topicPrefix: prefix, attempts: 2, backoff: { firstMs: 1, maxMs: 2 } });
    topic = `topic-${randomUUID().slice(0, 8)}`;
  });
  afterEach(async () => {
    await bus.close();
    for (const stop of stops.splice(0)) await stop();
  });

  /** Everything that is in a topic, and what comes, as it is there. */
  const watch = async (name: string): Promise<readonly KafkaMessage[]> => {
    const seen: KafkaMessage[] = [];
    const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 50 });
    await consumer.connect();
    stops.push(() => consumer.disconnect());
    await consumer.subscribe({ topics: [prefix + name], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(message) });
    return seen;
  };

  const subscribed = async () => {
    const handled: Message[] = [];
    const dead: { readonly message: Message; readonly error: unknown }[] = [];
    await bus.subscribe(topic, async (message) => void handled.push(message), {
      concurrency: 2,
      onDeadLetter: async (message, error) => void dead.push({ message, error }),
    });
    return { handled, dead };
  };

  const envelope = (fields: object): Buffer =>
    Buffer.from(JSON.stringify({ version: 1, id: 'an id', type: 'work', payload: {}, ...fields }));

  it.each([
    ['bytes that are not UTF-8', 'k', Buffer.from([0xff, 0x00, 0xfe]), 'its value is not JSON in UTF-8'],
    ['text that is not JSON', 'k', Buffer.from('hello'), 'its value is not JSON in UTF-8'],
    ['no value', 'k', null, 'it has no value'],
    ['no key', null, envelope({}), 'it has no key'],
    ['a key that is not UTF-8', Buffer.from([0xc3, 0x28]), envelope({}), 'its key is not text in UTF-8'],
    ['an envelope of a later version', 'k', envelope({ version: 2 }), /our envelope of version 1: version/],
    ['an envelope without an id', 'k', envelope({ id: undefined }), /our envelope of version 1: id/],
    ['a payload that is a list', 'k', envelope({ payload: [1] }), /our envelope of version 1: payload/],
    ['a type that is ours to give', 'k', envelope({ type: UNREADABLE }), /our envelope of version 1: type/],
  ])(
    '%s goes to the dead letters unhandled, and to the dead-letter topic byte for byte',
    async (_, key, value, why) => {
      const { handled, dead } = await subscribed();
      const headers = { origin: Buffer.from([1, 0, 255]), many: ['a', 'b'] };
      await producer.send({ topic: prefix + topic, messages: [{ key, value, headers }] });
      await until('it is a dead letter', () => dead.length === 1);
      expect(dead[0]).toMatchObject({
        message: { type: UNREADABLE },
        error: { message: expect.stringMatching(why) },
      });

      await until('the consumer has gone on', async () => (await bus.backlog(topic)) === 0);
      const inDeadTopic = await watch(`${topic}.dead`);
      await until('it is in the dead-letter topic', () => inDeadTopic.length === 1);
      const [record] = inDeadTopic;
      expect(record?.key).toEqual(key === null ? null : Buffer.from(key));
      expect(record?.value).toEqual(value);
      expect(record?.headers).toMatchObject({
        origin: Buffer.from([1, 0, 255]),
        many: [Buffer.from('a'), Buffer.from('b')],
        'dead-letter-topic': Buffer.from(prefix + topic),
        'dead-letter-offset': Buffer.from('0'),
      });
      expect(record?.headers?.['dead-letter-reason']?.toString()).toMatch(why);

      // and whoever publishes the letter's message again publishes those bytes
      const inTopic = await watch(topic);
      await bus.publish(topic, JSON.parse(JSON.stringify(dead[0]!.message)) as Message);
      await until('it is there twice', () => inTopic.length === 2);
      expect(inTopic.map((sent) => [sent.key, sent.value, sent.headers])).toEqual([
        [record?.key, value, { origin: headers.origin, many: [Buffer.from('a'), Buffer.from('b')] }],
        [record?.key, value, { origin: headers.origin, many: [Buffer.from('a'), Buffer.from('b')] }],
      ]);
      expect(handled).toEqual([]);
    },
  );

  it('holds up nobody: its key and the others go on', async () => {
    const { handled, dead } = await subscribed();
    await bus.publish(topic, newMessage('k'));
    await producer.send({ topic: prefix + topic, messages: [{ key: 'k', value: 'nonsense' }] });
    await bus.publish(topic, newMessage('k'));
    await bus.publish(topic, newMessage('other'));
    await until('the others are handled', () => handled.length === 3);
    expect(dead).toHaveLength(1);
    await until('nothing is left', async () => (await bus.backlog(topic)) === 0);
  });

  it('a payload that is not of the topic is given up untried, without its value in the reason', async () => {
    const work = defineTopic(topic, z.object({ n: z.int() }));
    const given: unknown[] = [];
    const handled: number[] = [];
    await work.subscribe(bus, {
      concurrency: 1,
      handle: async ({ n }) => void handled.push(n),
      giveUp: async (message, error, payload) => void given.push([message.payload, String(error), payload]),
    });
    await bus.publish(topic, newMessage('k', { n: 'a secret' }));
    await bus.publish(topic, work.message({ ...newMessage('k'), payload: { n: 7 } }));
    await until('the next is handled', () => handled.length === 1);
    expect(given).toEqual([
      [{ n: 'a secret' }, expect.stringMatching(/^Error: not a message of topic-\w+: n: (?!.*secret)/), null],
    ]);
  });

  it('what is given up after its attempts is in the dead-letter topic with the last error', async () => {
    await bus.subscribe(topic, () => Promise.reject(new Error('the disk is full')), { concurrency: 1 });
    const message = { ...newMessage('k', { n: 1 }), correlationId: 'a correlation' };
    await bus.publish(topic, message);
    await until('it is dealt with', async () => (await bus.backlog(topic)) === 0);
    const dead = await watch(`${topic}.dead`);
    await until('it is there', () => dead.length === 1);
    expect(JSON.parse(String(dead[0]?.value))).toEqual({
      version: 1,
      id: message.id,
      type: message.type,
      payload: { n: 1 },
    });
    expect(dead[0]?.headers).toMatchObject({
      'correlation-id': Buffer.from('a correlation'),
      'dead-letter-reason': Buffer.from('the disk is full'),
    });
  });
});
