import { escapeHtml, page } from './html.ts';

export const LINKS = {
  documentation: '/docs',
  openapi: '/openapi.json',
  errors: '/docs/errors',
  health: '/health/ready',
  template: '/api/v1/onboarding/csv-template',
} as const;

export const landingPage = (version: string): string =>
  page(
    'Sigmafold',
    `<main>
<h1>Sigmafold</h1>
<p>From a broker's CSV file to risk numbers that can say where they came from. Version ${escapeHtml(version)}.</p>
<p>The console is not there: it was not built, and could not be built now. The API works without it.</p>
<ul>
${Object.entries(LINKS)
  .map(([name, href]) => `<li><a href="${href}">${name}</a></li>`)
  .join('\n')}
</ul>
</main>`,
  );
