import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import { createCurrentEvents } from '../../application/current-events.ts';
import { upcasting } from '../../application/evolution/upcasting.ts';
import { type RecordedEvent, START } from '../../application/ports/event-store.ts';
import { createPersonalData } from '../../application/privacy/personal-data.ts';
import { accessDecider } from '../../domain/access/decider.ts';
import { accountsDecider } from '../../domain/accounts/decider.ts';
import { calculationDecider } from '../../domain/calculation/decider.ts';
import { emailDecider } from '../../domain/email/decider.ts';
import { impersonationDecider } from '../../domain/impersonation/decider.ts';
import { inviteDecider } from '../../domain/invite/decider.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import { portfolioRefreshDecider } from '../../domain/portfolio-refresh/decider.ts';
import { riskDecider } from '../../domain/risk/decider.ts';
import { symbolDecider } from '../../domain/symbol/decider.ts';
import { symbolBatchDecider } from '../../domain/symbol-batch/decider.ts';
import { targetsDecider } from '../../domain/targets/decider.ts';
import { userDecider } from '../../domain/user/decider.ts';
import { valuationDecider } from '../../domain/valuation/decider.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import {
  corpusFiles,
  corpusHash,
  corpusKeys,
  corpusManifest,
  knownTypes,
  readCorpus,
} from '../support/corpus.ts';
import { createTestDatabase } from '../support/database.ts';

/** What is folded here does not know its own state's type. */
type AnyDecider = {
  readonly initial: unknown;
  readonly evolve: (state: never, event: never) => unknown;
};

const DECIDERS: Readonly<Record<string, AnyDecider>> = {
  access: accessDecider,
  accounts: accountsDecider,
  calculation: calculationDecider,
  email: emailDecider,
  impersonations: impersonationDecider,
  invite: inviteDecider,
  portfolio: portfolioDecider,
  'portfolio-refresh': portfolioRefreshDecider,
  risk: riskDecider,
  symbol: symbolDecider,
  'symbol-batch': symbolBatchDecider,
  targets: targetsDecider,
  user: userDecider,
  valuation: valuationDecider,
};

/** The longest that fits: `portfolio-refresh-2024-06-28` is of no portfolio. */
const kindOf = ({ stream }: Pick<RecordedEvent, 'stream'>): string =>
  Object.keys(DECIDERS)
    .filter((kind) => stream.startsWith(`${kind}-`))
    .reduce((longest, kind) => (kind.length > longest.length ? kind : longest), '');

const evolve = (state: unknown, event: RecordedEvent): unknown =>
  DECIDERS[kindOf(event)]!.evolve(state as never, event as never);

/** Every event of the corpus, as the log hands it to its readers. */
const currentEvents = async (): Promise<readonly RecordedEvent[]> => {
  const log = createMemoryEventStore();
  const recorded = corpusFiles().map(readCorpus);
  for (const { eventId, type, data, metadata, stream } of recorded)
    await log.append(stream, 'any', [{ eventId, type, data, metadata }]);
  const store = createCurrentEvents(log, createPersonalData(corpusKeys));
  return (await store.readAll({ after: START, limit: 1000 })).events;
};

it('has a file of every event type there is, in its version of today', () => {
  const files = corpusFiles();
  const missing = knownTypes().filter(
    (type) => !files.includes(`${type}.v${upcasting.currentVersion(type)}.json`),
  );
  // HARVEST_CORPUS=1 npm test -- <a test that tells the event>, then look at the new file and commit it.
  expect(missing).toEqual([]);
});

it('has a file of every version before today’s', () => {
  const files = corpusFiles();
  for (const type of knownTypes())
    for (let version = 1; version < upcasting.currentVersion(type); version += 1)
      expect(files).toContain(`${type}.v${version}.json`);
});

it('never changes: a released event is as it was, for ever', () => {
  const now = Object.fromEntries(corpusFiles().map((file) => [file, corpusHash(file)]));
  expect(now).toEqual(corpusManifest());
});

it.each(corpusFiles())('%s is what its name says', (file) => {
  const { type, metadata } = readCorpus(file);
  expect(file).toBe(`${type}.v${metadata.schemaVersion}.json`);
});

it('is read in the versions of today, with personal data opened', async () => {
  for (const event of await currentEvents()) {
    expect(event.metadata.schemaVersion).toBe(upcasting.currentVersion(event.type));
    expect(event.data).not.toHaveProperty('sealed');
  }
});

it('is folded by the decider of its stream, alone and after the others', async () => {
  const events = await currentEvents();
  for (const event of events) expect(evolve(DECIDERS[kindOf(event)]!.initial, event)).toBeDefined();
  for (const kind of Object.keys(DECIDERS)) {
    const ofKind = events.filter((event) => kindOf(event) === kind);
    expect(ofKind.length).toBeGreaterThan(0);
    // What creates comes first; the rest in any order.
    const creation = /Created|Registered|Requested|Tracked|Opened|Claimed$/;
    const ordered = [...ofKind].sort((a, b) => Number(creation.test(b.type)) - Number(creation.test(a.type)));
    expect(ordered.reduce(evolve, DECIDERS[kind]!.initial)).toBeDefined();
  }
});

it('is folded by every projection that asks for it', async () => {
  const database = await createTestDatabase();
  const log = createMemoryEventStore();
  for (const { eventId, type, data, metadata, stream } of corpusFiles().map(readCorpus))
    await log.append(stream, 'any', [{ eventId, type, data, metadata }]);
  const store = createCurrentEvents(log, createPersonalData(corpusKeys));
  const errors: unknown[] = [];
  const running = await startProjections({
    store,
    pool: database.pool,
    projections: PROJECTIONS,
    onError: (error) => errors.push(error),
  });
  try {
    expect(await running.readModels.waitFor(await log.head(), 10_000)).toBe(true);
    const parked = await database.pool.query('select projection, key, error from parked_keys');
    expect(parked.rows).toEqual([]);
    expect(errors).toEqual([]);
  } finally {
    await running.stop();
    await database.close();
  }
});
