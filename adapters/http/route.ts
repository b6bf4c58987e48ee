import type { z } from 'zod';
import type { CallContext, Identity, SignedInUser } from '../../application/application.ts';
import type { FigureStamp } from '../../application/ports/figure-stamps.ts';
import type { Queries } from '../../application/ports/queries.ts';
import type { ErrorCode } from '../../domain/errors/catalogue.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Scope } from '../../domain/user/scope.ts';
import type { Fields, IncomingFile, Upload } from './body/read-upload.ts';
import type { LimitName } from './limits/rate-limits.ts';
import type { Versioned } from './pipeline/versions.ts';
import type { Reply } from './reply.ts';
import type { RouteServices } from './services.ts';

export type Access = 'public' | 'user' | 'superuser';

/** What an administrator who acts as the user may call: always; only where writing was asked for; or never. */
export type Impersonated = 'read' | 'write' | 'never';

/** Where a portfolio's id stands in the path, and what somebody else's portfolio is answered with. */
export type Ownership = {
  readonly parameter: string;
  /** Where the parameter names a thing of a portfolio: whose it is, null when there is none. */
  readonly portfolioOf?: (queries: Queries, id: string) => Promise<string | null>;
  readonly foreign: 'ERR_NOT_FOUND' | 'ERR_AUTH_003';
  /** Also a portfolio that was archived. */
  readonly archived?: true;
  /** Its answer is kept while what it is made of is the same: whose it is and what that is are one question. */
  readonly stamped?: true;
  /** A superuser may look at anybody's, also at what was archived. */
  readonly superuserMay?: true;
};

export type Input = {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodObject;
};

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Every answer but an error. Bodies of other media types than JSON have no schema. */
export type Success<Body extends z.ZodType = z.ZodType> = {
  readonly status: 200 | 201 | 202;
  readonly description: string;
} & (
  | {
      readonly body: Body;
      /** Statuses that carry the same body to say "no", as health does. */
      readonly alsoStatus?: readonly number[];
      /** The same as text, for whoever asks for it. */
      readonly alsoText?: string;
    }
  | {
      readonly contentTypes: readonly string[];
      /** Of the data of each event in a stream of them. */
      readonly events?: z.ZodType;
    }
);

type Common<I extends Input> = {
  readonly params: OutputOf<I['params']>;
  readonly query: OutputOf<I['query']>;
  readonly headers: OutputOf<I['headers']>;
  readonly body: OutputOf<I['body']>;
  readonly acceptsHtml: boolean;
};

export type PublicRequest<I extends Input = Input> = Common<I> & {
  readonly context: Omit<CallContext, 'actor'>;
};
export type UserRequest<I extends Input = Input> = Common<I> & {
  readonly context: CallContext;
  readonly user: SignedInUser;
  readonly identity: Identity;
  /** Only on a route that takes an upload. */
  readonly upload: Upload<unknown> | null;
};
export type PortfolioRequest<I extends Input = Input> = UserRequest<I> & {
  readonly portfolioId: string;
  /** Only on a route that is `stamped`; null for the past, and where there is nothing to keep. */
  readonly stamp: FigureStamp | null;
};

/** A request whose file has been through the route's reader. */
type WithFile<Request, File> = Omit<Request, 'upload'> & {
  readonly upload: Upload<Result<File, Refusal>> | null;
};

/** How a route reads the file of its form, which is shown in the documentation as `form`. */
export type FileReader<File = unknown> = {
  readonly form: z.ZodType;
  /** The fields may also come as a JSON object, where they name a file that has been read before (`preview_id`). */
  readonly orJson?: boolean;
  /** The fields are those that came before the file. */
  readonly read: (
    file: IncomingFile,
    fields: Fields,
    services: RouteServices,
    userId: string,
  ) => Promise<Result<File, Refusal>>;
};

type Definition<I extends Input, Body extends z.ZodType, Request> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/api/v1/portfolios/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly input?: I;
  readonly success: Success<Body>;
  /** Refusals of its own, beside those that its policy brings. */
  readonly refusals?: readonly ErrorCode[];
  readonly limits?: readonly LimitName[];
  /**
   * Its answers carry the revision of this stream of the portfolio as their ETag, and a change can be tied to one with
   * `If-Match`.
   */
  readonly versioned?: Versioned;
  /** Otherwise: a GET may be read, anything else writes, and administration is out of reach. */
  readonly impersonated?: Impersonated;
  /** The answer holds a secret: it is kept nowhere, and so not repeated for a repeated Idempotency-Key. */
  readonly secret?: true;
  /** About the person's own way in: not for API keys, whatever their scopes. */
  readonly apiKeys?: 'never';
  /** Only for pages of this service, because it sets a cookie. */
  readonly ownOriginOnly?: true;
  /** Also for whoever watches the service, by a token of their own; then there is no user. */
  readonly monitored?: true;
  /** An alias of another route: it answers, and is not documented. */
  readonly hidden?: true;
  /**
   * Takes `as_of` and answers from what was known then: `queries`, `store`, `explain` and `clock` are those of that
   * moment. Every GET about a portfolio does, unless it says otherwise.
   */
  readonly travels?: boolean;
  readonly handle: (
    request: Request,
    services: RouteServices,
  ) => Promise<Result<Reply<z.input<Body>>, Refusal>>;
};

/** One row of the route table: what it is, who may, what it takes, what it says. */
export type Route = Omit<
  Definition<Input, z.ZodType, never>,
  'handle' | 'input' | 'travels' | 'impersonated'
> & {
  readonly access: Access;
  readonly travels: boolean;
  readonly impersonated: Impersonated;
  readonly input: Input;
  readonly owns: Ownership | null;
  /** Takes a multipart form with a file; its fields are validated by the route itself, which has codes for them. */
  readonly upload: FileReader | null;
  readonly handle: (request: PortfolioRequest, services: RouteServices) => Promise<Result<Reply, Refusal>>;
};

/** What an API key has to be made for to call the route. */
export const scopeOf = ({ access, method }: Pick<Route, 'access' | 'method'>): Scope => {
  if (access === 'superuser') return 'admin';
  return method === 'get' ? 'read' : 'write';
};

/** What goes on for ever is about now. */
const isEndless = ({ success }: Pick<Route, 'success'>): boolean => 'events' in success;

const impersonatedOf = (
  { method, impersonated }: { readonly method: Route['method']; readonly impersonated?: Impersonated },
  { access }: Pick<Route, 'access'>,
): Impersonated => {
  if (access === 'superuser') return 'never';
  return impersonated ?? (method === 'get' ? 'read' : 'write');
};

const define = <I extends Input, Body extends z.ZodType, Request>(
  { input, ...definition }: Definition<I, Body, Request>,
  policy: Pick<Route, 'access' | 'owns' | 'upload'>,
): Route => ({
  ...definition,
  ...policy,
  travels:
    definition.travels ?? (definition.method === 'get' && policy.owns !== null && !isEndless(definition)),
  impersonated: impersonatedOf(definition, policy),
  input: input ?? {},
  // The pipeline fills a request with what the schemas and the policy of this very route say.
  handle: definition.handle as unknown as Route['handle'],
});

export const publicRoute = <I extends Input, Body extends z.ZodType>(
  definition: Definition<I, Body, PublicRequest<I>>,
): Route => define(definition, { access: 'public', owns: null, upload: null });

export const userRoute = <I extends Input, Body extends z.ZodType>(
  definition: Definition<I, Body, UserRequest<I>>,
): Route => define(definition, { access: 'user', owns: null, upload: null });

export const uploadRoute = <I extends Input, Body extends z.ZodType, File>(
  upload: FileReader<File>,
  definition: Definition<I, Body, WithFile<UserRequest<I>, File>>,
): Route => define(definition, { access: 'user', owns: null, upload });

export const superuserRoute = <I extends Input, Body extends z.ZodType>(
  definition: Definition<I, Body, UserRequest<I>>,
): Route => define(definition, { access: 'superuser', owns: null, upload: null });

/** For superusers, and for the monitoring that has a token and no account. */
export const monitoringRoute = <I extends Input, Body extends z.ZodType>(
  definition: Definition<I, Body, PublicRequest<I>>,
): Route => define({ ...definition, monitored: true }, { access: 'superuser', owns: null, upload: null });

/** A route about one portfolio: by the time `handle` runs, it exists and is the caller's. */
export const portfolioRoute = <I extends Input, Body extends z.ZodType>(
  ownership: Ownership,
  definition: Definition<I, Body, PortfolioRequest<I>>,
): Route => define(definition, { access: 'user', owns: ownership, upload: null });

export const portfolioUploadRoute = <I extends Input, Body extends z.ZodType, File>(
  ownership: Ownership,
  upload: FileReader<File>,
  definition: Definition<I, Body, WithFile<PortfolioRequest<I>, File>>,
): Route => define(definition, { access: 'user', owns: ownership, upload });

export const superuserUploadRoute = <I extends Input, Body extends z.ZodType, File>(
  upload: FileReader<File>,
  definition: Definition<I, Body, WithFile<UserRequest<I>, File>>,
): Route => define(definition, { access: 'superuser', owns: null, upload });
