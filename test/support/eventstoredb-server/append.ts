import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import type {
  AppendReq as AppendRequest,
  AppendResp as AppendResponse,
  BatchAppendReq as BatchRequest,
  BatchAppendResp as BatchResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import type { Expected, Proposed, WriteResult } from './log.ts';

type Message = AppendRequest.ProposedMessage | BatchRequest.ProposedMessage;

export const proposed = (message: Message): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export const streamName = (identifier: { getStreamName_asU8: () => Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const expectedOf = (options: AppendRequest.Options): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt(options.getRevision());
};

export const batchExpectedOf = (options: BatchRequest.Options): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt(options.getStreamPosition());
};

/** Null for what is told as an error of the call. */
export const appendResponse = (result: WriteResult, expected: Expected): AppendResponse | null => {
  switch (result.kind) {
    case 'written':
      return new streams.AppendResp().setSuccess(
        new streams.AppendResp.Success()
          .setCurrentRevision(String(result.revision))
          .setPosition(
            new streams.AppendResp.Position()
              .setCommitPosition(String(result.position))
              .setPreparePosition(String(result.position)),
          ),
      );
    case 'wrong-version': {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (result.current === null) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(result.current));
      if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected));
      else wrong.setExpectedNoStream(new shared.Empty());
      return new streams.AppendResp().setWrongExpectedVersion(wrong);
    }
    default:
      return null;
  }
};

const statusOf = (typeName: string, details: { serializeBinary: () => Uint8Array }) => {
  const packed = new anyPb.Any();
  packed.pack(details.serializeBinary(), typeName);
  return new status.Status().setMessage(typeName).setDetails(packed);
};

export const batchResponse = (request: BatchRequest, stream: string, result: WriteResult): BatchResponse => {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
  switch (result.kind) {
    case 'written':
      return response.setSuccess(
        new streams.BatchAppendResp.Success()
          .setCurrentRevision(String(result.revision))
          .setPosition(
            new shared.AllStreamPosition()
              .setCommitPosition(String(result.position))
              .setPreparePosition(String(result.position)),
          ),
      );
    case 'wrong-version': {
      const wrong = new shared.WrongExpectedVersion();
      if (result.current !== null) wrong.setCurrentStreamRevision(String(result.current));
      return response.setError(statusOf('event_store.client.WrongExpectedVersion', wrong));
    }
    case 'deleted':
      return response.setError(statusOf('event_store.client.StreamDeleted', new shared.StreamDeleted()));
    case 'too-large':
      return response.setError(
        statusOf(
          'event_store.client.MaximumAppendSizeExceeded',
          new shared.MaximumAppendSizeExceeded().setMaxappendsize(result.max),
        ),
      );
  }
};
