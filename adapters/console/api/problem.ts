/** Why a call brought nothing: what the catalogue says of it, or that there was no answer at all. */
export type Problem = {
  /** 0 without an answer. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Where the code is explained. */
  readonly documentationUrl: string | null;
  /** To be quoted to the operator. */
  readonly correlationId: string | null;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const unreachable: Problem = {
  status: 0,
  code: 'OFFLINE',
  message:
    'The service cannot be reached. Check the connection, then try again; nothing that you entered is lost.',
  details: null,
  documentationUrl: null,
  correlationId: null,
};

/** The envelope of the service; anything else came from something between it and us. */
export const problemOf = (status: number, body: unknown, correlationId: string | null): Problem => {
  const error = isRecord(body) && isRecord(body.error) ? body.error : null;
  if (error === null || typeof error.code !== 'string' || typeof error.message !== 'string') {
    return {
      status,
      code: `HTTP ${status}`,
      message: 'The answer was not one of the service. Try again in a moment.',
      details: null,
      documentationUrl: null,
      correlationId,
    };
  }
  return {
    status,
    code: error.code,
    message: error.message,
    details: isRecord(error.details) ? error.details : null,
    documentationUrl: typeof error.documentation_url === 'string' ? error.documentation_url : null,
    correlationId,
  };
};
