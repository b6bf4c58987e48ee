import type { StreamRevision } from '../../application/application.ts';
import type { Position } from '../../application/ports/event-store.ts';
import { ok } from '../../domain/result.ts';
import type { ServerSentEvent } from './events/server-sent-event.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** What a route says when it has not refused. Its status is the route's; the pipeline writes it. */
export type Reply<Body = unknown> =
  | {
      readonly kind: 'json';
      readonly body: Body;
      readonly headers?: Readonly<Record<string, string>>;
      /** Of what the call wrote, for read-your-writes. */
      readonly position?: Position | null;
      /** Of the stream that was edited, as its ETag. */
      readonly revision?: StreamRevision | undefined;
      /** Where the body says "no" by its status, as health does. */
      readonly status?: number;
    }
  | {
      readonly kind: 'text';
      readonly contentType: string;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /** Text, or bytes, made while they are read: as fast as the client takes them. */
      readonly kind: 'lines';
      readonly contentType: string;
      readonly lines: AsyncIterable<string | Uint8Array>;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'file'; readonly contentType: string; readonly path: string }
  | { readonly kind: 'events'; readonly events: (signal: AbortSignal) => AsyncIterable<ServerSentEvent> };

export const json = <Body>(
  body: Body,
  about: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly position?: Position | null;
    readonly revision?: StreamRevision | undefined;
    readonly status?: number;
  } = {},
) => ok({ kind: 'json' as const, body, ...about });

export const text = (contentType: string, content: string, headers: Readonly<Record<string, string>> = {}) =>
  ok({ kind: 'text' as const, contentType, text: content, headers });

/** JSON that has been written out before. */
export const writtenJson = (content: string) => text(JSON_TYPE, content);

export const lines = (
  contentType: string,
  headers: Readonly<Record<string, string>>,
  content: AsyncIterable<string | Uint8Array>,
) => ok({ kind: 'lines' as const, contentType, headers, lines: content });
