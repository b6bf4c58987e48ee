import { z } from 'zod';

/** Yahoo's seconds since 1970, which the client library turns into dates where it understood the answer. */
export const instant = z
  .union([z.number(), z.date()])
  .transform((at) => (at instanceof Date ? at : new Date(at * 1000)));
