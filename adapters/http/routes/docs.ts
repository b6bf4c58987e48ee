import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { DOCS_CSS, DOCS_SCRIPT, SWAGGER_FILE_NAMES, swaggerFile } from '../docs/assets.ts';
import { errorPage } from '../docs/error-page.ts';
import { page } from '../docs/html.ts';
import { LINKS, landingPage } from '../docs/landing.ts';
import { json, text } from '../reply.ts';
import { publicRoute, type Route } from '../route.ts';

const HTML = 'text/html; charset=utf-8';
const NO_CACHE = { 'Cache-Control': 'no-cache', Vary: 'Origin, Accept' };
const ASSET = { 'Cache-Control': 'public, max-age=3600' };

/** `document` is asked for once it is needed, because it describes these routes too. */
export const docsRoutes = (document: (version: string) => object): readonly Route[] => [
  publicRoute({
    method: 'get',
    path: '/',
    tag: 'Documentation',
    summary: 'Where everything is',
    success: {
      status: 200,
      description: 'Links, as JSON; for a browser the console',
      body: z
        .strictObject({
          name: z.literal('sigmafold'),
          version: z.string(),
          links: z.record(z.string(), z.string()),
        })
        .meta({ id: 'Landing' }),
    },
    handle: async ({ acceptsHtml }, { version, consoleFiles }) => {
      if (!acceptsHtml) return json({ name: 'sigmafold' as const, version, links: { ...LINKS } });
      const files = await consoleFiles();
      return files === null ? text(HTML, landingPage(version)) : text(HTML, files.index, NO_CACHE);
    },
  }),
  publicRoute({
    method: 'get',
    path: '/openapi.json',
    tag: 'Documentation',
    summary: 'This description',
    success: {
      status: 200,
      description: 'OpenAPI 3.1',
      body: z.looseObject({ openapi: z.literal('3.1.0') }).meta({ id: 'OpenApi' }),
    },
    handle: async (_request, { version }) => json(document(version) as { openapi: '3.1.0' }),
  }),
  publicRoute({
    method: 'get',
    path: '/docs',
    tag: 'Documentation',
    summary: 'The API, to read and to try',
    success: { status: 200, description: 'A page', contentTypes: ['text/html'] },
    handle: async () =>
      text(
        HTML,
        page(
          'Sigmafold: API',
          '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">\n<div id="swagger-ui"></div>',
          ['/docs/assets/swagger-ui-bundle.js', '/docs/assets/docs.js'],
        ),
      ),
  }),
  publicRoute({
    method: 'get',
    path: '/docs/errors',
    tag: 'Documentation',
    summary: 'Every error code and what to do about it',
    success: { status: 200, description: 'A page with one entry per code', contentTypes: ['text/html'] },
    handle: async () => text(HTML, errorPage()),
  }),
  publicRoute({
    method: 'get',
    path: '/docs/assets/docs.css',
    tag: 'Documentation',
    summary: 'Styles',
    success: { status: 200, description: 'A stylesheet', contentTypes: ['text/css'] },
    handle: async () => text('text/css; charset=utf-8', DOCS_CSS, ASSET),
  }),
  publicRoute({
    method: 'get',
    path: '/docs/assets/docs.js',
    tag: 'Documentation',
    summary: 'Starts the API page',
    success: { status: 200, description: 'A script', contentTypes: ['text/javascript'] },
    handle: async () => text('text/javascript; charset=utf-8', DOCS_SCRIPT, ASSET),
  }),
  publicRoute({
    method: 'get',
    path: '/docs/assets/{file}',
    tag: 'Documentation',
    summary: 'Files of Swagger UI',
    input: { params: z.strictObject({ file: z.enum(SWAGGER_FILE_NAMES) }) },
    success: { status: 200, description: 'A file', contentTypes: ['text/css', 'text/javascript'] },
    handle: async ({ params: { file } }) => ok({ kind: 'file' as const, ...swaggerFile(file) }),
  }),
];
