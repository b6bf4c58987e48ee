import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../../infra/config/config.ts';
import { createBus } from '../../../infra/service/bus.ts';
import { newMessage } from '../../application/ports/message-bus.contract.ts';
import { describeWithOwnKafka } from '../../support/kafka.ts';
import { type LocalKafka, startLocalKafka } from '../../support/local-kafka.ts';
import { until } from '../../support/until.ts';

const PASSWORD = 'correct-horse-battery-staple';

/** TLS with a certificate that nobody knows, and a login by name and password. */
const secured = (directory: string): string => {
  const keytool = (store: string, ...args: string[]): Buffer =>
    execFileSync(
      'keytool',
      [...args, '-keystore', join(directory, store), '-storepass', 'changeit', '-alias', 'broker'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
  const certificate = join(directory, 'ca.pem');
  keytool(
    'broker.p12',
    '-genkeypair',
    '-keyalg',
    'RSA',
    '-dname',
    'CN=broker',
    '-ext',
    'san=ip:127.0.0.1',
    '-validity',
    '30',
  );
  writeFileSync(certificate, keytool('broker.p12', '-exportcert', '-rfc'));
  keytool('trusted.p12', '-importcert', '-noprompt', '-file', certificate);
  return `
listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT
ssl.keystore.location=${join(directory, 'broker.p12')}
ssl.keystore.password=changeit
ssl.truststore.location=${join(directory, 'trusted.p12')}
ssl.truststore.password=changeit
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.clients.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
  username="broker" password="${PASSWORD}" user_broker="${PASSWORD}" user_sigmafold="${PASSWORD}";
`;
};

describeWithOwnKafka('a Kafka that wants TLS and a login', () => {
  let kafka: LocalKafka;
  beforeAll(async () => {
    kafka = await startLocalKafka(secured);
  }, 300_000);
  afterAll(() => kafka.remove());

  const busWith = (settings: Readonly<Record<string, string>>) => {
    const config = parseConfig({
      BUS: 'kafka',
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_REPLICATION_FACTOR: '1',
      KAFKA_TLS: 'true',
      KAFKA_TLS_CA_FILE: join(kafka.directory, 'ca.pem'),
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_SASL_USERNAME: 'sigmafold',
      KAFKA_SASL_PASSWORD: PASSWORD,
      ...settings,
    });
    if (!config.ok) throw new Error(config.error.join());
    const said: string[] = [];
    const bus = createBus(config.value, {
      report: (error) => said.push(String(error)),
      log: (text, about) => said.push(text, JSON.stringify(about)),
    });
    return { bus, said };
  };

  it('distributes work with what the settings say', async () => {
    const { bus } = busWith({});
    try {
      expect(await bus.check()).toEqual({ ok: true, detail: 'kafka, 1 brokers' });
      const seen: string[] = [];
      await bus.subscribe('work', async ({ id }) => void seen.push(id), { concurrency: 1 });
      const message = newMessage('k');
      await bus.publish('work', message);
      await until('it is handled', () => seen.length === 1);
      expect(seen).toEqual([message.id]);
    } finally {
      await bus.close();
    }
  });

  it.each([
    ['a wrong password', { KAFKA_SASL_PASSWORD: 'wrong-horse-wrong-battery' }],
    ['a certificate that it does not know', { KAFKA_TLS_CA_FILE: '' }],
  ])('is not well with %s, and tells no password', async (_, settings) => {
    const { bus, said } = busWith(settings);
    try {
      const { ok, detail } = await bus.check();
      expect(ok).toBe(false);
      await expect(bus.publish('work', newMessage('k'))).rejects.toThrow();
      expect([detail, ...said].join()).not.toMatch(/horse/);
    } finally {
      await bus.close();
    }
  });
});
