import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServiceError,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import {
  appendResponse,
  batchExpectedOf,
  batchResponse,
  expectedOf,
  proposed,
  streamName,
} from './append.ts';
import { createFaults, type Fault } from './faults.ts';
import { createServerLog, type Expected, type Proposed, type ServerLog } from './log.ts';
import { type ReadCall, recordsRead, sendRead, sendSubscription } from './read.ts';

export type ServerOptions = {
  readonly log?: ServerLog;
  /** Offers the streaming append, as servers since 21.10 do. */
  readonly batchAppend?: boolean;
  /** Tells subscribers when they are at the head, as servers since 23.10 do. */
  readonly saysCaughtUp?: boolean;
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer };
  /** `user:password` that every call must bring. */
  readonly user?: string;
  readonly port?: number;
};

const failure = (
  code: status,
  details: string,
  entries: Readonly<Record<string, string>> = {},
): ServiceError => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(entries)) metadata.add(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

const errorOf = (fault: Fault): ServiceError | null => {
  switch (fault.kind) {
    case 'unavailable':
    case 'reply-lost':
    case 'dropped':
      return failure(status.UNAVAILABLE, 'the server is going down');
    case 'not-leader':
      return failure(status.NOT_FOUND, 'not the leader', {
        exception: 'not-leader',
        'leader-endpoint-host': fault.host,
        'leader-endpoint-port': String(fault.port),
      });
    case 'access-denied':
      return failure(status.PERMISSION_DENIED, 'denied', { exception: 'access-denied' });
    case 'silent':
      return null;
  }
};

/**
 * An EventStoreDB to test against: made from the client's own service definitions, with the rules of the real one that
 * we rely on, and with faults on demand. Stopped and started again it keeps its log and its port.
 */
export const startEventStoreDbServer = async (options: ServerOptions = {}) => {
  const log = options.log ?? createServerLog();
  const faults = createFaults();
  const counts = { appends: 0, batches: 0, reads: 0, subscriptions: 0, sent: 0, requiringLeader: 0 };
  const sent = (): void => {
    counts.sent += 1;
  };
  let leaderPort: number | null = null;

  const refusal = (metadata: Metadata): ServiceError | null => {
    if (metadata.get('requires-leader')[0] === 'true') counts.requiringLeader += 1;
    if (options.user === undefined) return null;
    const given = metadata.get('authorization')[0];
    const wanted = `Basic ${Buffer.from(options.user).toString('base64')}`;
    return given === wanted ? null : failure(status.UNAUTHENTICATED, 'who are you?');
  };

  const append = (
    call: ServerReadableStream<AppendReq, AppendResp>,
    done: sendUnaryData<AppendResp>,
  ): void => {
    counts.appends += 1;
    const fault = faults.take('append');
    const denied = refusal(call.metadata);
    let stream = '';
    let expected: Expected = 'any';
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      const header = request.getOptions();
      const message = request.getProposedMessage();
      if (header !== undefined) {
        stream = streamName(header.getStreamIdentifier());
        expected = expectedOf(header);
      }
      if (message !== undefined) events.push(proposed(message));
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      if (fault?.kind === 'silent') return;
      const early = denied ?? (fault !== undefined && fault.kind !== 'reply-lost' ? errorOf(fault) : null);
      if (early !== null) return done(early);
      const result = log.write(stream, expected, events);
      if (fault?.kind === 'reply-lost') return done(errorOf(fault));
      if (result.kind === 'deleted')
        return done(
          failure(status.FAILED_PRECONDITION, 'deleted', {
            exception: 'stream-deleted',
            'stream-name': stream,
          }),
        );
      if (result.kind === 'too-large')
        return done(
          failure(status.INVALID_ARGUMENT, 'too large', {
            exception: 'maximum-append-size-exceeded',
            'maximum-append-size': String(result.max),
          }),
        );
      return done(null, appendResponse(result, expected));
    });
  };

  const batchAppend = (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const open = new Map<string, { stream: string; expected: Expected; events: Proposed[] }>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const header = request.getOptions();
      if (header !== undefined)
        open.set(id, {
          stream: streamName(header.getStreamIdentifier()),
          expected: batchExpectedOf(header),
          events: [],
        });
      const batch = open.get(id);
      if (batch === undefined) return;
      batch.events.push(...request.getProposedMessagesList().map(proposed));
      if (!request.getIsFinal()) return;
      open.delete(id);
      counts.batches += 1;
      const fault = faults.take('append');
      if (fault?.kind === 'silent') return;
      const error = fault && errorOf(fault);
      if (error) return void call.emit('error', error);
      call.write(batchResponse(request, batch.stream, log.write(batch.stream, batch.expected, batch.events)));
    });
  };

  const read = (call: ReadCall): void => {
    const request = call.request.getOptions();
    if (request === undefined) return;
    const isSubscription = request.hasSubscription();
    counts[isSubscription ? 'subscriptions' : 'reads'] += 1;
    const fault = faults.take(isSubscription ? 'subscribe' : 'read');
    const denied = refusal(call.metadata);
    if (fault?.kind === 'silent') return;
    const early = denied ?? (fault !== undefined && fault.kind !== 'dropped' ? errorOf(fault) : null);
    if (early !== null) return void call.emit('error', early);
    const breakAfter = fault?.kind === 'dropped' ? fault.after : Number.POSITIVE_INFINITY;
    const end = (outcome: 'complete' | 'broken'): void => {
      if (outcome === 'broken') call.emit('error', failure(status.UNAVAILABLE, 'the connection was lost'));
      else call.end();
    };
    if (isSubscription) {
      void sendSubscription(call, log, request, sent, {
        breakAfter,
        saysCaughtUp: options.saysCaughtUp ?? true,
      }).then(end);
      return;
    }
    const name = streamName(request.getStream()?.getStreamIdentifier());
    if (request.hasStream() && log.isDeleted(name))
      return void call.emit(
        'error',
        failure(status.FAILED_PRECONDITION, 'deleted', { exception: 'stream-deleted', 'stream-name': name }),
      );
    const records = recordsRead(log, request);
    if (records === 'no-stream')
      return void call.emit(
        'error',
        failure(status.NOT_FOUND, 'no stream', { exception: 'stream-not-found', 'stream-name': name }),
      );
    void sendRead(call, records, sent, breakAfter).then(end);
  };

  let server: Server | null = null;
  let port = options.port ?? 0;

  const start = async (): Promise<void> => {
    const starting = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    // what is generated names its methods as gRPC's types do not
    const service = (definition: object, implementation: object): void =>
      starting.addService(definition as never, implementation as never);
    service(streamsService.StreamsService, { read, append, batchAppend });
    service(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, done: sendUnaryData<unknown>) => {
        const supported = new features.SupportedMethods().setEventStoreServerVersion('24.10.0');
        if (options.batchAppend !== false)
          supported.addMethods(
            new features.SupportedMethod()
              .setServiceName('event_store.client.streams.streams')
              .setMethodName('batchappend'),
          );
        done(null, supported);
      },
    });
    service(gossipService.GossipService, {
      read: (_: unknown, done: sendUnaryData<unknown>) => {
        const leader = new gossip.MemberInfo()
          .setState(gossip.MemberInfo.VNodeState.LEADER)
          .setIsAlive(true)
          .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(leaderPort ?? port));
        done(null, new gossip.ClusterInfo().setMembersList([leader]));
      },
    });
    const credentials =
      options.tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [
            { cert_chain: options.tls.certificate, private_key: options.tls.key },
          ]);
    port = await new Promise<number>((resolve, reject) =>
      starting.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
    server = starting;
  };
  await start();

  return {
    log,
    faults,
    counts,
    port: () => port,
    url: (settings = 'tls=false'): string => `esdb://127.0.0.1:${port}?${settings}`,
    /** What gossip says: another server of ours. */
    leadBy: (leader: number): void => {
      leaderPort = leader;
    },
    start,
    /** All connections break at once. */
    stop: async (): Promise<void> => {
      server?.forceShutdown();
      server = null;
    },
  };
};
export type EventStoreDbServer = Awaited<ReturnType<typeof startEventStoreDbServer>>;
