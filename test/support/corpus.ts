import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createPostgresPersonalKeys } from '../../adapters/personal-keys/postgres-personal-keys.ts';
import {
  type EventStore,
  positionFrom,
  type RecordedEvent,
  START,
} from '../../application/ports/event-store.ts';
import type { PersonalKeys } from '../../application/ports/personal-keys.ts';
import { createPersonalData } from '../../application/privacy/personal-data.ts';
import { masterKeyFrom } from '../../infra/config/master-key.ts';
import { createPool } from '../../infra/database/pool.ts';

/** Of the services that tests start. */
export const TEST_MASTER_KEY = 'a master key that is only used by tests of ours';

const DIRECTORY = join(import.meta.dirname, '../corpus');
const MANIFEST = 'manifest.json';
/** Enough to show what an event can hold; a longer one shows the same again. */
const MAX_LENGTH = 12_000;

type CorpusFile = Omit<RecordedEvent, 'position' | 'revision'> & {
  readonly position: string;
  readonly revision: string;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The key of a person in the corpus follows from their id: its files are no secret. */
export const corpusKeys: PersonalKeys = {
  ensure: async (userId) => createHash('sha256').update(`corpus ${userId}`).digest(),
  find: async (userIds) =>
    new Map(userIds.map((userId) => [userId, createHash('sha256').update(`corpus ${userId}`).digest()])),
  drop: () => Promise.reject(new Error('nobody of the corpus is forgotten')),
};

export const corpusFiles = (): readonly string[] =>
  readdirSync(DIRECTORY)
    .filter((name) => name.endsWith('.json') && name !== MANIFEST)
    .sort();

/** Of every file, as it was when it was added. */
export const corpusManifest = (): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(DIRECTORY, MANIFEST), 'utf8')) as Record<string, string>;

export const corpusHash = (file: string): string => sha256(readFileSync(join(DIRECTORY, file), 'utf8'));

export const readCorpus = (file: string): RecordedEvent => {
  const read = JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as CorpusFile;
  return { ...read, position: positionFrom(read.position), revision: BigInt(read.revision) };
};

const fileOf = ({ type, metadata }: RecordedEvent): string => `${type}.v${metadata.schemaVersion}.json`;

const allOf = async (log: EventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (let after = START, caughtUp = false; !caughtUp; ) {
    const page = await log.readAll({ after, limit: 1000 });
    events.push(...page.events);
    after = page.checkpoint;
    caughtUp = page.caughtUp;
  }
  return events;
};

/** Of each file the longest event that is not too long. */
const choose = (events: readonly RecordedEvent[]): ReadonlyMap<string, RecordedEvent> => {
  const length = (event: RecordedEvent): number => JSON.stringify(event.data).length;
  const chosen = new Map<string, RecordedEvent>();
  for (const event of events) {
    const best = chosen.get(fileOf(event));
    const better = best === undefined || (length(event) > length(best) && length(event) <= MAX_LENGTH);
    if (better || (length(best) > MAX_LENGTH && length(event) < length(best)))
      chosen.set(fileOf(event), event);
  }
  return chosen;
};

/**
 * Adds to the corpus what a test has told and the corpus does not have: `HARVEST_CORPUS=1 npm test -- <a test that
 * tells the new event>`. Files that are there are never written again.
 */
export const harvestCorpus = async (databaseUrl: string): Promise<void> => {
  const pool = createPool({ url: databaseUrl, applicationName: 'harvest', onIdleError: () => {} });
  const log = createPostgresEventStore({ pool });
  try {
    const opening = createPersonalData(createPostgresPersonalKeys(pool, masterKeyFrom(TEST_MASTER_KEY)));
    const sealing = createPersonalData(corpusKeys);
    mkdirSync(DIRECTORY, { recursive: true });
    for (const [file, event] of choose(await allOf(log))) {
      if (existsSync(join(DIRECTORY, file)) || !isKnownType(event.type)) continue;
      const [opened] = 'sealed' in event.data ? await opening.open([event]) : [event];
      const [sealed] = 'sealed' in event.data ? await sealing.seal([opened!]) : [opened];
      const text = JSON.stringify(
        sealed,
        (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
        2,
      );
      writeFileSync(join(DIRECTORY, file), `${text}\n`);
    }
    const manifest = Object.fromEntries(corpusFiles().map((file) => [file, corpusHash(file)]));
    writeFileSync(join(DIRECTORY, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  } finally {
    await log.close();
    await pool.end();
  }
};

const DOMAIN = join(import.meta.dirname, '../../domain');

/** Every event type there is, read from the source: nobody can forget to add one here. */
export const knownTypes = (): readonly string[] =>
  readdirSync(DOMAIN, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(DOMAIN, entry.name, 'events.ts')))
    .flatMap(({ name }) => {
      const source = readFileSync(join(DOMAIN, name, 'events.ts'), 'utf8');
      return [...source.matchAll(/DomainEvent<\s*'(\w+)'/g)].map(([, type]) => type!);
    });

const isKnownType = (type: string): boolean => knownTypes().includes(type);
