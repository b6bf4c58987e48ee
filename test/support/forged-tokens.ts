import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { SECRET } from './http.ts';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token like a good one but for what is given: undefined leaves a claim out. */
export const forged = (
  token: string,
  {
    header,
    claims,
    secret = SECRET,
  }: {
    readonly header?: Record<string, unknown>;
    readonly claims?: JWTPayload;
    readonly secret?: string;
  },
): Promise<string> =>
  new SignJWT({ ...decodeJwt(token), ...claims })
    .setProtectedHeader({ ...decodeProtectedHeader(token), ...header } as JWTHeaderParameters)
    .sign(new TextEncoder().encode(secret));

/** Says in its header that it needs no signature. */
export const unsigned = (token: string, alg = 'none'): string =>
  `${base64url({ ...decodeProtectedHeader(token), alg })}.${base64url(decodeJwt(token))}.`;
