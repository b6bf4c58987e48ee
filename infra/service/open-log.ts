import type { Pool } from 'pg';
import {
  checkMasterKey,
  createPostgresPersonalKeys,
  WrongMasterKey,
} from '../../adapters/personal-keys/postgres-personal-keys.ts';
import { createCurrentEvents } from '../../application/current-events.ts';
import { createUpcasting, upcasterProblems } from '../../application/evolution/upcasting.ts';
import { createInviteIds, type InviteIdOf } from '../../application/invites/invite-ids.ts';
import type { EventChain } from '../../application/ports/event-chain.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import type { PersonalKeys } from '../../application/ports/personal-keys.ts';
import { createPersonalData } from '../../application/privacy/personal-data.ts';
import { createEmailStreams, type EmailStreams } from '../../application/users/email-stream.ts';
import type { Upcaster } from '../../domain/upcaster.ts';
import { UPCASTERS } from '../../domain/upcasters.ts';
import type { Config } from '../config/config.ts';
import { ensureMasterKey } from '../config/master-key.ts';
import { OperatorError } from '../operator-error.ts';
import { openStoredLog, type StoredLog, type StoredLogConfig } from './stored-log.ts';

/** A key like those of people, and of nobody: names the streams in which addresses are claimed, and invites. */
const EMAIL_CLAIMS = 'email-claims';

export type OpenLog = {
  /** Events as they were recorded: for the hash chain and the export. */
  readonly log: EventStore;
  /** Events as of today, personal data opened: for everything else. Closing it closes both. */
  readonly store: EventStore;
  readonly chain: EventChain;
  readonly logIndex: LogIndex;
  readonly keepIndex: StoredLog['keepIndex'];
  readonly personalKeys: PersonalKeys;
  readonly emailStreams: EmailStreams;
  readonly inviteIdOf: InviteIdOf;
};

export type OpenLogConfig = Pick<Config, 'masterKey' | 'dataDirectory'> & StoredLogConfig;

export type OpenLogOptions = {
  readonly pool: Pool;
  readonly config: OpenLogConfig;
  readonly report?: (error: Error) => void;
  /** Other than the release's own, for tests. */
  readonly upcasters?: readonly Upcaster[];
};

/** The log in a migrated database. Refuses to open what it could not read. */
export const openLog = async ({
  pool,
  config,
  report,
  upcasters = UPCASTERS,
}: OpenLogOptions): Promise<OpenLog> => {
  const problems = upcasterProblems(upcasters);
  if (problems.length > 0)
    throw new OperatorError(
      `This release cannot read its own events (${problems.join('; ')}): install a complete release.`,
    );
  const masterKey = ensureMasterKey(config);
  try {
    await checkMasterKey(pool, masterKey);
  } catch (error) {
    if (!(error instanceof WrongMasterKey)) throw error;
    throw new OperatorError(
      'MASTER_KEY is not the one that this database was used with: set it, or restore the file master-key of the data directory. Without it addresses and names cannot be read.',
      { cause: error },
    );
  }
  const personalKeys = createPostgresPersonalKeys(pool, masterKey);
  const pepper = await personalKeys.ensure(EMAIL_CLAIMS);
  if (pepper === null) throw new Error('the key that names the claims of addresses was dropped');
  const { log, chain, index, keepIndex } = await openStoredLog({ pool, config, ...(report && { report }) });
  return {
    log,
    chain,
    logIndex: index,
    keepIndex,
    store: createCurrentEvents(log, createPersonalData(personalKeys), createUpcasting(upcasters)),
    personalKeys,
    emailStreams: createEmailStreams(pepper),
    inviteIdOf: createInviteIds(pepper),
  };
};
