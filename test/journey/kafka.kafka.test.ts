import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { deadLettersCommand } from '../../infra/cli/dead-letters-command.ts';
import { createDoctorCommand } from '../../infra/cli/doctor-command.ts';
import { serviceChecks } from '../../infra/cli/service-checks.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { describeWithKafka, testBrokers } from '../support/kafka.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV =
  'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\nMSFT,-5,400.00,2024-01-16\n';
const LETTERS = '/api/v1/admin/dead-letters';

type Letters = {
  readonly waiting: number;
  readonly dead_letters: readonly {
    readonly dead_letter_id: string;
    readonly topic: string;
    readonly type: string;
    readonly error: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly replayed: object | null;
  }[];
};

describeWithKafka('the whole service with its work distributed over Kafka', () => {
  const prefix = `test-${randomUUID().slice(0, 8)}.`;
  const environment = {
    AS_OF: '2024-06-28T21:00:00Z',
    BUS: 'kafka',
    KAFKA_BROKERS: testBrokers().join(),
    KAFKA_TOPIC_PREFIX: prefix,
    KAFKA_PARTITIONS: '3',
    KAFKA_REPLICATION_FACTOR: '1',
  };
  const kafka = new Kafka({ brokers: testBrokers(), logLevel: logLevel.NOTHING });
  let database: TestDatabase;
  let service: Service;
  let operator: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, environment);
    await signIn(createApi(service.url), 'ops@example.com');
    const granted = await service.application.grantSuperuser('ops@example.com', {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { kind: 'process', name: 'test' },
    });
    if (!granted.ok) throw new Error(granted.error.code);
    operator = await signIn(createApi(service.url), 'ops@example.com');
  }, 300_000);
  afterAll(async () => {
    await service?.stop();
    await database?.close();
  });

  const cli = async (command: typeof deadLettersCommand, args: readonly string[] = []) => {
    const lines: string[] = [];
    const code = await command.run({
      args,
      options: {},
      env: {
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        MASTER_KEY: 'a master key that is only used by tests of ours',
        ...environment,
      },
      output: { line: (text) => void lines.push(text), error: (text) => void lines.push(text) },
    });
    return { code, text: lines.join('\n') };
  };

  it('calculates what is imported, and is ready', async () => {
    const user = await signIn(createApi(service.url), 'user@example.com');
    const form = portfolioForm({ accountName: 'Schwab', csv: CSV, autoCalculate: true });
    const created = await user.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
    expect(created.status).toBe(201);
    await runEnded(user, created.body.portfolio_id);
    const ready = await user.get<{ checks: Readonly<Record<string, { readonly detail: string }>> }>(
      '/health/ready',
    );
    expect([ready.status, ready.body.checks.bus]).toMatchObject([
      200,
      { detail: expect.stringMatching(/^kafka/) },
    ]);
    expect((await cli(createDoctorCommand(serviceChecks))).text).toMatch(/^ok +bus +kafka, \d+ brokers/m);
  });

  it('lists what nobody could read, shows all of it, and sends the same bytes again when it is replayed', async () => {
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const value = Buffer.from([0xde, 0xad, 0x00, 0xff]);
    await producer.send({ topic: `${prefix}calculations`, messages: [{ key: 'k', value }] });
    await producer.disconnect();
    const list = async () => (await operator.get<Letters>(LETTERS)).body;
    await until('it is a dead letter', async () => (await list()).waiting === 1);
    const [letter] = (await list()).dead_letters;
    expect(letter).toMatchObject({
      topic: 'calculations',
      type: 'unreadable',
      error: 'its value is not JSON in UTF-8',
      payload: { value: value.toString('base64') },
    });
    const id = letter!.dead_letter_id;
    expect((await cli(deadLettersCommand)).text).toContain(id);
    expect((await cli(deadLettersCommand, ['show', id])).text).toContain(value.toString('base64'));

    const replayed = await operator.post<object>(`${LETTERS}/${id}/replay`, { reason: 'we read it now' });
    expect([replayed.status, replayed.body]).toEqual([
      202,
      { topic: 'calculations', run_id: null, portfolio_id: null, calculation_date: null },
    ]);
    // nobody can read it still, so it is a letter again: at a later place of the topic
    await until('it has died again', async () => (await list()).waiting === 1);
    const { dead_letters: letters } = await list();
    expect(letters).toHaveLength(2);
    expect(letters.find((one) => one.replayed === null)?.payload).toMatchObject({
      value: value.toString('base64'),
    });
    expect(letters.find((one) => one.dead_letter_id === id)?.replayed).not.toBeNull();
  });
});
