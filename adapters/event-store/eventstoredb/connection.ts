import { EventStoreDBClient } from '@eventstore/db-client';
import { pause } from '../../../application/pause.ts';

/** A channel that is still looking for its cluster is left behind: it gives up by itself. */
const END_TIMEOUT_MS = 1000;

export type Connection = {
  readonly client: EventStoreDBClient;
  /** Cancels what is open and closes the channel. */
  readonly end: () => Promise<void>;
};

/** The client's own, which it does not offer. */
type Inside = {
  supports: () => Promise<boolean>;
  readonly getChannel: () => Promise<{ readonly close: () => void }>;
};

/**
 * A client for a connection string (`esdb://…` or `esdb+discover://…`, with credentials and TLS in it). It connects at
 * its first call, and again when the connection or the leader is lost.
 *
 * The client would append over one long stream wherever the server offers it. There an append has no deadline, an
 * error of the stream rejects the appends of every client in the process, and one that is never answered is waited for
 * for ever. So it is told that no server offers that, and each append is a call of its own with a deadline.
 */
export const connect = (url: string): Connection => {
  // a conflict must be an error: as a value it carries a wrong revision
  const client = clientFor(withSetting(url, 'throwOnAppendFailure', 'true'));
  const inside = client as unknown as Inside;
  inside.supports = async () => false;
  return {
    client,
    end: async () => {
      const waited = new AbortController();
      const closed = client.dispose().then(async () => (await inside.getChannel()).close());
      // there may be no connection to close
      const settled = closed.catch(() => undefined);
      await Promise.race([settled, pause(END_TIMEOUT_MS, waited.signal)]);
      waited.abort();
    },
  };
};

/** The client's own message quotes the connection string, with the password in it. */
const clientFor = (url: string): EventStoreDBClient => {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const why = /^(Failed to load|userCertFile)/.test(message) ? `: ${message}` : '';
    throw new TypeError(`the connection string of EventStoreDB cannot be used${why}`);
  }
};

/** The connection string with one of its settings replaced. */
const withSetting = (url: string, name: string, value: string): string => {
  const [address = '', query = ''] = url.split('?', 2);
  const settings = query.split('&').filter((part) => part !== '' && !isNamed(part, name));
  return `${address}?${[...settings, `${name}=${value}`].join('&')}`;
};

/** The client reads names without regard to case, hyphens and underscores. */
const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
const isNamed = (setting: string, name: string): boolean => flat(setting.split('=')[0] ?? '') === flat(name);
