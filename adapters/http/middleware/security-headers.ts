import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing but our own files, no inline script or style, no frames, no plug-ins. `data:` is for icons in stylesheets. */
export const securityHeaders = (strictTransportSecurity: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: strictTransportSecurity
      ? { maxAge: 31_536_000, includeSubDomains: false }
      : false,
  });
