import { EventEmitter } from 'node:events';

/** One record as EventStoreDB keeps it. */
export type LogRecord = {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: Date;
};
export type Proposed = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
export type Expected = bigint | 'any' | 'no-stream' | 'stream-exists';

export type WriteResult =
  | { readonly kind: 'written'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: bigint | null }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large'; readonly max: number };

export type ServerLog = ReturnType<typeof createServerLog>;

/**
 * The log of an EventStoreDB with its rules for writing: positions are byte offsets and have gaps, ids are known only
 * within their stream, and a write is a repeat when its ids stand where they would stand.
 */
export const createServerLog = (maxAppendSize = 1024 * 1024) => {
  const records: LogRecord[] = [];
  const streams = new Map<string, LogRecord[]>();
  const truncatedBefore = new Map<string, bigint>();
  const deleted = new Set<string>();
  const news = new EventEmitter().setMaxListeners(0);
  // a log begins with a record of the server's first election, which is no event
  let end = 319n;

  const streamOf = (stream: string): LogRecord[] => streams.get(stream) ?? [];

  const add = (stream: string, proposed: readonly Proposed[]): LogRecord | undefined => {
    const known = streamOf(stream);
    const created = new Date();
    for (const event of proposed) {
      const record = { ...event, stream, revision: BigInt(known.length), position: end, created };
      end += BigInt(120 + stream.length + event.data.length + event.metadata.length);
      known.push(record);
      records.push(record);
    }
    streams.set(stream, known);
    news.emit('written');
    return known.at(-1);
  };

  const write = (stream: string, expected: Expected, proposed: readonly Proposed[]): WriteResult => {
    if (deleted.has(stream)) return { kind: 'deleted' };
    const size = proposed.reduce(
      (sum, event) => sum + event.data.length + event.metadata.length + event.type.length * 2,
      0,
    );
    if (size > maxAppendSize) return { kind: 'too-large', max: maxAppendSize };
    const known = streamOf(stream);
    const current = BigInt(known.length) - 1n;
    const wrong: WriteResult = { kind: 'wrong-version', current: current < 0n ? null : current };
    const written = (record: LogRecord | undefined): WriteResult =>
      record === undefined
        ? wrong
        : { kind: 'written', revision: record.revision, position: record.position };

    if (expected === 'stream-exists' && current < 0n) return wrong;
    if (expected === 'any' || expected === 'stream-exists') {
      const at = known.findIndex(({ id }) => id === proposed[0]?.id);
      const isRepeat = at >= 0 && proposed.every(({ id }, index) => known[at + index]?.id === id);
      return written(isRepeat ? known[at + proposed.length - 1] : add(stream, proposed));
    }
    const at = expected === 'no-stream' ? -1n : expected;
    if (at > current) return wrong;
    if (at < current) {
      const first = Number(at) + 1;
      const isRepeat = proposed.every(({ id }, index) => known[first + index]?.id === id);
      return isRepeat ? written(known[first + proposed.length - 1]) : wrong;
    }
    return written(add(stream, proposed));
  };

  return {
    write,
    news,
    /** As the server writes its own. */
    writeSystem: (stream: string, type: string): void => {
      const nothing = new TextEncoder().encode('{}');
      add(stream, [
        {
          id: crypto.randomUUID(),
          type,
          contentType: 'application/json',
          data: nothing,
          metadata: new Uint8Array(),
        },
      ]);
    },
    /** As `$tb` in the stream's metadata does: what is before it is gone for readers. */
    truncate: (stream: string, before: bigint): void => {
      truncatedBefore.set(stream, before);
    },
    tombstone: (stream: string): void => {
      deleted.add(stream);
    },
    isDeleted: (stream: string): boolean => deleted.has(stream),
    isKnown: (stream: string): boolean => streams.has(stream),
    records: (): readonly LogRecord[] => records,
    ofStream: (stream: string): readonly LogRecord[] =>
      streamOf(stream).filter(({ revision }) => revision >= (truncatedBefore.get(stream) ?? 0n)),
  };
};
