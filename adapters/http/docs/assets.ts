import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const DOCS_CSS = `
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1rem; }
section { border-top: 1px solid #ddd; padding: 0.5rem 0; }
section:target { background: #fff8dc; }
h2 { font-size: 1.1rem; margin: 0.5rem 0; }
h2 a { font-family: ui-monospace, monospace; text-decoration: none; }
.meta { color: #555; margin: 0; }
code { font-family: ui-monospace, monospace; }
`;

/** A file and not an inline script, because the content security policy allows no inline ones. */
export const DOCS_SCRIPT = `
window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    docExpansion: 'list',
    validatorUrl: null,
    persistAuthorization: false,
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
  });
});
`;

/** The files of swagger-ui that its page needs, and no others. */
const SWAGGER_FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

export type SwaggerFile = keyof typeof SWAGGER_FILES;

export const SWAGGER_FILE_NAMES = Object.keys(SWAGGER_FILES) as [SwaggerFile, ...SwaggerFile[]];

export const swaggerFile = (name: SwaggerFile): { readonly path: string; readonly contentType: string } => ({
  path: require.resolve(`swagger-ui-dist/${name}`),
  contentType: SWAGGER_FILES[name],
});
