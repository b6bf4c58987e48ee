import { isDivided } from '../../../infra/background/division.ts';
import { type EnvironmentInput, parseConfig } from '../../../infra/config/config.ts';

const divided = (environment: EnvironmentInput): boolean => {
  const config = parseConfig({ JWT_SECRET: 'x'.repeat(32), MASTER_KEY: 'y'.repeat(32), ...environment });
  if (!config.ok) throw new Error(config.error.join('\n'));
  return isDivided(config.value);
};

describe('a process', () => {
  it('has a background thread when it does everything', () => {
    expect(divided({})).toBe(true);
    expect(divided({ ROLE: 'scheduler,calculator,projector,api' })).toBe(true);
  });

  it('has one thread when it is told so, does a part, has its work from Kafka, or its log in memory', () => {
    const database = { DATABASE_URL: 'postgres://user:password@localhost/sigmafold' };
    expect(divided({ BACKGROUND_THREAD: 'false' })).toBe(false);
    expect(divided({ ...database, ROLE: 'api' })).toBe(false);
    expect(divided({ ...database, BUS: 'kafka', KAFKA_BROKERS: 'localhost:9092' })).toBe(false);
    expect(divided({ NODE_ENV: 'test', EVENT_STORE: 'memory' })).toBe(false);
  });
});
