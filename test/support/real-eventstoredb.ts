import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { EVENTSTOREDB_IMAGE } from './eventstoredb-image.ts';

export type RealEventStoreDb =
  | { readonly url: string; readonly stop: () => Promise<void> }
  | { readonly url: null; readonly why: string };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const START_MS = 180_000;

/**
 * The server of EVENTSTOREDB_URL, which may be shared and full of other things; else one in a container, with the
 * system projections that write into every log; else none, and why.
 */
export const openRealEventStoreDb = async (): Promise<RealEventStoreDb> => {
  const given = process.env.EVENTSTOREDB_URL;
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} };
  try {
    await getContainerRuntimeClient();
  } catch {
    return { url: null, why: 'EVENTSTOREDB_URL is not set and no Docker answers' };
  }
  try {
    const container = await new GenericContainer(EVENTSTOREDB_IMAGE)
      .withExposedPorts(2113)
      .withEnvironment({
        EVENTSTORE_INSECURE: 'true',
        EVENTSTORE_MEM_DB: 'true',
        EVENTSTORE_RUN_PROJECTIONS: 'All',
        EVENTSTORE_START_STANDARD_PROJECTIONS: 'true',
      })
      .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
      .withStartupTimeout(START_MS)
      .start();
    return {
      url: `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`,
      stop: async () => void (await container.stop()),
    };
  } catch (error) {
    return { url: null, why: `${EVENTSTOREDB_IMAGE} does not start in Docker: ${messageOf(error)}` };
  }
};
