import type { RequestHandler } from 'express';
import type { ConsoleFile, HttpServices } from '../services.ts';

const ASSETS = '/assets/';
/** The name of an asset changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const encodingsOf = ({ brotli, gzip }: ConsoleFile): string[] => [
  ...(brotli === null ? [] : ['br']),
  ...(gzip === null ? [] : ['gzip']),
  'identity',
];

/** Assets by their hashed names, and the index for every path of a page. Anything else is somebody else's to answer. */
export const serveConsole =
  (consoleFiles: HttpServices['consoleFiles']): RequestHandler =>
  async (request, response, next) => {
    const { path, method } = request;
    if (method !== 'GET' && method !== 'HEAD') return next();
    if (path.startsWith('/api/')) return next();
    const files = await consoleFiles();
    if (files === null) return next();

    const asset = path.startsWith(ASSETS) ? files.assets.get(path.slice(ASSETS.length)) : undefined;
    if (asset !== undefined) {
      const encoding = request.acceptsEncodings(encodingsOf(asset));
      response.set({ 'Content-Type': asset.contentType, 'Cache-Control': FOR_EVER });
      response.vary('Accept-Encoding');
      if (encoding === 'br' || encoding === 'gzip') response.set('Content-Encoding', encoding);
      const bytes = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : null;
      response.status(200).end(bytes ?? asset.bytes);
      return;
    }
    if (!files.isPage(path)) return next();
    response
      .status(200)
      .set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
      .send(files.index);
  };
