import { entryOf, errorCodes } from '../../../domain/errors/catalogue.ts';
import { escapeHtml, page } from './html.ts';

const entry = (code: (typeof errorCodes)[number]): string => {
  const { status, title, message, fix, field } = entryOf(code);
  const where = status === 200 ? 'in the status of a run' : `HTTP ${status}`;
  return `<section id="${code}">
<h2><a href="#${code}">${code}</a> ${escapeHtml(title)}</h2>
<p class="meta">${where}${field === undefined ? '' : ` · <code>${escapeHtml(field)}</code>`}</p>
<p>${escapeHtml(message)}</p>
<p><strong>What to do:</strong> ${escapeHtml(fix)}</p>
</section>`;
};

/** One entry per code, at the anchor that `documentation_url` names. */
export const errorPage = (): string =>
  page(
    'Sigmafold: errors',
    `<main>
<h1>Errors</h1>
<p>Every error has one shape: <code>{"error": {"code", "message", "details", "documentation_url"}}</code>. Errors in the
rows of a file are in <code>details.errors</code>, each with the line of the file, the symbol, the field, the value, a
code, a message and how to mend it.</p>
<p><a href="/docs">The API</a></p>
${errorCodes.map(entry).join('\n')}
</main>`,
  );
