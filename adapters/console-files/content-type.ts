import { extname } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export const contentTypeOf = (name: string): string =>
  CONTENT_TYPES[extname(name)] ?? 'application/octet-stream';
