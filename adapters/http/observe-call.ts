import type { RequestHandler } from 'express';

/** Whoever counts calls. Every call that began ends once, however it ends. */
export type ObserveCall = {
  readonly began: () => void;
  readonly ended: (call: {
    readonly method: string;
    /** As the table has it; "none" where nothing is there. */
    readonly route: string;
    /** 499 when the client went away before it was answered. */
    readonly status: number;
    readonly seconds: number;
  }) => void;
};

const CLIENT_WENT_AWAY = 499;

export const observeCalls =
  ({ began, ended }: ObserveCall): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    began();
    response.once('close', () => {
      const { path } = (request.route ?? {}) as { readonly path?: unknown };
      ended({
        method: request.method,
        route: typeof path === 'string' ? path.replaceAll(/:(\w+)/g, '{$1}') : 'none',
        status: response.writableEnded ? response.statusCode : CLIENT_WENT_AWAY,
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
    next();
  };
